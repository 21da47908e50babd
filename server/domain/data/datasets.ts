import { type Column, listColumns, type RowSchema } from './column.ts';
import type { DataFilterName } from './data-query.rules.ts';
import {
  activityRow,
  codeRow,
  coverageRow,
  dimensionRow,
  participationRow,
  partnerRow,
  planRow,
  reporterRow,
  reportRow,
  roundRow,
  statusRow,
  supportRow,
} from './plan-rows.schema.ts';
import { arrangementCountRow, arrangementRow } from './arrangement-rows.schema.ts';
import { flowRow } from './flow-rows.schema.ts';
import { recommendationRow } from './recommendation-rows.schema.ts';
import { supportAmountRow, supportEntryRow } from './support-rows.schema.ts';
import {
  indicatorRow,
  libraryRow,
  nationalCircumstanceRow,
  nationalTargetRow,
  publicationRow,
  targetRow,
  valueRow,
} from './value-rows.schema.ts';

export const datasetNames = [
  'plan',
  'activities',
  'statuses',
  'participation',
  'support',
  'support-entries',
  'support-amounts',
  'reports',
  'indicators',
  'targets',
  'national-targets',
  'national-circumstances',
  'values',
  'flows',
  'coverage',
  'publications',
  'library',
  'recommendations',
  'arrangements',
  'arrangement-counts',
  'rounds',
  'reporters',
  'partners',
  'dimensions',
  'codes',
] as const;
export type DatasetName = (typeof datasetNames)[number];

/**
 * A file of open data, offered as JSON, CSV and a sheet of the workbook: the same rows with the same columns.
 */
export type Dataset = {
  name: DatasetName;
  title: string;
  /** "Each row is …". */
  line: string;
  holds: string;
  row: RowSchema;
  columns: readonly Column[];
  /** Columns that identify a row within one publication. */
  key: readonly string[];
  /** Columns whose codes refer to another file. */
  references: readonly { column: string; dataset: DatasetName; to: string }[];
  /** The filters of its rows. */
  filters: readonly DataFilterName[];
};

const planFilters = [
  'area',
  'objective',
  'activity',
  'status',
  'late',
  'lead',
  'body',
  'state',
  'partner',
  'lens',
  'tag',
  'year',
  'round',
] as const satisfies DataFilterName[];

type Described = Omit<Dataset, 'name' | 'columns' | 'references'> & { references?: Dataset['references'] };

