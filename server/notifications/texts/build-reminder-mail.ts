import { formatDay } from '#server/domain/calendar/local-day.calculations.ts';
import type { OwedReport } from '#server/domain/calendar/reminders.rules.ts';
import { calculateTiming, describeTiming } from '#server/domain/submission/due-dates.rules.ts';
import { buildMailLink } from '../build-message.ts';
import { formatVerb, formatCount } from '#server/domain/language/counted-nouns.ts';
import { getSectionLabel, type Section } from '#server/domain/round/section-progress.calculations.ts';

export type MailText = { subject: string; body: string };

/** A state by its name; a body by its acronym, since its name fills two lines. */
export const getShortName = ({ code, kind, name }: { code: string; kind: 'state' | 'body'; name: string }) =>
  kind === 'state' ? name : code;

/** The end of every mail that the tracker writes by itself. */
export const closing = 'The Bohol tracker\nThis is an automatic mail. Replies are not read.';

/**
 * The reminder of everything that a person owes: how much is missing, in numbers, and a link to exactly that. Nothing
 * of what was reported is in it.
 */
export function buildReminderMail(owed: readonly OwedReport[], today: string): MailText {
  const [first] = owed;
  if (!first) throw new Error('A reminder of nothing is not written.');
  return {
    subject:
      owed.length === 1
        ? `Report of ${getShortName(first.reporter)} for ${first.round.code}: ${formatWhen(first, today)}`
        : `${owed.length} reports are waiting for you`,
    body: [
      'Good day,',
      owed.length === 1 ? 'This report is waiting for you:' : 'These reports are waiting for you:',
      ...owed.map((one) => describe(one, today)),
      'These reminders stop when nothing is waiting for you. You get at most one a day.',
      closing,
    ].join('\n\n'),
  };
}

function formatWhen(one: OwedReport, today: string): string {
  if (one.returned) return 'returned, waiting for you';
  return describeTiming(calculateTiming({ dueOn: one.dueOn, firstSubmittedAt: null }, today));
}

function describe(one: OwedReport, today: string): string {
  const when = one.returned
    ? `You can send it again until ${formatDay(one.endsOn)}.`
    : `Due on ${formatDay(one.dueOn)}: ${formatWhen(one, today)}.`;
  return [
    `${one.reporter.name}: ${one.round.title} (${one.round.code})`,
    `${when} ${explain(one)}`,
    `${linkWords[one.obligation]}: ${buildMailLink(buildPath(one))}`,
  ].join('\n');
}

const linkWords: Record<OwedReport['obligation'], string> = {
  write: 'What is missing',
  answer: 'The questions',
  deliver: 'What is missing',
  clear: 'The whole report',
  submit: 'The whole report',
};

function buildPath({ round, reporter, obligation }: OwedReport): string {
  const search = `reporter=${encodeURIComponent(reporter.code)}`;
  return obligation === 'clear' || obligation === 'submit'
    ? `/workspace/${round.code}/check?${search}`
    : `/workspace/${round.code}?${search}&show=missing`;
}

function explain({ obligation, due, missing, questions, isReady }: OwedReport): string {
  switch (obligation) {
    case 'write':
      if (isReady) return 'It is marked as ready and is waiting for its clearing officer.';
      return missing === 0
        ? 'Every item has an answer; the report has not been cleared yet.'
        : `${missing} of ${formatCount(due, 'items')} ${formatVerb(missing, 'have')} no answer yet.`;
    case 'deliver':
      return missing === 0
        ? 'Every part of your agency has an answer. Mark it as delivered.'
        : `${missing} of ${formatCount(due, 'parts')} of your agency ${formatVerb(missing, 'have')} no answer yet.`;
    case 'answer':
      return questions === 0
        ? 'The secretariat has returned it.'
        : `The secretariat has returned it; ${formatCount(questions, 'questions')} ${formatVerb(questions, 'wait')} for an answer.`;
    case 'clear':
      return 'It is marked as ready and is waiting for your clearance.';
    case 'submit':
      return 'It is cleared and has not been submitted yet.';
  }
}

/**
 * The reminder of one section of a report: its name, how much of it is missing and what was asked, in numbers. Nothing
 * of what was reported is in it.
 */
export function buildSectionReminderMail(
  report: {
    reporter: { code: string; kind: 'state' | 'body'; name: string };
    round: { code: string; title: string };
    endsOn: string;
  },
  progress: { section: Section; due: number; touched: number; returned: number },
): MailText {
  const { section, due, touched, returned } = progress;
  const name = getSectionLabel(section);
  const missing = due - touched;
  const parts = [
    missing > 0 && `${missing} of ${formatCount(due, 'items')} ${formatVerb(missing, 'have')} no answer yet.`,
    returned > 0 && `${formatCount(returned, 'questions', 'wait')} for an answer.`,
  ].filter((part) => part !== false);
  const { reporter, round } = report;
  return {
    subject: `Report of ${getShortName(reporter)} for ${round.code}: ${name}`,
    body: [
      'Good day,',
      `The secretariat asks you to look at one section of the report of ${reporter.name} for ${round.title} (${round.code}):`,
      `${name}\n${parts.join(' ')} The report can be sent until ${formatDay(report.endsOn)}.`,
      `What is missing: ${buildMailLink(`/workspace/${round.code}?reporter=${encodeURIComponent(reporter.code)}&show=missing`)}`,
      closing,
    ].join('\n\n'),
  };
}
