import { boolean, integer, primaryKey, text } from 'drizzle-orm/pg-core';
import {
  indicatorLevels,
  registerDerivations,
  reportedByKinds,
  ruleSeverities,
} from '#server/domain/plan/plan-file.schema.ts';
import { statusSymbols } from '#server/domain/plan/plan-list.schema.ts';
import { comparabilityKinds } from '#server/domain/receipt/comparability.calculations.ts';
import { directions, disclosureClasses } from '#server/domain/value/indicator-definition.ts';
import { measures, aggregations } from '#server/domain/value/measures.ts';
import { at, id, json, on, quantity, now, tracker } from './columns.ts';

export const actipArticle = tracker.table('actip_article', {
  code: text('code').primaryKey(),
  title: text('title').notNull(),
  chapter: text('chapter').notNull(),
  position: integer('position').notNull(),
});

export const tag = tracker.table('tag', {
  code: text('code').primaryKey(),
  name: text('name').notNull(),
  endedOn: on('ended_on'),
});

export const activityStatus = tracker.table('activity_status', {
  code: text('code').primaryKey(),
  label: text('label').notNull(),
  mark: text('mark', { enum: statusSymbols }).notNull(),
  iatiCode: text('iati_code').notNull(),
  position: integer('position').notNull(),
  isLate: boolean('is_late').notNull(),
  isDone: boolean('is_done').notNull(),
  isOnTrack: boolean('is_on_track').notNull(),
  endedOn: on('ended_on'),
});

export const dimension = tracker.table('dimension', {
  code: text('code').primaryKey(),
  name: text('name').notNull(),
});

export const category = tracker.table(
  'category',
  {
    dimensionCode: text('dimension_code').notNull(),
    code: text('code').notNull(),
    name: text('name').notNull(),
    position: integer('position').notNull(),
  },
  (table) => [primaryKey({ columns: [table.dimensionCode, table.code] })],
);

export const choice = tracker.table(
  'choice',
  {
    listCode: text('list_code').notNull(),
    code: text('code').notNull(),
    label: text('label').notNull(),
    position: integer('position').notNull(),
    counts: boolean('counts').notNull(),
  },
  (table) => [primaryKey({ columns: [table.listCode, table.code] })],
);

export const plan = tracker.table('plan', {
  id: id(),
  code: text('code').notNull(),
  title: text('title').notNull(),
  startsOn: on('starts_on').notNull(),
  endsOn: on('ends_on').notNull(),
  illustrative: boolean('illustrative').notNull(),
  notice: text('notice').notNull(),
  revision: integer('revision').notNull().default(1),
});

export const thematicArea = tracker.table('thematic_area', {
  id: id(),
  planId: integer('plan_id').notNull(),
  code: text('code').notNull(),
  title: text('title').notNull(),
  position: integer('position').notNull(),
});

export const objective = tracker.table('objective', {
  id: id(),
  areaId: integer('area_id').notNull(),
  code: text('code').notNull(),
  title: text('title').notNull(),
  position: integer('position').notNull(),
});

export const activity = tracker.table('activity', {
  id: id(),
  planId: integer('plan_id').notNull(),
  objectiveId: integer('objective_id').notNull(),
  code: text('code').notNull(),
  title: text('title').notNull(),
  description: text('description').notNull().default(''),
  activeYears: integer('active_years').array().notNull(),
  basis: text('basis').notNull().default(''),
  position: integer('position').notNull(),
  addedRoundId: integer('added_round_id'),
  endedRoundId: integer('ended_round_id'),
  mergedIntoId: integer('merged_into_id'),
  splitFromId: integer('split_from_id'),
});

export const activityBody = tracker.table(
  'activity_body',
  {
    activityId: integer('activity_id').notNull(),
    bodyId: integer('body_id').notNull(),
    part: text('part', { enum: ['lead', 'cooperating'] }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.activityId, table.bodyId] })],
);

export const activityState = tracker.table(
  'activity_state',
  { activityId: integer('activity_id').notNull(), stateId: integer('state_id').notNull() },
  (table) => [primaryKey({ columns: [table.activityId, table.stateId] })],
);

export const activityPartner = tracker.table(
  'activity_partner',
  { activityId: integer('activity_id').notNull(), partnerId: integer('partner_id').notNull() },
  (table) => [primaryKey({ columns: [table.activityId, table.partnerId] })],
);

export const activityArticle = tracker.table(
  'activity_article',
  { activityId: integer('activity_id').notNull(), articleCode: text('article_code').notNull() },
  (table) => [primaryKey({ columns: [table.activityId, table.articleCode] })],
);

export const activityTag = tracker.table(
  'activity_tag',
  { activityId: integer('activity_id').notNull(), tagCode: text('tag_code').notNull() },
  (table) => [primaryKey({ columns: [table.activityId, table.tagCode] })],
);

export const lensActivity = tracker.table(
  'lens_activity',
  { lensCode: text('lens_code').notNull(), activityId: integer('activity_id').notNull() },
  (table) => [primaryKey({ columns: [table.lensCode, table.activityId] })],
);

