import { formatDay } from '#server/domain/calendar/local-day.calculations.ts';
import { nameSection, type Section } from '#server/domain/round/section-progress.calculations.ts';
import { linkTo } from '../link-to.ts';
import { closing, type MailText, shortName } from './write-reminder.ts';
import { agree, formatCount } from '#server/domain/language/counted-nouns.ts';

/**
 * The reminder of one section of a report: its name, how much of it is missing and what was asked, in numbers. Nothing
 * of what was reported is in it.
 */
export function writeSectionReminder(
  report: {
    reporter: { code: string; kind: 'state' | 'body'; name: string };
    round: { code: string; title: string };
    endsOn: string;
  },
  progress: { section: Section; due: number; touched: number; returned: number },
): MailText {
  const { section, due, touched, returned } = progress;
  const name = nameSection(section);
  const missing = due - touched;
  const parts = [
    missing > 0 && `${missing} of ${formatCount(due, 'items')} ${agree(missing, 'have')} no answer yet.`,
    returned > 0 && `${formatCount(returned, 'questions', 'wait')} for an answer.`,
  ].filter((part) => part !== false);
  const { reporter, round } = report;
  return {
    subject: `Report of ${shortName(reporter)} for ${round.code}: ${name}`,
    body: [
      'Good day,',
      `The secretariat asks you to look at one section of the report of ${reporter.name} for ${round.title} (${round.code}):`,
      `${name}\n${parts.join(' ')} The report can be sent until ${formatDay(report.endsOn)}.`,
      `What is missing: ${linkTo(`/workspace/${round.code}?reporter=${encodeURIComponent(reporter.code)}&show=missing`)}`,
      closing,
    ].join('\n\n'),
  };
}
