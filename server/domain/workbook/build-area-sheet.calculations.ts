import { formatUpperFirst } from '#server/domain/language/list-format.ts';
import { formatKinds } from '../need/need-kinds.ts';
import { findYesNo } from '../value/choice-question.rules.ts';
import { describeNationalTargets } from '../target/describe-national-targets.ts';
import { formatUnit, getAnswerKind, measureRules } from '../value/measures.ts';
import { releaseLabels, valueStateLabels } from '../value/indicator-definition.ts';
import {
  formatCellAnswer,
  getArea,
  type EntryRow,
  findCell,
  isOpen,
  listEntryRows,
  getCellAnswer,
  type WorkbookReport,
} from './workbook-report.ts';
import type { Look, PlainCell, PlainRow, PlainSheet } from './plain-sheet.ts';
import { buildSheetMark, type ColumnKey, columns, formatPart } from './workbook-format.ts';

export const yesNo = { yes: 'Yes', no: 'No' } as const;

type RowCells = Partial<Record<ColumnKey, PlainCell>>;
const indexOf = (wanted: ColumnKey) => columns.findIndex(({ key }) => key === wanted);
const place = (cells: RowCells): PlainRow['cells'] => columns.map(({ key }) => cells[key] ?? null);

/** Builds the sheet of one area, with the existing answers. */
export function buildAreaSheet(
  report: WorkbookReport,
  area: { code: string; title: string },
  name: string,
): PlainSheet {
  const rows = listEntryRows(report).filter((row) => getArea(row) === area.code);
  const group = (title: string): PlainRow => ({
    cells: columns.map(({ key }) =>
      key === 'row' ? null : { value: key === 'code' ? title : null, look: 'group' },
    ),
  });
  const activities = rows.filter(({ kind }) => kind === 'activity');
  const indicators = rows.filter(({ kind }) => kind === 'cell');
  return {
    name,
    visibility: 'visible',
    columns: columns.map(({ key, width }) => ({ width, ...(key === 'row' ? { hidden: true } : {}) })),
    rows: [
      {
        cells: place({
          row: {
            value: buildSheetMark({ round: report.round.code, reporter: report.reporter.code }),
            look: 'hidden',
          },
          code: { value: `${area.code} · ${area.title}`, look: 'title' },
        }),
        height: 24,
      },
      {
        cells: place({
          code: {
            value: `${report.reporter.name}, ${report.round.title}. Fill in the shaded cells. Enter moves down; Tab moves to the next shaded cell. Point at a title to see its definition.`,
            look: 'hint',
          },
        }),
      },
      {
        cells: columns.map(({ key }) => ({ value: key, look: 'hidden' })),
        hidden: true,
      },
      {
        cells: columns.map(({ key, header }) => ({
          value: key === 'last' && report.lastRound ? `${header} (${report.lastRound})` : header,
          look: 'header',
        })),
      },
      ...(activities.length > 0 ? [group('Activities')] : []),
      ...activities.map((row) => buildRow(report, row)),
      ...(indicators.length > 0 ? [group('Indicators')] : []),
      ...indicators.map((row) => buildRow(report, row)),
    ],
    freeze: { rows: 4, columns: 4 },
    headerRow: 4,
    printColumns: { from: indexOf('code'), to: indexOf('release') },
    landscape: true,
  };
}

function buildRow(report: WorkbookReport, row: EntryRow): PlainRow {
  const open = isOpen(row);
  const enter = (look: Look, cell: Omit<PlainCell, 'look'>): PlainCell => ({
    ...cell,
    look: open ? look : 'closed',
  });
  return {
    cells: place({
      row: { value: row.key, look: 'hidden' },
      ...(row.kind === 'activity' ? activityCells(report, row, enter) : indicatorCells(row, enter)),
    }),
  };
}

type Enter = (look: Look, cell: Omit<PlainCell, 'look'>) => PlainCell;
const notAsked: PlainCell = { value: null, look: 'notAsked' };

function activityCells(
  report: WorkbookReport,
  { activity }: Extract<EntryRow, { kind: 'activity' }>,
  enter: Enter,
): RowCells {
  const { answer, last } = activity;
  const label = (code: string | null) =>
    report.statuses.find((status) => status.code === code)?.label ?? null;
  return {
    code: { value: activity.code, look: 'code' },
    title: { value: activity.title, look: 'locked', note: activity.description },
    part: { value: null, look: 'locked' },
    unit: { value: 'Status, and what was done', look: 'locked' },
    last: { value: label(last?.status ?? null), look: 'past' },
    answer: enter('enterList', { value: label(answer.status), list: 'statuses' }),
    of: notAsked,
    state: notAsked,
    words: enter('enterText', { value: answer.achievements || null }),
    challenges: enter('enterText', { value: answer.challenges || null }),
    obstacles: enter('enterText', { value: formatKinds('obstacles', answer.obstacles) || null }),
    helpWanted: enter('enterText', { value: formatKinds('helpWanted', answer.helpWanted) || null }),
    nextSteps: enter('enterText', { value: answer.nextSteps || null }),
    release: enter('enterList', { value: answer.narrativeReleased ? yesNo.yes : yesNo.no, list: 'yesNo' }),
    lastWords: { value: last?.achievements || null, look: 'past' },
    lastChallenges: { value: last?.challenges || null, look: 'past' },
    lastNextSteps: { value: last?.nextSteps || null, look: 'past' },
  };
}

