import { findColumns, findSheetMark, buildRowFinder, parseSheet } from './parse-sheet.rules.ts';
import type { RawSheet, RawWorkbook } from './raw-workbook.ts';
import { isStampSheet, parseStamp } from './stamp.rules.ts';
import type { ReadRow, Rejection, WorkbookContent, WorkbookReport } from './workbook-report.ts';
import { listsSheetName, formatCellName, readMeSheetName } from './workbook-format.ts';

/**
 * Reads the answers of a workbook, each with its position, and a sentence for each that cannot be read.
 * Rejects the whole workbook with a sentence if it is not that of this report.
 */
export function parseWorkbook(
  raw: RawWorkbook,
  report: WorkbookReport,
): { content: WorkbookContent } | { refusal: string } {
  const stamp = parseStamp(raw);
  if (stamp === 'other') {
    return {
      refusal:
        'This workbook was made by another version of the tracker. Download a new one and copy your answers into it.',
    };
  }
  if (stamp && !isSame(stamp, report)) return { refusal: describeForeign(stamp, report) };
  const finder = buildRowFinder(report);
  const rows: ReadRow[] = [];
  const rejections: Rejection[] = [];
  const remarks: string[] = [];
  let foreign: { round: string; reporter: string } | null = null;
  let read = 0;
  for (const sheet of raw.sheets) {
    if (isStampSheet(sheet) || sheet.name === listsSheetName || sheet.rows.length === 0) continue;
    const found = findColumns(sheet);
    const mark = findSheetMark(sheet);
    if (mark && !isSame(mark, report)) {
      foreign ??= mark;
      rejections.push({
        sheet: sheet.name,
        cell: 'A1',
        sentence: `This sheet is from the workbook of ${mark.reporter} for ${mark.round} and was not read.`,
      });
    } else if (found) {
      read += 1;
      if (found.problem) {
        rejections.push({
          sheet: sheet.name,
          cell: formatCellName(found.headerRow, 0),
          sentence: `${found.problem} Nothing was read from this sheet.`,
        });
        continue;
      }
      const result = parseSheet(sheet, found, finder, stamp);
      rows.push(...result.rows);
      rejections.push(...result.rejections);
      remarks.push(...describeMissingColumns(sheet, found.columnOf));
    } else if (mark) {
      read += 1;
      rejections.push({
        sheet: sheet.name,
        cell: 'A1',
        sentence: 'The heading row is missing. Copy it from a new workbook.',
      });
    } else if (sheet.name !== readMeSheetName) {
      remarks.push(`The sheet "${sheet.name}" is not one of the tracker's and was not read.`);
    }
  }
  if (read === 0) {
    return {
      refusal: foreign
        ? describeForeign(foreign, report)
        : 'This is not a workbook of the tracker: it has none of its sheets. Download the workbook of this report and fill that in.',
    };
  }
  if (!stamp) {
    remarks.push(
      'The workbook has lost its hidden sheet, so it does not say what was stored when it was made. Answers that differ from what is stored are shown one by one.',
    );
  }
  const once = takeOutRepeats(rows, rejections);
  const there = new Set(rows.map(({ key }) => key));
  const rowsMissing = [...finder.byKey.keys()].filter((key) => !there.has(key)).length;
  return { content: { madeAt: stamp?.madeAt ?? null, rows: once, rejections, remarks, rowsMissing } };
}

const isSame = (mark: { round: string; reporter: string }, report: WorkbookReport) =>
  mark.round === report.round.code && mark.reporter === report.reporter.code;

/** Explains that a workbook belongs to another report, and where to find the right one. */
function describeForeign(
  stamp: { round: string; reporter: string; roundTitle?: string; reporterName?: string },
  { round, reporter }: WorkbookReport,
): string {
  const what = `This is the workbook of ${stamp.reporterName || stamp.reporter} for ${stamp.roundTitle || stamp.round} (${stamp.round}).`;
  const here = `Here is the report of ${reporter.name} for ${round.title} (${round.code}).`;
  const next =
    stamp.reporter === reporter.code
      ? `Download the workbook of ${round.code} and fill that in, or open the report for ${stamp.round} and upload this one there.`
      : `Download the workbook of ${reporter.name} and fill that in.`;
  return `${what} ${here} ${next}`;
}

function describeMissingColumns(sheet: RawSheet, columnOf: ReadonlyMap<string, number>): string[] {
  if (columnOf.has('answer')) return [];
  return [`The sheet "${sheet.name}" has no column "Answer": its answers stay as they are.`];
}

/**
 * Removes duplicate rows: they contradict each other, so neither is accepted, and both positions are named.
 */
function takeOutRepeats(rows: ReadRow[], rejections: Rejection[]): ReadRow[] {
  const byKey = Map.groupBy(rows, ({ key }) => key);
  return rows.filter((row) => {
    const all = byKey.get(row.key) ?? [];
    if (all.length === 1) return true;
    const others = all.filter((other) => other !== row);
    const name = row.key.split('/').slice(1).join(', ');
    const places = others.slice(0, 5).map((other) => `row ${other.row} of "${other.sheet}"`);
    const more = others.length > 5 ? ' and elsewhere' : '';
    rejections.push({
      sheet: row.sheet,
      cell: row.fields[0]?.cell ?? `A${row.row}`,
      sentence: `${name} is there again in ${places.join(', ')}${more}. Keep one row of it: none of them was taken.`,
    });
    return false;
  });
}
