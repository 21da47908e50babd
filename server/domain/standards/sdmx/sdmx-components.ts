import { type Addresses, escapePathSegment } from '../addresses.ts';
import type { Exchange, ExchangeValue } from '../exchange.types.ts';
import { formatLineNotice } from '../value-words.ts';
import {
  normaliseId,
  toBreakdownCodes,
  toUnitCode,
  confidentiality,
  observationStatus,
  regionArea,
  total,
} from './sdmx-codes.ts';

/** Codes of CL_FREQ that rounds can have. */
type Frequency = 'A' | 'S' | 'Q' | 'M' | '_O';

/**
 * Builds an SDMX reporting period: "2025-S1" for the first half of a year, similarly "2025-A1", "2025-Q3" and
 * "2025-M07"; for anything else a time range in days, "2025-02-10/P30D". Days are ISO dates, both inclusive.
 */
export function buildTimePeriod(start: string, end: string): { frequency: Frequency; period: string } {
  const [year = '', month = ''] = start.split('-');
  for (const [frequency, months] of [
    ['A', 12],
    ['S', 6],
    ['Q', 3],
    ['M', 1],
  ] as const) {
    const index = (Number(month) - 1) / months;
    if (
      Number.isInteger(index) &&
      start.endsWith('-01') &&
      end === lastDay(Number(year), Number(month), months)
    ) {
      const number = frequency === 'M' ? month : String(index + 1);
      return { frequency, period: `${year}-${frequency}${number}` };
    }
  }
  const days = Math.round((Date.parse(end) - Date.parse(start)) / 86_400_000) + 1;
  return { frequency: '_O', period: `${start}/P${days}D` };
}

const lastDay = (year: number, month: number, months: number) =>
  new Date(Date.UTC(year, month - 1 + months, 0)).toISOString().slice(0, 10);

/** The maintenance agency of the structure. Only the version changes with the publication. */
export const agency = 'BOHOL_TRACKER';
export const structureId = 'DSD_VALUES';
export const flowId = 'DF_VALUES';
export const conceptSchemeId = 'CS_VALUES';
export const buildVersion = (publication: number): string => `1.${publication}.0`;

/** Identifiers of the code lists. */
export type CodeListId =
  | 'CL_FREQ'
  | 'CL_INDICATOR'
  | 'CL_AREA'
  | 'CL_REPORTER'
  | 'CL_SEX'
  | 'CL_AGE'
  | 'CL_BREAKDOWN'
  | 'CL_UNIT_MEASURE'
  | 'CL_OBS_STATUS'
  | 'CL_CONF_STATUS'
  | 'CL_VALUE_STATE';

/** A component of the structure and at the same time a column of the file, so that the two cannot differ. */
export type Component = {
  id: string;
  name: string;
  role: 'dimension' | 'time' | 'measure' | 'attribute';
  /** A coded component has a list, others have an SDMX data type. */
  codeList?: CodeListId;
  dataType?: 'Decimal' | 'Integer' | 'String' | 'URI' | 'ObservationalTimePeriod';
  /** What an attribute is attached to; by default the observation. */
  attachedTo?: 'dataflow' | readonly string[];
  cell: (value: ExchangeValue, from: { exchange: Exchange; addresses: Addresses }) => string | number | null;
};

/**
 * Columns of values.sdmx.csv after the four that SDMX-CSV prescribes: dimensions, time, measure, attributes.
 */
