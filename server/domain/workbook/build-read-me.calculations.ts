import type { Look, PlainRow, PlainSheet } from './plain-sheet.ts';
import { readMeSheetName } from './workbook-format.ts';
import { isOpen, listEntryRows, type WorkbookReport } from './workbook-report.ts';

/** Builds the first sheet: whose workbook it is, how to fill it in, what the cell styles mean. */
export function buildReadMe(report: WorkbookReport, madeAt: string, sheetNames: string[]): PlainSheet {
  const rows = listEntryRows(report);
  const closed = rows.some((row) => !isOpen(row));
  const line = (left: string | null, right: string | null = null, look: Look = 'locked'): PlainRow => ({
    cells: [
      left === null ? null : { value: left, look: right === null ? look : 'lockedStrong' },
      right === null ? null : { value: right, look },
    ],
  });
  const text = (value: string): PlainRow => ({ cells: [null, { value, look: 'locked' }] });
  return {
    name: readMeSheetName,
    visibility: 'visible',
    columns: [{ width: 26 }, { width: 92 }],
    freeze: null,
    headerRow: null,
    printColumns: null,
    landscape: false,
    rows: [
      { cells: [{ value: `Report of ${report.reporter.name}`, look: 'title' }], height: 26 },
      line(null),
      line('Round', `${report.round.code}, ${report.round.title}`),
      line('Due', serialiseDay(report.round.dueOn)),
      line('Made', `${serialiseDay(madeAt)}, ${madeAt.slice(11, 16)} UTC, with the answers stored then`),
      line('Sheets', sheetNames.join('\n')),
      line(null),
      line(
        'How to fill it',
        'Enter in the tinted cells only. Everything is optional: what you leave is "not yet reported".',
      ),
      text(
        '"Answer" is the one place for each answer: a status, a figure, a choice from the list, or an account.',
      ),
      text('For a percentage enter two figures: "Answer" out of "Out of". The percentage is worked out.'),
      text(
        'Zero is an answer: enter 0. If there is no figure, leave "Answer" empty and choose why in "If there is no figure".',
      ),
      text('Enter goes down, Tab goes to the next tinted cell, Alt and the down arrow open a list.'),
      text('Write figures as figures: 1250, not "1250 persons". Formulas are not read: paste their values.'),
      text(
        'The sheets are protected against slips, without a password. Without the protection you may sort, move, hide or delete rows and columns and rename sheets; what is not in the workbook stays as it is in the tracker.',
      ),
      line(null),
      line(
        'How to send it',
        'Save it as .xlsx. In the tracker open the report, then "Workbook", and upload it. You see every change before anything is saved, and choose what to take.',
      ),
      text(
        'If somebody changed an answer in the tracker meanwhile, both are shown and nothing is overwritten unless you say so.',
      ),
      line(null),
      line('What the looks mean', 'A cell to fill', 'enterText'),
      line(null, 'Asked, but not open for changes now', 'closed'),
      line(null, 'Not asked here', 'notAsked'),
      line(null, 'What was reported in the last round', 'past'),
      line(null),
      line('If there is no figure', 'Not available: it is not collected, or not known yet.'),
      text('Not applicable: it cannot occur here.'),
      line(
        'May be shown',
        'For an activity: whether its words may be shown to the public. For an indicator: how its figures may be published.',
      ),
      ...(closed
        ? [
            line(null),
            line(
              'Note',
              'Some cells are not open for changes: the report is with the secretariat, or it asked about other items.',
            ),
          ]
        : []),
    ],
  };
}

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** Formats an ISO date: "30 April 2026". */
export function serialiseDay(iso: string): string {
  const [year = '', month = '', day = ''] = iso.slice(0, 10).split('-');
  return `${Number(day)} ${months[Number(month) - 1]} ${year}`;
}
