import { describeSharedFigure, staysPublic } from '#server/domain/consent/consent-words.rules.ts';
import { buildMailLink } from '../build-message.ts';
import { closing, type MailText } from './build-reminder-mail.ts';

const compose = (...paragraphs: string[]) => ['Good day,', ...paragraphs, closing].join('\n\n');

/** A publication went out at the minute that was set. */
export function buildSchedulePublishedMail({ round, number }: { round: string; number: number }): MailText {
  return {
    subject: `Publication ${number} is out, as scheduled`,
    body: compose(
      `Publication ${number} of ${round} was published as scheduled.`,
      `See it: ${buildMailLink(`/publications/${number}`)}`,
    ),
  };
}

/** A publication did not go out at the minute that was set, and will not by itself. */
export function buildScheduleFailedMail({ round, why }: { round: string; why: string }): MailText {
  return {
    subject: `NOT published: what was scheduled for ${round}`,
    body: compose(
      `The scheduled publication of ${round} was not published, and will not be published automatically.`,
      why,
      `Publish it from the preview: ${buildMailLink(`/secretariat/publish/${round}`)}`,
    ),
  };
}

/** Asks whether figures may be shown. No figure stands in it; the link leads to the question, for whoever signs in. */
export function buildConsentRequestMail(request: {
  reporter: string;
  round: string;
  /** With the codes of the indicators that ask for a figure of each too. */
  indicators: readonly { code: string; title: string; askedAlso: readonly string[] }[];
  message: string;
  path: string;
  until: string;
}): MailText {
  const { reporter, round, indicators, message, path, until } = request;
  return {
    subject: `May the figures of ${reporter} for ${round} be shown?`,
    body: compose(
      `The secretariat asks whether the figures of ${reporter} for ${round} may be shown on their own in publications, for:`,
      indicators
        .map(({ code, title, askedAlso }) =>
          [`- ${code}: ${title}`, describeSharedFigure(askedAlso)].filter(Boolean).join('. '),
        )
        .join('\n'),
      ...(message ? [message] : []),
      staysPublic,
      `Sign in and answer here: ${buildMailLink(path)}`,
      `A focal point or clearing officer can answer until ${until}. Without an answer nothing changes: the figures are used as your report says.`,
    ),
  };
}
