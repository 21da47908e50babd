import {
  buildCellKey,
  type IndicatorDefinition,
  type Release,
  type ValueState,
  releaseLabels,
  valueStateLabels,
} from '../value/indicator-definition.ts';
import type { Cell } from '../value/indicator-value.schema.ts';
import { formatNumber } from '../language/number-format.ts';
import type { NationalTargetContent } from '../target/national-target.rules.ts';
import { type ChosenKinds, formatKinds, needLists, parseKinds, serialiseKinds } from '../need/need-kinds.ts';
import { formatPart } from './workbook-format.ts';

/** One reporter's report of a round with everything in its workbook, as far as the viewer may see it. */
export type WorkbookReport = {
  round: { code: string; title: string; dueOn: string };
  reporter: { code: string; name: string };
  /** Code of the round meant by "last round"; null if there is none. */
  lastRound: string | null;
  statuses: { code: string; label: string }[];
  areas: { code: string; title: string }[];
  activities: WorkbookActivity[];
  indicators: WorkbookIndicator[];
};

export type ActivityWords = {
  status: string | null;
  achievements: string;
  challenges: string;
  nextSteps: string;
};

export type WorkbookActivity = {
  code: string;
  title: string;
  description: string;
  area: string;
  version: number;
  /** Whether the viewer may change it now. */
  open: boolean;
  answer: ActivityWords & ChosenKinds & { narrativeReleased: boolean };
  last: ActivityWords | null;
};

export type CellPlace = { dimension: string | null; category: string | null };

export type WorkbookIndicator = {
  definition: IndicatorDefinition;
  about: string;
  countingRule: string;
  /** The reporter's own baseline and targets. */
  national: NationalTargetContent;
  area: string;
  version: number;
  open: boolean;
  /** The cells that the viewer fills in, in order. */
  places: CellPlace[];
  /** Whether these are all cells of the indicator; otherwise others fill in the rest. */
  whole: boolean;
  /** Whether the viewer also writes the note and the release. */
  takesNote: boolean;
  answer: { cells: Cell[]; note: string; release: Release };
  last: { cells: Cell[]; note: string } | null;
};

/** The content of one cell of an indicator; null: not yet reported. */
export type CellAnswer = {
  state: ValueState;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  choice: string | null;
  text: string | null;
} | null;

export type FieldValue = string | CellAnswer;

/**
 * The fields of an activity, in the order of the hidden stamp: new ones come last, so that a workbook from before is
 * still read. Kinds are the text of their codes.
 */
export const activityFields = [
  'status',
  'achievements',
  'challenges',
  'nextSteps',
  'released',
  'obstacles',
  'helpWanted',
] as const;
/** The fields of a row with a cell; note and release are in the first row of their indicator. */
export const cellFields = ['cell', 'note', 'release'] as const;
export type FieldName = (typeof activityFields)[number] | (typeof cellFields)[number];

/** A row of the workbook in which something can be entered. */
export type EntryRow =
  | { kind: 'activity'; key: string; item: string; activity: WorkbookActivity }
  | {
      kind: 'cell';
      key: string;
      item: string;
      indicator: WorkbookIndicator;
      place: CellPlace;
      /** Whether this is the first row of its indicator, which has the fields that occur once. */
      head: boolean;
    };

export const buildActivityItem = (code: string) => `activity/${code}`;
export const buildIndicatorItem = (code: string) => `indicator/${code}`;

/**
 * Lists every row of a report, in the order of the workbook: areas, in each the activities, then the
 * indicators.
 */
export function listEntryRows(report: WorkbookReport): EntryRow[] {
  return report.areas.flatMap((area) => [
    ...report.activities
      .filter((activity) => activity.area === area.code)
      .map((activity): EntryRow => {
        const item = buildActivityItem(activity.code);
        return { kind: 'activity', key: item, item, activity };
      }),
    ...report.indicators
      .filter((indicator) => indicator.area === area.code)
      .flatMap((indicator) =>
        indicator.places.map((place, index): EntryRow => {
          const item = buildIndicatorItem(indicator.definition.code);
          const key = `${item}/${buildCellKey(place.dimension, place.category)}`;
          return { kind: 'cell', key, item, indicator, place, head: index === 0 };
        }),
      ),
  ]);
}

export const getArea = (row: EntryRow) => (row.kind === 'activity' ? row.activity.area : row.indicator.area);
export const getCode = (row: EntryRow) =>
  row.kind === 'activity' ? row.activity.code : row.indicator.definition.code;
export const isOpen = (row: EntryRow) => (row.kind === 'activity' ? row.activity.open : row.indicator.open);
export const getVersion = (row: EntryRow) =>
  row.kind === 'activity' ? row.activity.version : row.indicator.version;

/** Lists the fields of a row. */
export function listFields(row: EntryRow): readonly FieldName[] {
  if (row.kind === 'activity') return activityFields;
  return row.head && row.indicator.takesNote ? cellFields : ['cell'];
}