function indicatorCells(
  { indicator, place: where, head }: Extract<EntryRow, { kind: 'cell' }>,
  enter: Enter,
): RowCells {
  const { definition, answer, last } = indicator;
  const cell = getCellAnswer(findCell(answer.cells, where));
  const before = last ? getCellAnswer(findCell(last.cells, where)) : null;
  const isTotal = where.dimension === null;
  const reported = cell?.state === 'reported' ? cell : null;
  const figure = measureRules[definition.measure].entry.decimals ? 'decimal' : 'whole';
  const look: Look = figure === 'decimal' ? 'enterDecimal' : 'enterWhole';
  const number = (text: string | null | undefined) => enter(look, { value: serialiseFigure(text), figure });
  return {
    code: { value: definition.code, look: head ? 'code' : 'locked' },
    title: head
      ? {
          value: definition.title,
          look: 'locked',
          note: `${indicator.about}\n\nHow to count: ${indicator.countingRule}`,
        }
      : { value: null, look: 'locked' },
    part: { value: formatPart(definition.dimensions, where), look: isTotal ? 'lockedStrong' : 'locked' },
    unit: {
      value: [describeWhatToEnter(indicator), ...(head ? listTargetWords(indicator) : [])].join('. '),
      look: 'locked',
    },
    last: {
      value: formatCellAnswer(definition, before, String) || null,
      look: before?.state === 'reported' && before.text === null ? 'pastNumber' : 'past',
    },
    ...(getAnswerKind(definition.measure) === 'number'
      ? { answer: number(reported?.value), of: notAsked }
      : {}),
    ...(getAnswerKind(definition.measure) === 'ratio'
      ? { answer: number(reported?.numerator), of: number(reported?.denominator) }
      : {}),
    ...(getAnswerKind(definition.measure) === 'choice'
      ? {
          answer: enter('enterList', {
            value: reported ? formatCellAnswer(definition, reported, String) : null,
            list: `choices ${definition.choiceList}`,
          }),
          of: notAsked,
        }
      : {}),
    ...(getAnswerKind(definition.measure) === 'text'
      ? { answer: enter('enterText', { value: reported?.text ?? null }), of: notAsked }
      : {}),
    state: enter('enterList', {
      value: cell && !reported ? valueStateLabels[cell.state] : null,
      list: 'states',
    }),
    words: head && indicator.takesNote ? enter('enterText', { value: answer.note || null }) : notAsked,
    challenges: notAsked,
    obstacles: notAsked,
    helpWanted: notAsked,
    nextSteps: notAsked,
    release:
      head && indicator.takesNote
        ? enter('enterList', { value: releaseLabels[answer.release], list: 'releases' })
        : notAsked,
    lastWords: { value: head ? last?.note || null : null, look: 'past' },
  };
}

function describeWhatToEnter({ definition }: EntryRowIndicator): string {
  switch (getAnswerKind(definition.measure)) {
    case 'number':
      return definition.unit;
    case 'ratio':
      return `${definition.numeratorLabel}, out of ${definition.denominatorLabel}`;
    case 'choice':
      return formatUpperFirst(findYesNo(definition) ?? 'choose from the list');
    case 'text':
      return 'An answer in words';
  }
}
/** The reporter's own targets, in the first row of an indicator. */
function listTargetWords({ national, definition }: EntryRowIndicator): string[] {
  const words = describeNationalTargets(national, formatUnit(definition));
  return words === null ? [] : [`National targets ${words}`];
}

type EntryRowIndicator = Extract<EntryRow, { kind: 'cell' }>['indicator'];

/**
 * Converts a figure so that a spreadsheet keeps it without loss: a number of at most 15 digits, otherwise
 * text, because spreadsheets round longer ones.
 */
export function serialiseFigure(decimal: string | null | undefined): number | string | null {
  if (decimal == null) return null;
  return decimal.replace(/\D/g, '').replace(/^0+/, '').length <= 15 ? Number(decimal) : decimal;
}
