import { buildMailLink } from '../build-message.ts';
import { closing, type MailText } from './build-reminder-mail.ts';

const compose = (...paragraphs: string[]) => ['Good day,', ...paragraphs, closing].join('\n\n');

/** A publication went out at the minute that was set. */
export function buildSchedulePublishedMail({ round, number }: { round: string; number: number }): MailText {
  return {
    subject: `Publication ${number} is out, as scheduled`,
    body: compose(
      `Publication ${number} of ${round} went out at the minute that was set for it.`,
      `What is public now: ${buildMailLink(`/publications/${number}`)}`,
    ),
  };
}

/** A publication did not go out at the minute that was set, and will not by itself. */
export function buildScheduleFailedMail({ round, why }: { round: string; why: string }): MailText {
  return {
    subject: `NOT published: what was scheduled for ${round}`,
    body: compose(
      `The publication of ${round} that was scheduled did not go out, and it will not go out by itself.`,
      why,
      `The preview, from which it can be published: ${buildMailLink(`/secretariat/publish/${round}`)}`,
    ),
  };
}

/** Asks whether figures may be shown. No figure stands in it; the link leads to the question, for whoever signs in. */
export function buildConsentRequestMail(request: {
  reporter: string;
  round: string;
  indicators: readonly { code: string; title: string }[];
  message: string;
  path: string;
  until: string;
}): MailText {
  const { reporter, round, indicators, message, path, until } = request;
  return {
    subject: `May own figures of ${reporter} for ${round} be shown?`,
    body: compose(
      `The secretariat asks whether the own figures of ${reporter} for ${round} may be shown in publications, for:`,
      indicators.map(({ code, title }) => `- ${code}: ${title}`).join('\n'),
      ...(message ? [message] : []),
      `Sign in and answer here: ${buildMailLink(path)}`,
      `An answer can be given until ${until}, by a focal point or clearing officer. Without one nothing changes: the figures go into totals as your report says.`,
    ),
  };
}
