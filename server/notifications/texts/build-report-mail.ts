import { formatDay } from '#server/domain/calendar/local-day.calculations.ts';
import { buildMailLink } from '../build-message.ts';
import { closing, type MailText, getShortName } from './build-reminder-mail.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';

/** The report that a mail is about. */
export type MailedReport = {
  reporter: { code: string; kind: 'state' | 'body'; name: string };
  round: { code: string; title?: string };
};

const linkReport = ({ round, reporter }: MailedReport, page = '', search = '') =>
  buildMailLink(
    `/workspace/${round.code}${page ? `/${page}` : ''}?reporter=${encodeURIComponent(reporter.code)}${search}`,
  );
const nameOf = ({ reporter, round }: MailedReport) => `Report of ${getShortName(reporter)} for ${round.code}`;
const describeReport = ({ reporter, round }: MailedReport) =>
  `the report of ${getShortName(reporter)} for ${round.code}`;
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const compose = (...paragraphs: string[]) => ['Good day,', ...paragraphs, closing].join('\n\n');

/** A round has opened: until when, and where. The days come as a calendar file beside it. */
export function buildRoundOpenedMail(
  report: MailedReport & { round: { title: string } },
  days: { dueOn: string; closesOn: string; items: number },
): MailText {
  return {
    subject: `${nameOf(report)}: open, due on ${formatDay(days.dueOn)}`,
    body: compose(
      `The round ${report.round.title} (${report.round.code}) is open. ${formatCount(days.items, 'items', 'are')} asked of ${report.reporter.name}.`,
      `Due on ${formatDay(days.dueOn)}. The round closes on ${formatDay(days.closesOn)}. Both days are in the attached calendar file.`,
      `Start here: ${linkReport(report)}`,
    ),
  };
}

/** The secretariat has sent a report back. What it asks is read in the tracker, never in a mail. */
export function buildReturnedMail(report: MailedReport, questions: number): MailText {
  return {
    subject: `${nameOf(report)}: returned for changes`,
    body: compose(
      questions === 0
        ? `The secretariat has returned ${describeReport(report)} for changes. The tracker shows what to change.`
        : `The secretariat has returned ${describeReport(report)} with ${formatCount(questions, 'questions')}.`,
      `${questions === 0 ? 'The report' : 'The questions in one list'}: ${linkReport(report, '', questions === 0 ? '' : '&show=missing')}`,
      'When it has been corrected, it is cleared and submitted again.',
    ),
  };
}

/** The secretariat asks something; the report stays where it is. What it asks is read in the tracker, never in a mail. */
export function buildAskedMail(report: MailedReport, questions: number): MailText {
  return {
    subject: `${nameOf(report)}: ${formatCount(questions, 'questions')} from the secretariat`,
    body: compose(
      `The secretariat has asked ${formatCount(questions, 'questions')} about ${describeReport(report)}. The report stays submitted, and your answers are sent at once.`,
      `The questions: ${linkReport(report, 'questions')}`,
    ),
  };
}

export function buildReopenedMail(report: MailedReport): MailText {
  return {
    subject: `${nameOf(report)}: reopened`,
    body: compose(
      `The secretariat has reopened ${describeReport(report)}, which had been accepted. The tracker shows why, and what to change.`,
      `The report: ${linkReport(report)}`,
    ),
  };
}

export function buildAcceptedMail(report: MailedReport): MailText {
  return {
    subject: `${nameOf(report)}: accepted`,
    body: compose(
      `The secretariat has accepted ${describeReport(report)}. There is nothing more to do.`,
      `The report as it was accepted: ${linkReport(report, 'receipt')}`,
    ),
  };
}

/** An acceptance was taken back: the report is where it was before, and nothing is asked of anybody. */
export function buildAcceptanceUndoneMail(report: MailedReport): MailText {
  return {
    subject: `${nameOf(report)}: in review again`,
    body: compose(
      `The secretariat has taken back its acceptance of ${describeReport(report)} and is reviewing it again. You do not need to do anything now.`,
      `The report: ${linkReport(report)}`,
    ),
  };
}

/** The receipt: that it is in, and where its reference and its content can be read. */
export function buildSubmittedMail(report: MailedReport): MailText {
  return {
    subject: `${nameOf(report)}: submitted`,
    body: compose(
      `${capital(describeReport(report))} was submitted to the secretariat. There will be no more reminders for it.`,
      `The receipt with its reference: ${linkReport(report, 'receipt')}`,
    ),
  };
}

export function buildClearedMail(report: MailedReport): MailText {
  return {
    subject: `${nameOf(report)}: cleared, not yet submitted`,
    body: compose(
      `${capital(describeReport(report))} is cleared. It still has to be submitted.`,
      `Submit it here: ${linkReport(report, 'check')}`,
    ),
  };
}

export function buildSentBackMail(report: MailedReport): MailText {
  return {
    subject: `${nameOf(report)}: sent back before clearance`,
    body: compose(
      `${capital(describeReport(report))} was sent back to its writers before submission. The tracker shows by whom and why.`,
      `The report: ${linkReport(report)}`,
    ),
  };
}

/** More time for one reporter. The reason is the secretariat's and stands in the tracker. */
export function buildExtendedMail(report: MailedReport, dueOn: string): MailText {
  return {
    subject: `${nameOf(report)}: now due on ${formatDay(dueOn)}`,
    body: compose(
      `The secretariat has given ${report.reporter.name} more time. ${capital(describeReport(report))} is now due on ${formatDay(dueOn)} and can be written, cleared and submitted until the end of that day, even if the round has closed.`,
      `The report: ${linkReport(report)}`,
    ),
  };
}

type AboutReport = {
  name: string;
  round: { code: string; title: string };
  reporter: { code: string; name: string };
  dueOn: string;
};

/** The focal point asks an agency for its part. `dueOn` in words. */
export function buildAgencyReminderMail(about: AboutReport & { agency: string; by: string }): MailText {
  const { name, round, reporter, dueOn, agency, by } = about;
  return {
    subject: `Your part of the report of ${reporter.name} for ${round.code}`,
    body: [
      `Dear ${name},`,
      `${by} is waiting for the part of ${agency} in the report of ${reporter.name}, ${round.title.toLowerCase()}. The whole report is due on ${dueOn}.`,
      `Your part: ${buildMailLink(`/workspace/${round.code}?reporter=${reporter.code}`)}`,
      `When it is complete, deliver it: ${buildMailLink(`/workspace/${round.code}/check?reporter=${reporter.code}`)}`,
      closing,
    ].join('\n\n'),
  };
}

/** The focal point tells the clearing officer that the report is ready. What was written to it stays on the page. */
export function buildReadyMail(about: AboutReport & { by: string }): MailText {
  const { name, round, reporter, dueOn, by } = about;
  return {
    subject: `The report of ${reporter.name} for ${round.code} is ready to be cleared`,
    body: [
      `Dear ${name},`,
      `${by} has marked the report of ${reporter.name}, ${round.title.toLowerCase()}, as ready. It is due on ${dueOn}.`,
      `Read it and clear it here: ${buildMailLink(`/workspace/${round.code}/check?reporter=${reporter.code}`)}`,
      closing,
    ].join('\n\n'),
  };
}