export const indicator = tracker.table('indicator', {
  id: id(),
  planId: integer('plan_id').notNull(),
  areaId: integer('area_id').notNull(),
  activityId: integer('activity_id'),
  code: text('code').notNull(),
  title: text('title').notNull(),
  level: text('level', { enum: indicatorLevels }).notNull(),
  measure: text('measure', { enum: measures }).notNull(),
  unit: text('unit').notNull(),
  direction: text('direction', { enum: directions }).notNull(),
  aggregation: text('aggregation', { enum: aggregations }).notNull(),
  disclosureClass: text('disclosure_class', { enum: disclosureClasses }).notNull(),
  reportedBy: text('reported_by', { enum: reportedByKinds }).notNull(),
  derivation: text('derivation', { enum: registerDerivations }),
  choiceList: text('choice_list'),
  personCount: boolean('person_count').notNull(),
  crossBorderOverlap: boolean('cross_border_overlap').notNull(),
  definition: text('definition').notNull(),
  countingRule: text('counting_rule').notNull(),
  numeratorLabel: text('numerator_label'),
  denominatorLabel: text('denominator_label'),
  position: integer('position').notNull(),
  addedRoundId: integer('added_round_id'),
  endedRoundId: integer('ended_round_id'),
});

export const indicatorReportingBody = tracker.table(
  'indicator_reporting_body',
  { indicatorId: integer('indicator_id').notNull(), bodyId: integer('body_id').notNull() },
  (table) => [primaryKey({ columns: [table.indicatorId, table.bodyId] })],
);

export const indicatorDimension = tracker.table(
  'indicator_dimension',
  {
    indicatorId: integer('indicator_id').notNull(),
    dimensionCode: text('dimension_code').notNull(),
    position: integer('position').notNull(),
    addedRoundId: integer('added_round_id'),
    endedRoundId: integer('ended_round_id'),
  },
  (table) => [primaryKey({ columns: [table.indicatorId, table.dimensionCode] })],
);

export const baseline = tracker.table('baseline', {
  indicatorId: integer('indicator_id').notNull(),
  reporterId: integer('reporter_id'),
  year: integer('year').notNull(),
  value: quantity('value').notNull(),
  addedRoundId: integer('added_round_id'),
  endedRoundId: integer('ended_round_id'),
});

export const target = tracker.table('target', {
  indicatorId: integer('indicator_id').notNull(),
  reporterId: integer('reporter_id'),
  year: integer('year').notNull(),
  value: quantity('value').notNull(),
  addedRoundId: integer('added_round_id'),
  endedRoundId: integer('ended_round_id'),
});

export const lensIndicator = tracker.table(
  'lens_indicator',
  {
    lensCode: text('lens_code').notNull(),
    indicatorId: integer('indicator_id').notNull(),
    sliceDimension: text('slice_dimension'),
    sliceCategory: text('slice_category'),
    funnelPosition: integer('funnel_position'),
    funnelLabel: text('funnel_label'),
  },
  (table) => [primaryKey({ columns: [table.lensCode, table.indicatorId] })],
);

/** Rules that a report is checked by; without an indicator, a rule holds wherever it can be asked. */
export const validationRule = tracker.table('validation_rule', {
  id: id(),
  planId: integer('plan_id').notNull(),
  indicatorId: integer('indicator_id'),
  rule: text('rule').notNull(),
  severity: text('severity', { enum: ruleSeverities }).notNull(),
  parameters: json('parameters').$type<Record<string, unknown>>().notNull().default({}),
});

/** Why figures before and after, or of one reporter and others, are not the same thing. */
export const comparabilityNote = tracker.table('comparability_note', {
  id: id(),
  indicatorId: integer('indicator_id').notNull(),
  reporterId: integer('reporter_id'),
  roundId: integer('round_id'),
  kind: text('kind', { enum: comparabilityKinds }).notNull(),
  note: text('note').notNull(),
  /** The last round for which it holds; null: it holds on. */
  untilRoundId: integer('until_round_id'),
  /** Written by mistake: kept, and in no further publication. */
  withdrawn: boolean('withdrawn').notNull().default(false),
  version: integer('version').notNull().default(1),
  changedBy: text('changed_by'),
  changedAt: at('changed_at').notNull().default(now),
});

/** Words of the lists in other languages; English stands in the lists themselves. */
export const translation = tracker.table(
  'translation',
  {
    language: text('language').notNull(),
    list: text('list').notNull(),
    code: text('code').notNull(),
    label: text('label').notNull(),
  },
  (table) => [primaryKey({ columns: [table.language, table.list, table.code] })],
);

export const lens = tracker.table('lens', {
  code: text('code').primaryKey(),
  title: text('title').notNull(),
  description: text('description').notNull(),
  menuLabel: text('menu_label').notNull().default(''),
  situation: text('situation').notNull().default(''),
});

export const lensDriver = tracker.table(
  'lens_driver',
  {
    lensCode: text('lens_code').notNull(),
    tagCode: text('tag_code').notNull(),
    position: integer('position').notNull(),
    text: text('text').notNull(),
  },
  (table) => [primaryKey({ columns: [table.lensCode, table.tagCode] })],
);