export const components: readonly Component[] = [
  {
    id: 'FREQ',
    name: 'Frequency of observation',
    role: 'dimension',
    codeList: 'CL_FREQ',
    cell: (value) => buildTimePeriod(value.period_start, value.period_end).frequency,
  },
  {
    id: 'INDICATOR',
    name: 'Indicator',
    role: 'dimension',
    codeList: 'CL_INDICATOR',
    cell: (value) => normaliseId(value.indicator_code),
  },
  {
    id: 'REF_AREA',
    name: 'Reference area',
    role: 'dimension',
    codeList: 'CL_AREA',
    cell: (value) => (value.scope === 'state' ? value.reporter_code : regionArea),
  },
  {
    id: 'REPORTER',
    name: 'Reporter',
    role: 'dimension',
    codeList: 'CL_REPORTER',
    cell: (value) => (value.reporter_code === null ? total : normaliseId(value.reporter_code)),
  },
  {
    id: 'SEX',
    name: 'Sex',
    role: 'dimension',
    codeList: 'CL_SEX',
    cell: (value) => toBreakdownCodes(value).sex,
  },
  {
    id: 'AGE',
    name: 'Age',
    role: 'dimension',
    codeList: 'CL_AGE',
    cell: (value) => toBreakdownCodes(value).age,
  },
  {
    id: 'BREAKDOWN',
    name: 'Other breakdown',
    role: 'dimension',
    codeList: 'CL_BREAKDOWN',
    cell: (value) => toBreakdownCodes(value).other,
  },
  {
    id: 'TIME_PERIOD',
    name: 'Time period',
    role: 'time',
    dataType: 'ObservationalTimePeriod',
    cell: (value) => buildTimePeriod(value.period_start, value.period_end).period,
  },
  {
    id: 'OBS_VALUE',
    name: 'Observation value',
    role: 'measure',
    dataType: 'Decimal',
    cell: (value) => value.value,
  },
  {
    id: 'UNIT_MEASURE',
    name: 'Unit of measure',
    role: 'attribute',
    codeList: 'CL_UNIT_MEASURE',
    attachedTo: ['INDICATOR'],
    cell: (value) => toUnitCode(value.unit).id,
  },
  {
    id: 'OBS_STATUS',
    name: 'Observation status',
    role: 'attribute',
    codeList: 'CL_OBS_STATUS',
    cell: (value, { exchange }) =>
      value.state === 'reported' && breaksHere(exchange, value) ? 'B' : observationStatus[value.state],
  },
  {
    id: 'CONF_STATUS',
    name: 'Confidentiality status',
    role: 'attribute',
    codeList: 'CL_CONF_STATUS',
    cell: (value) => confidentiality[value.state],
  },
  {
    id: 'VALUE_STATE',
    name: 'What the value says, in the words of the tracker',
    role: 'attribute',
    codeList: 'CL_VALUE_STATE',
    cell: (value) => value.state,
  },
  {
    id: 'NUMERATOR',
    name: 'Numerator of a percentage',
    role: 'attribute',
    dataType: 'Decimal',
    cell: (value) => value.numerator,
  },
  {
    id: 'DENOMINATOR',
    name: 'Denominator of a percentage',
    role: 'attribute',
    dataType: 'Decimal',
    cell: (value) => value.denominator,
  },
  {
    id: 'ANSWER',
    name: 'Answer to a question with choices',
    role: 'attribute',
    dataType: 'String',
    cell: (value) => value.answer ?? writeAnswers(value.answers),
  },
  {
    id: 'CONTRIBUTING',
    name: 'Reporters in the figure',
    role: 'attribute',
    dataType: 'Integer',
    cell: (value) => value.contributing,
  },
  {
    id: 'EXPECTED',
    name: 'Reporters that could be in it',
    role: 'attribute',
    dataType: 'Integer',
    cell: (value) => value.expected,
  },
  {
    id: 'OBS_COMMENT',
    name: 'Comment on the observation',
    role: 'attribute',
    dataType: 'String',
    cell: (value) => value.note,
  },
  {
    id: 'KEPT_FROM',
    name: 'Number of the earlier publication from which the figure is kept',
    role: 'attribute',
    dataType: 'Integer',
    cell: (value) => value.kept_from,
  },
  {
    id: 'LEAST',
    name: 'The least that a suppressed figure can be',
    role: 'attribute',
    dataType: 'Integer',
    cell: (value) => value.least,
  },
  {
    id: 'MOST',
    name: 'The most that a suppressed figure can be',
    role: 'attribute',
    dataType: 'Integer',
    cell: (value) => value.most,
  },
  {
    id: 'SOURCE_URL',
    name: 'Page of the indicator as it stood in the publication',
    role: 'attribute',
    dataType: 'URI',
    attachedTo: ['INDICATOR'],
    cell: (value, { addresses }) =>
      addresses.pinned(`/indicators/${escapePathSegment(value.indicator_code)}`),
  },
  {
    id: 'PUBLICATION',
    name: 'Number of the publication',
    role: 'attribute',
    dataType: 'Integer',
    attachedTo: 'dataflow',
    cell: (_, { exchange }) => exchange.publication.number,
  },
  {
    id: 'NOTICE',
    name: 'Whether the publication was withdrawn, and whether figures are illustrative',
    role: 'attribute',
    dataType: 'String',
    attachedTo: 'dataflow',
    cell: (_, { exchange }) => formatLineNotice(exchange.publication),
  },
];

/** Returns the first columns of SDMX-CSV 2.0: the structure of the line, and that it is for information. */
export const listPrescribedColumns = (
  publication: number,
): readonly { name: string; cell: () => string }[] => [
  { name: 'STRUCTURE', cell: () => 'dataflow' },
  { name: 'STRUCTURE_ID', cell: () => `${agency}:${flowId}(${buildVersion(publication)})` },
  { name: 'ACTION', cell: () => 'I' },
];

/** Builds the columns of values.sdmx.csv for a publication. */
export function buildSdmxColumns(from: { exchange: Exchange; addresses: Addresses }) {
  return [
    ...listPrescribedColumns(from.exchange.publication.number),
    ...components.map(({ id, cell }) => ({ name: id, cell: (value: ExchangeValue) => cell(value, from) })),
  ];
}

/** Whether a note says that the series breaks in this round. */
function breaksHere(exchange: Exchange, value: ExchangeValue): boolean {
  return exchange.comparabilityNotes.some(
    ({ indicator, reporter, round }) =>
      indicator === value.indicator_code &&
      round === value.round_code &&
      (reporter === null || reporter === value.reporter_code),
  );
}

const writeAnswers = (answers: Record<string, number> | null) =>
  answers &&
  Object.entries(answers)
    .map(([code, count]) => `${code}=${count}`)
    .join('; ');
