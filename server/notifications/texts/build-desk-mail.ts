import { formatCount } from '#server/domain/language/counted-nouns.ts';
import { buildMailLink } from '../build-message.ts';
import { closing, getShortName, type MailText } from './build-reminder-mail.ts';
import type { MailedReport } from './build-report-mail.ts';

const compose = (...paragraphs: string[]) => ['Good day,', ...paragraphs, closing].join('\n\n');

/** A report has come in. `answers`: how many questions it answers, where it was returned. */
export function buildArrivedMail({ reporter, round }: MailedReport, answers: number): MailText {
  const name = getShortName(reporter);
  const answered = answers === 0 ? '' : `, with ${formatCount(answers, 'answers')}`;
  return {
    subject: `Report of ${name} for ${round.code}: submitted for review${answered}`,
    body: compose(
      `${name} has submitted its report for ${round.code}${answers === 0 ? '' : ` and answered ${formatCount(answers, 'questions')}`}.`,
      `Review it: ${buildReviewLink({ reporter, round })}`,
    ),
  };
}

const buildReviewLink = ({ reporter, round }: MailedReport, item?: string): string =>
  buildMailLink(
    `/secretariat/review/${round.code}/${encodeURIComponent(reporter.code)}${item === undefined ? '' : `?item=${encodeURIComponent(item)}`}`,
  );

/** Reports were assigned to an officer, by a colleague. */
export function buildAssignedMail(reports: readonly [MailedReport, ...MailedReport[]], by: string): MailText {
  const [first, ...others] = reports;
  const nameReport = ({ reporter, round }: MailedReport) => `${getShortName(reporter)} for ${round.code}`;
  return {
    subject:
      others.length === 0
        ? `Report of ${nameReport(first)}: assigned to you`
        : `${formatCount(reports.length, 'reports', 'are')} assigned to you`,
    body: compose(
      `${by} assigned ${others.length === 0 ? 'this report' : 'these reports'} to you for review.`,
      reports.map((report) => `${nameReport(report)}: ${buildReviewLink(report)}`).join('\n'),
    ),
  };
}

/** A question that was sent during a review has an answer. What it says is read in the tracker. */
export function buildQueryAnsweredMail(report: MailedReport, item: string): MailText {
  const name = getShortName(report.reporter);
  return {
    subject: `${name} answered your question on ${item}, ${report.round.code}`,
    body: compose(
      `${name} answered your question on ${item} of its report for ${report.round.code}.`,
      `Read the answer: ${buildReviewLink(report, item)}`,
    ),
  };
}

/** What became of a request for consent: first answers, or one answer in the place of another. */
export type ConsentNews =
  | { kind: 'answered'; agreed: number; refused: number }
  | { kind: 'given' | 'withdrawn' };

const consentWords: Record<ConsentNews['kind'], string> = {
  answered: 'has answered',
  given: 'has changed an answer and now gives consent',
  withdrawn: 'has withdrawn a consent',
};

/** A reporter has answered whether its own figures may be shown, or changed an answer. */
export function buildConsentAnsweredMail({ reporter, round }: MailedReport, news: ConsentNews): MailText {
  const name = getShortName(reporter);
  const counts =
    news.kind === 'answered' ? `: ${news.agreed} given, ${news.refused} refused` : `: ${news.kind}`;
  return {
    subject: `Consent of ${name} for ${round.code}${counts}`,
    body: compose(
      `${name} ${consentWords[news.kind]} for ${round.code}. It counts from the next compilation.`,
      `The answers: ${buildMailLink(`/secretariat/publish/${round.code}/consent`)}`,
    ),
  };
}

/** The files of a draft of the report, which somebody has asked for, are ready. */
export function buildFilesReadyMail(draft: { round: string; number: number; files: number }): MailText {
  const { round, number, files } = draft;
  return {
    subject: `Report on ${round}, draft ${number}: ${formatCount(files, 'files', 'are')} ready`,
    body: compose(
      `The files of draft ${number} of the report on ${round} are ready.`,
      `Download them: ${buildMailLink(`/secretariat/compile/${round}/editions`)}`,
    ),
  };
}

/** Files of a draft of the report, which somebody has asked for, could not be made. */
export function buildFilesFailedMail({ round, number }: { round: string; number: number }): MailText {
  return {
    subject: `Report on ${round}, draft ${number}: the files could not be made`,
    body: compose(
      `The files of draft ${number} of the report on ${round} could not be made.`,
      `Request them again: ${buildMailLink(`/secretariat/compile/${round}/editions`)}`,
    ),
  };
}

/** Somebody was mentioned in a comment. What it says is read in the tracker. */
export function buildMentionedMail(mention: { by: string; where: string; path: string }): MailText {
  const { by, where, path } = mention;
  return {
    subject: `${by} mentioned you in a comment on ${where}`,
    body: compose(`${by} mentioned you in a comment on ${where}.`, `Read it: ${buildMailLink(path)}`),
  };
}