/** Returns the stored value of one field of a row. */
export function getStoredField(row: EntryRow, field: FieldName): FieldValue {
  if (row.kind === 'activity') {
    const { answer } = row.activity;
    switch (field) {
      case 'status':
        return answer.status;
      case 'released':
        return answer.narrativeReleased ? 'yes' : 'no';
      case 'achievements':
      case 'challenges':
      case 'nextSteps':
        return answer[field];
      case 'obstacles':
      case 'helpWanted':
        return serialiseKinds(field, answer[field]);
      default:
        return null;
    }
  }
  const { answer } = row.indicator;
  if (field === 'note') return answer.note;
  if (field === 'release') return answer.release;
  return getCellAnswer(findCell(answer.cells, row.place));
}

export function findCell(cells: readonly Cell[], place: CellPlace): Cell | undefined {
  return cells.find((cell) => cell.dimension === place.dimension && cell.category === place.category);
}

/** Returns the answer of a cell without its position, with keys always in the same order. */
export function getCellAnswer(cell: Cell | undefined): CellAnswer {
  if (!cell) return null;
  const { state, value, numerator, denominator, choice, text } = cell;
  return { state, value, numerator, denominator, choice, text };
}

/** Whether two values of a field are the same answer. */
export function isSameValue(a: FieldValue, b: FieldValue): boolean {
  return serialiseValue(a) === serialiseValue(b);
}

/**
 * Serialises a value as one line of text, the same for the same answer: an empty text and no answer are the
 * same.
 */
export function serialiseValue(value: FieldValue): string {
  if (value === null || value === '') return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  const { state, value: figure, numerator, denominator, choice, text } = value;
  return JSON.stringify({ state, value: figure, numerator, denominator, choice, text });
}

export const isEmptyValue = (value: FieldValue) => value === null || value === '';

/** The content of an uploaded workbook; stored until somebody decides about it. */
export type WorkbookContent = {
  /** When the workbook was made, as ISO text; null if it does not say. */
  madeAt: string | null;
  rows: ReadRow[];
  /** What could not be read and belongs to no answer, each with its position. */
  rejections: Rejection[];
  /** What a person should know, without a position. */
  remarks: string[];
  /** How many rows of the report are missing from the workbook. */
  rowsMissing: number;
};

export type ReadRow = {
  /** The row's key; see EntryRow. */
  key: string;
  sheet: string;
  /** As people count: the first row is 1. */
  row: number;
  fields: ReadField[];
};

export type ReadField = {
  field: FieldName;
  /** Its position, such as "G14". */
  cell: string;
  /** What was stored when the workbook was made; absent if the workbook does not say. */
  base?: FieldValue;
} & ({ value: FieldValue } | { problem: string });

export type Rejection = { sheet: string; cell: string; sentence: string };

/**
 * Describes the answer of a cell: "1 250", "12 out of 30", "Not available"; empty if there is none. `write`
 * formats its figures: on a sheet as they are typed.
 */
export function formatCellAnswer(
  definition: Pick<IndicatorDefinition, 'choices'>,
  answer: CellAnswer,
  write: (figure: string) => string = formatNumber,
): string {
  if (answer === null) return '';
  if (answer.state !== 'reported') return valueStateLabels[answer.state];
  if (answer.numerator !== null)
    return `${write(answer.numerator)} out of ${write(answer.denominator ?? '')}`;
  if (answer.choice !== null) {
    return definition.choices.find(({ code }) => code === answer.choice)?.label ?? answer.choice;
  }
  return answer.value === null ? (answer.text ?? '') : write(answer.value);
}

/** Formats the value of a field for people. */
export function formatValue(
  report: Pick<WorkbookReport, 'statuses'>,
  row: EntryRow,
  field: FieldName,
  value: FieldValue,
): string {
  if (value === null || typeof value === 'object') {
    return row.kind === 'cell' ? formatCellAnswer(row.indicator.definition, value) : '';
  }
  switch (field) {
    case 'status':
      return report.statuses.find(({ code }) => code === value)?.label ?? value;
    case 'released':
      return value === 'yes' ? 'Yes' : 'No';
    case 'obstacles':
    case 'helpWanted':
      return formatKinds(field, parseKinds(field, value));
    case 'release':
      return value in releaseLabels ? releaseLabels[value as keyof typeof releaseLabels] : value;
    default:
      return value;
  }
}

const fieldLabels: Record<Exclude<FieldName, 'cell'>, string> = {
  status: 'Status',
  achievements: 'Achievements',
  challenges: 'Challenges',
  obstacles: needLists.obstacles.label,
  helpWanted: needLists.helpWanted.label,
  nextSteps: 'Next steps',
  released: 'This text may be shown to the public',
  note: 'Note',
  release: 'May be shown',
};

/** Returns the label of a field on screens. */
export function getFieldLabel(row: EntryRow, field: FieldName): string {
  if (field !== 'cell') return fieldLabels[field];
  return row.kind === 'cell' ? formatPart(row.indicator.definition.dimensions, row.place) : 'Answer';
}
