import { createEvents, type DateArray, type EventAttributes } from 'ics';
import { addDays } from '#server/domain/calendar/local-day.calculations.ts';

/** The days of one report. */
export type ReportDays = {
  reporter: { code: string; name: string };
  round: { code: string; title: string };
  opensOn: string;
  dueOn: string;
  closesOn: string;
  /** How often the secretariat has given more time: a calendar takes the newer of two entries. */
  extensions: number;
};

const asDate = (iso: string): DateArray => {
  const [year = 0, month = 0, day = 0] = iso.split('-').map(Number);
  return [year, month, day];
};

/**
 * A calendar file (RFC 5545) with opening, due and closing day of each report, as whole days. An entry keeps its
 * identity when its day moves, so that a file taken later replaces what an earlier one brought. With `origin`, the
 * tracker's public address, entries link to the report.
 */
export function buildCalendarFile(reports: readonly ReportDays[], origin: string | null): string {
  const events = reports.flatMap((report) => {
    const name = `${report.reporter.name}, ${report.round.code}`;
    const path = `/workspace/${report.round.code}?reporter=${encodeURIComponent(report.reporter.code)}`;
    const day = (kind: 'opens' | 'due' | 'closes', on: string, title: string): EventAttributes => ({
      uid: `${kind}.${report.round.code}.${report.reporter.code}@bohol-tracker`,
      sequence: report.extensions,
      start: asDate(on),
      end: asDate(addDays(on, 1)),
      title,
      description: report.round.title,
      ...(origin === null ? {} : { url: origin + path }),
      status: 'CONFIRMED',
      busyStatus: 'FREE',
      transp: 'TRANSPARENT',
    });
    return [
      day('opens', report.opensOn, `Report can be written: ${name}`),
      day('due', report.dueOn, `Report due: ${name}`),
      day('closes', report.closesOn, `Last day to submit: ${name}`),
    ];
  });
  const { error, value } = createEvents(events, {
    productId: 'bohol-tracker/reporting-calendar',
    calName: 'Bohol tracker',
    method: 'PUBLISH',
  });
  if (error || !value) throw error ?? new Error('The calendar file could not be made.');
  return value;
}