const described: Record<DatasetName, Described> = {
  plan: {
    title: 'The plan',
    line: 'an area, objective or activity',
    holds: 'What belongs to what: thematic areas, their objectives, their activities',
    row: planRow,
    key: ['kind', 'code'],
    filters: ['area'],
  },
  activities: {
    title: 'Activities',
    line: 'an activity',
    holds: 'Who leads and takes part, which years, and how it stands in the newest round',
    row: activityRow,
    key: ['activity_code'],
    references: [
      { column: 'lead_code', dataset: 'reporters', to: 'reporter_code' },
      { column: 'round_code', dataset: 'rounds', to: 'round_code' },
    ],
    filters: planFilters,
  },
  statuses: {
    title: 'Statuses',
    line: 'an activity in a round',
    holds: 'How every activity stood in every round',
    row: statusRow,
    key: ['activity_code', 'round_code'],
    references: [
      { column: 'activity_code', dataset: 'activities', to: 'activity_code' },
      { column: 'lead_code', dataset: 'reporters', to: 'reporter_code' },
      { column: 'round_code', dataset: 'rounds', to: 'round_code' },
      { column: 'carried_from', dataset: 'rounds', to: 'round_code' },
    ],
    filters: planFilters,
  },
  participation: {
    title: 'Activities by state',
    line: 'a state in an activity, in a round',
    holds: 'How the activities of every state stood in every round, and what the state itself said of them',
    row: participationRow,
    key: ['activity_code', 'reporter_code', 'round_code'],
    references: [
      { column: 'activity_code', dataset: 'activities', to: 'activity_code' },
      { column: 'reporter_code', dataset: 'reporters', to: 'reporter_code' },
      { column: 'round_code', dataset: 'rounds', to: 'round_code' },
      { column: 'carried_from', dataset: 'rounds', to: 'round_code' },
    ],
    filters: planFilters,
  },
  support: {
    title: 'Activities by partner',
    line: 'an activity of a partner',
    holds: 'How the activities of every partner stand in the newest round',
    row: supportRow,
    key: ['activity_code', 'partner_code'],
    references: [
      { column: 'activity_code', dataset: 'activities', to: 'activity_code' },
      { column: 'partner_code', dataset: 'partners', to: 'partner_code' },
      { column: 'round_code', dataset: 'rounds', to: 'round_code' },
      { column: 'carried_from', dataset: 'rounds', to: 'round_code' },
    ],
    filters: planFilters,
  },
  'support-entries': {
    title: 'Support by partners',
    line: 'something that a partner gives',
    holds: 'What partners give to activities, areas and the whole plan, as they have confirmed it',
    row: supportEntryRow,
    key: ['support_code'],
    references: [
      { column: 'partner_code', dataset: 'partners', to: 'partner_code' },
      { column: 'activity_code', dataset: 'activities', to: 'activity_code' },
    ],
    filters: ['area', 'activity', 'partner'],
  },
  'support-amounts': {
    title: 'Amounts of support',
    line: 'an amount of a stage in a year',
    holds:
      'The amounts that partners agreed to show, in their own currency and in US dollars by a stated rate',
    row: supportAmountRow,
    key: ['support_code', 'stage', 'year', 'currency'],
    references: [
      { column: 'support_code', dataset: 'support-entries', to: 'support_code' },
      { column: 'partner_code', dataset: 'partners', to: 'partner_code' },
      { column: 'activity_code', dataset: 'activities', to: 'activity_code' },
    ],
    filters: ['area', 'activity', 'partner'],
  },
  reports: {
    title: 'Reports in words',
    line: 'a report on an activity',
    holds: 'Achievements, challenges and next steps in the words that reporters released',
    row: reportRow,
    key: ['activity_code', 'round_code', 'reporter_code'],
    references: [
      { column: 'activity_code', dataset: 'activities', to: 'activity_code' },
      { column: 'round_code', dataset: 'rounds', to: 'round_code' },
      { column: 'reporter_code', dataset: 'reporters', to: 'reporter_code' },
    ],
    filters: ['area', 'objective', 'activity', 'lens', 'tag', 'round', 'state', 'body'],
  },
  indicators: {
    title: 'Indicators',
    line: 'an indicator',
    holds: 'Definitions, counting rules, units, baselines and targets',
    row: indicatorRow,
    key: ['indicator_code'],
    references: [{ column: 'activity_code', dataset: 'activities', to: 'activity_code' }],
    filters: ['area', 'objective', 'activity', 'lens', 'tag', 'indicator'],
  },
  targets: {
    title: 'Targets',
    line: 'the target of an indicator for a year',
    holds: 'Every target with the baseline, the figure of the year, the reports in it, and whether it is met',
    row: targetRow,
    key: ['indicator_code', 'target_year'],
    references: [{ column: 'indicator_code', dataset: 'indicators', to: 'indicator_code' }],
    filters: ['area', 'objective', 'activity', 'lens', 'tag', 'indicator'],
  },
  'national-targets': {
    title: 'National targets',
    line: 'the target of a state for an indicator and a year',
    holds:
      'Targets that states have set for themselves and agreed to publish, with the state’s own public figure of the year, and whether it is met. They are no parts of the regional targets',
    row: nationalTargetRow,
    key: ['indicator_code', 'reporter_code', 'target_year'],
    references: [
      { column: 'indicator_code', dataset: 'indicators', to: 'indicator_code' },
      { column: 'reporter_code', dataset: 'reporters', to: 'reporter_code' },
    ],
    filters: ['area', 'objective', 'activity', 'lens', 'tag', 'indicator', 'state'],
  },
  'national-circumstances': {
    title: 'National circumstances',
    line: 'a milestone of a state in an activity, or that the activity does not apply there',
    holds:
      'What states have said of activities and agreed to publish: that an activity does not apply in the state, and why; or the state’s own milestones, each with the planned, the revised and the reached day and how late it is',
    row: nationalCircumstanceRow,
    key: ['activity_code', 'reporter_code', 'milestone_number'],
    references: [
      { column: 'activity_code', dataset: 'activities', to: 'activity_code' },
      { column: 'reporter_code', dataset: 'reporters', to: 'reporter_code' },
    ],
    filters: ['area', 'objective', 'activity', 'lens', 'tag', 'state'],
  },
  values: {
    title: 'Values',
    line: 'a figure of a round',
    holds: 'Every public figure: regional totals, their splits, and what reporters have released',
    row: valueRow,
    key: ['uri'],
    references: [
      { column: 'indicator_code', dataset: 'indicators', to: 'indicator_code' },
      { column: 'round_code', dataset: 'rounds', to: 'round_code' },
      { column: 'reporter_code', dataset: 'reporters', to: 'reporter_code' },
    ],
    filters: ['area', 'objective', 'activity', 'lens', 'tag', 'indicator', 'round', 'scope', 'state', 'body'],
  },
  flows: {
    title: 'Flows',
    line: 'a place of origin in the figure of a state, in a round',
    holds:
      'From where people came and in which state they were exploited, as far as that is published: the figures of states by place of origin, which are in values too',
    row: flowRow,
    key: ['indicator_code', 'round_code', 'origin_code', 'reporter_code'],
    references: [
      { column: 'indicator_code', dataset: 'indicators', to: 'indicator_code' },
      { column: 'round_code', dataset: 'rounds', to: 'round_code' },
      { column: 'reporter_code', dataset: 'reporters', to: 'reporter_code' },
    ],
    filters: ['area', 'objective', 'activity', 'lens', 'tag', 'indicator', 'round', 'state'],
  },
  coverage: {
    title: 'Coverage',
    line: 'a reporter in a round',
    holds: 'Who has reported for which round',
    row: coverageRow,
    key: ['reporter_code', 'round_code'],
    references: [
      { column: 'reporter_code', dataset: 'reporters', to: 'reporter_code' },
      { column: 'round_code', dataset: 'rounds', to: 'round_code' },
    ],
    filters: ['round', 'state', 'body'],
  },
  publications: {
    title: 'Publications',
    line: 'a publication',
    holds: 'Every publication of the plan up to the one in view, with its checksum',
    row: publicationRow,
    key: ['publication'],
    filters: [],
  },
  library: {
    title: 'Library',
    line: 'a study or meeting',
    holds: 'Studies, roundtables and dialogues, with the activities, states and partners that they belong to',
    row: libraryRow,
    key: ['library_code'],
    filters: ['activity', 'state', 'body', 'partner', 'lens'],
  },
  recommendations: {
    title: 'Recommendations',
    line: 'a recommendation and a state or body that was asked to respond',
    holds: 'What studies and events recommend, what each state and body says to it, and how far it has come',
    row: recommendationRow,
    key: ['library_code', 'recommendation_code', 'reporter_code'],
    references: [
      { column: 'library_code', dataset: 'library', to: 'library_code' },
      { column: 'reporter_code', dataset: 'reporters', to: 'reporter_code' },
    ],
    filters: ['activity', 'state', 'body'],
  },
  arrangements: {
    title: 'Arrangements between states',
    line: 'an aim or agreed step and a state that tells of it',
    holds:
      'What states have agreed between them and what each says of it, where all of them have released it',
    row: arrangementRow,
    key: ['library_code', 'subject', 'reporter_code'],
    references: [
      { column: 'library_code', dataset: 'library', to: 'library_code' },
      { column: 'reporter_code', dataset: 'reporters', to: 'reporter_code' },
    ],
    filters: ['state'],
  },
  'arrangement-counts': {
    title: 'Meetings and joint operations',
    line: 'an arrangement between states in a year',
    holds:
      'How often states of an arrangement met and acted together, where all of them give the same number',
    row: arrangementCountRow,
    key: ['library_code', 'year'],
    references: [{ column: 'library_code', dataset: 'library', to: 'library_code' }],
    filters: ['state'],
  },
  rounds: {
    title: 'Rounds',
    line: 'a reporting round',
    holds: 'The periods reported on',
    row: roundRow,
    key: ['round_code'],
    filters: [],
  },
  reporters: {
    title: 'Reporters',
    line: 'a state or body',
    holds: 'States and sectoral bodies, with their international codes',
    row: reporterRow,
    key: ['reporter_code'],
    filters: [],
  },
  partners: {
    title: 'Partners',
    line: 'a partner',
    holds: 'Partners of the plan and their activities',
    row: partnerRow,
    key: ['partner_code'],
    filters: [],
  },
  dimensions: {
    title: 'Dimensions',
    line: 'a part of a split',
    holds: 'What figures are split by, the parts of each split in words, and the indicators that have it',
    row: dimensionRow,
    key: ['dimension_code', 'category_code'],
    filters: [],
  },
  codes: {
    title: 'Codes',
    line: 'a code of a list',
    holds: 'Statuses, tags, lenses, articles of the convention and kinds of library entries, in words',
    row: codeRow,
    key: ['list', 'code'],
    filters: [],
  },
};

/** Every file, in the order in which they are offered. */
export const datasets: readonly Dataset[] = datasetNames.map((name) => ({
  ...described[name],
  references: described[name].references ?? [],
  name,
  columns: listColumns(described[name].row),
}));

export function findDataset(name: string): Dataset | null {
  return datasets.find((dataset) => dataset.name === name) ?? null;
}
