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
      `Review it: ${buildMailLink(`/secretariat/review/${round.code}/${encodeURIComponent(reporter.code)}`)}`,
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

/** Somebody was mentioned in a comment. What it says is read in the tracker. */
export function buildMentionedMail(mention: { by: string; where: string; path: string }): MailText {
  const { by, where, path } = mention;
  return {
    subject: `${by} mentioned you in a comment on ${where}`,
    body: compose(`${by} mentioned you in a comment on ${where}.`, `Read it: ${buildMailLink(path)}`),
  };
}
