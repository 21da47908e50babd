import { staysPublic } from '../consent/consent-words.rules.ts';
import { helpKindLabels, obstacleKindLabels } from '../need/need-kinds.ts';
import { getAnswerKind } from '../value/measures.ts';
import { releases, releaseLabels, valueStateLabels } from '../value/indicator-definition.ts';
import { buildAreaSheet, yesNo } from './build-area-sheet.calculations.ts';
import type { PlainList, PlainSheet, PlainWorkbook, Look, PlainRow } from './plain-sheet.ts';
import {
  buildSheetMark,
  normaliseWords,
  listsSheetName,
  readMeSheetName,
  stampMark,
  stampSheetName,
} from './workbook-format.ts';
import {
  listEntryRows,
  listFields,
  getStoredField,
  serialiseValue,
  getVersion,
  type WorkbookReport,
  isOpen,
} from './workbook-report.ts';

/** Builds the workbook of a report. `madeAt` is an ISO time. */
export function buildWorkbook(report: WorkbookReport, madeAt: string): PlainWorkbook {
  const names = buildAreaSheetNames(report.areas);
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
export function buildAreaSheetNames(areas: { code: string; title: string }[]): string[] {
  const taken = new Set([readMeSheetName, listsSheetName, stampSheetName].map(normaliseWords));
  return areas.map(({ code, title }) => {
    const whole = `${code} ${title}`
      .replace(/[[\]:*?/\\']/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    let name = [...whole].slice(0, 31).join('');
    if (whole.length > 31) name = cutAtWord(name);
    for (let count = 2; taken.has(normaliseWords(name)); count += 1) name = `${name.slice(0, 27)} ${count}`;
    taken.add(normaliseWords(name));
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
      .filter(({ definition }) => getAnswerKind(definition.measure) === 'choice')
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
          String(getVersion(row)),
          ...listFields(row).map((field) => serialiseValue(getStoredField(row, field))),
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

/** Builds the first sheet: whose workbook it is, how to fill it in, what the cell styles mean. */
function buildReadMe(report: WorkbookReport, madeAt: string, sheetNames: string[]): PlainSheet {
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
        'How to fill it in',
        'Only fill in the shaded cells. Everything is optional: cells you leave empty are "not yet reported".',
      ),
      text('"Answer" is the place for each answer: a status, a figure, a choice from the list, or text.'),
      text('For a percentage enter two figures: "Answer" and "Out of". The percentage is calculated.'),
      text(
        'Zero is an answer: enter 0. If there is no figure, leave "Answer" empty and choose why in "If there is no figure".',
      ),
      text('Enter moves down, Tab moves to the next shaded cell, Alt + Down arrow opens a list.'),
      text('Write figures as figures: 1250, not "1250 persons". Formulas are not read: paste their values.'),
      text(
        'The sheets are protected against mistakes, without a password. If you remove the protection you can sort, move, hide or delete rows and columns, and rename sheets. Answers that are not in the workbook do not change in the tracker.',
      ),
      line(null),
      line(
        'How to send it',
        'Save it as .xlsx. In the tracker open the report, then "Workbook", and upload it. You see every change before anything is saved, and choose what to take.',
      ),
      text(
        'If somebody has since changed an answer in the tracker, both answers are shown. Nothing is overwritten unless you choose to.',
      ),
      line(null),
      line('What the formats mean', 'A cell to fill', 'enterText'),
      line(null, 'Asked, but not open for changes now', 'closed'),
      line(null, 'Not asked here', 'notAsked'),
      line(null, 'Reported in the last round', 'past'),
      line(null),
      line('If there is no figure', 'Not available: not collected, or not known yet.'),
      text('Not applicable: it cannot occur here.'),
      line(
        'What is in the way',
        `One or more, with commas between: ${Object.values(obstacleKindLabels).join(', ')}.`,
      ),
      line(
        'What would help',
        `One or more, with commas between: ${Object.values(helpKindLabels).join(', ')}.`,
      ),
      line(
        'May be shown',
        'For an activity: whether its text may be shown to the public. For an indicator: how its figures may be published.',
      ),
      text(
        `${staysPublic} Where two indicators ask for the same figure, the stricter choice counts for both.`,
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
