import { releases, releaseLabels, valueStateLabels } from '../value/indicator-definition.ts';
import { buildAreaSheet, yesNo } from './build-area-sheet.calculations.ts';
import { buildReadMe } from './build-read-me.calculations.ts';
import type { PlainList, PlainSheet, PlainWorkbook } from './plain-sheet.ts';
import {
  buildSheetMark,
  foldWords,
  listsSheetName,
  readMeSheetName,
  stampMark,
  stampSheetName,
} from './workbook-format.ts';
import {
  listEntryRows,
  listFields,
  readStoredField,
  serialiseValue,
  versionOf,
  type WorkbookReport,
} from './workbook-report.ts';

/** Builds the workbook of a report. `madeAt` is an ISO time. */
export function buildWorkbook(report: WorkbookReport, madeAt: string): PlainWorkbook {
  const names = nameAreaSheets(report.areas);
  const lists = listDropDowns(report);
  return {
    title: `${report.reporter.name}, ${report.round.title}`,
    lists,
    sheets: [
      buildReadMe(report, madeAt, names),
      ...report.areas.map((area, index) => buildAreaSheet(report, area, names[index] ?? area.code)),
      buildListsSheet(lists),
      buildStamp(report, madeAt),
    ],
  };
}

/**
 * Names the sheets of the areas: code and title, as far as a sheet name allows (31 characters, some
 * excluded), each unique.
 */
export function nameAreaSheets(areas: { code: string; title: string }[]): string[] {
  const taken = new Set([readMeSheetName, listsSheetName, stampSheetName].map(foldWords));
  return areas.map(({ code, title }) => {
    const whole = `${code} ${title}`
      .replace(/[[\]:*?/\\']/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    let name = [...whole].slice(0, 31).join('');
    if (whole.length > 31) name = cutAtWord(name);
    for (let count = 2; taken.has(foldWords(name)); count += 1) name = `${name.slice(0, 27)} ${count}`;
    taken.add(foldWords(name));
    return name;
  });
}

/** Removes the last, cut word, and a small word that would then be at the end. */
function cutAtWord(name: string): string {
  const end = name.lastIndexOf(' ');
  const words = end < 12 ? name : name.slice(0, end);
  return words.replace(/(?: (?:a|an|and|by|for|from|in|of|on|or|the|to|with))+$/i, '');
}

function listDropDowns(report: WorkbookReport): PlainList[] {
  const choices = new Map(
    report.indicators
      .filter(({ definition }) => definition.measure === 'choice')
      .map(({ definition }) => [
        `choices ${definition.choiceList}`,
        definition.choices.map(({ label }) => label),
      ]),
  );
  return [
    { name: 'statuses', labels: report.statuses.map(({ label }) => label) },
    { name: 'states', labels: [valueStateLabels.not_available, valueStateLabels.not_applicable] },
    { name: 'yesNo', labels: [yesNo.no, yesNo.yes] },
    { name: 'releases', labels: releases.map((release) => releaseLabels[release]) },
    ...[...choices].map(([name, labels]) => ({ name, labels })),
  ].filter(({ labels }) => labels.length > 0);
}

function buildListsSheet(lists: PlainList[]): PlainSheet {
  const longest = Math.max(...lists.map(({ labels }) => labels.length));
  return {
    ...hiddenSheet(listsSheetName),
    columns: lists.map(() => ({ width: 30 })),
    rows: Array.from({ length: longest }, (_, index) => ({
      cells: lists.map(({ labels }) =>
        labels[index] === undefined ? null : { value: labels[index], look: 'hidden' },
      ),
    })),
  };
}

/**
 * Builds the hidden sheet with the content of each field when the workbook was made, and the version of its
 * item: it separates an answer that somebody else has changed since from one changed in the workbook.
 */
function buildStamp(report: WorkbookReport, madeAt: string): PlainSheet {
  const line = (...values: string[]) => ({
    cells: values.map((value) => ({ value, look: 'hidden' as const })),
  });
  return {
    ...hiddenSheet(stampSheetName),
    rows: [
      line(stampMark),
      line(
        buildSheetMark({ round: report.round.code, reporter: report.reporter.code }),
        report.round.title,
        report.reporter.name,
        madeAt,
      ),
      ...listEntryRows(report).map((row) =>
        line(
          row.key,
          String(versionOf(row)),
          ...listFields(row).map((field) => serialiseValue(readStoredField(row, field))),
        ),
      ),
    ],
  };
}

const hiddenSheet = (name: string): PlainSheet => ({
  name,
  visibility: 'veryHidden',
  columns: [],
  rows: [],
  freeze: null,
  headerRow: null,
  printColumns: null,
  landscape: false,
});
