import {
  bigint,
  boolean,
  date,
  integer,
  jsonb,
  numeric,
  pgSchema,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';

/** What the public may read: one set of rows for each publication, never changed afterwards. */
export const published = pgSchema('published');

export const publicationNumber = () => integer('publication').notNull();
const quantity = (name: string) => numeric(name, { precision: 20, scale: 4 });
const on = (name: string) => date(name, { mode: 'string' });

export type PublishedDimension = {
  code: string;
  name: string;
  categories: { code: string; name: string }[];
};
export type PublishedChoice = { code: string; label: string; counts: boolean };
export type YearValue = { year: number; value: string };

export const publication = published.table('publication', {
  number: integer('number').primaryKey(),
  planCode: text('plan_code').notNull(),
  planTitle: text('plan_title').notNull(),
  planStartsOn: on('plan_starts_on').notNull(),
  planEndsOn: on('plan_ends_on').notNull(),
  notice: text('notice').notNull(),
  roundCode: text('round_code').notNull(),
  title: text('title').notNull(),
  meeting: text('meeting').notNull(),
  note: text('note').notNull(),
  publishedAt: timestamp('published_at', { withTimezone: true, mode: 'string' }).notNull(),
  compilationSha256: text('compilation_sha256').notNull(),
  contentSha256: text('content_sha256').notNull(),
});

export const publishedRound = published.table('round', {
  publication: publicationNumber(),
  code: text('code').notNull(),
  title: text('title').notNull(),
  periodStart: on('period_start').notNull(),
  periodEnd: on('period_end').notNull(),
  dueOn: on('due_on').notNull(),
  position: integer('position').notNull(),
});

export const publishedStatusWord = published.table('activity_status_word', {
  publication: publicationNumber(),
  code: text('code').notNull(),
  label: text('label').notNull(),
  mark: text('mark').notNull(),
  iatiCode: text('iati_code').notNull(),
  position: integer('position').notNull(),
  isLate: boolean('is_late').notNull(),
  isDone: boolean('is_done').notNull(),
  isOnTrack: boolean('is_on_track').notNull(),
});

export const publishedReporter = published.table('reporter', {
  publication: publicationNumber(),
  code: text('code').notNull(),
  kind: text('kind', { enum: ['state', 'body'] }).notNull(),
  name: text('name').notNull(),
  pillar: text('pillar'),
  iso3: text('iso3'),
  m49: text('m49'),
  joinedOn: on('joined_on'),
  tileRow: integer('tile_row'),
  tileColumn: integer('tile_column'),
});

export const publishedPartner = published.table('partner', {
  publication: publicationNumber(),
  slug: text('slug').notNull(),
  name: text('name').notNull(),
  kind: text('kind').notNull(),
  url: text('url'),
});

export const publishedArea = published.table('area', {
  publication: publicationNumber(),
  code: text('code').notNull(),
  title: text('title').notNull(),
  position: integer('position').notNull(),
});

export const publishedObjective = published.table('objective', {
  publication: publicationNumber(),
  code: text('code').notNull(),
  areaCode: text('area_code').notNull(),
  title: text('title').notNull(),
  position: integer('position').notNull(),
});

export const publishedActivity = published.table('activity', {
  publication: publicationNumber(),
  code: text('code').notNull(),
  objectiveCode: text('objective_code').notNull(),
  areaCode: text('area_code').notNull(),
  title: text('title').notNull(),
  description: text('description').notNull(),
  activeYears: integer('active_years').array().notNull(),
  lead: text('lead').notNull(),
  cooperating: text('cooperating').array().notNull(),
  states: text('states').array().notNull(),
  partners: text('partners').array().notNull(),
  articles: text('articles').array().notNull(),
  tags: text('tags').array().notNull(),
  lenses: text('lenses').array().notNull(),
  basis: text('basis').notNull(),
  position: integer('position').notNull(),
});

export const publishedActivityStatus = published.table('activity_status', {
  publication: publicationNumber(),
  activityCode: text('activity_code').notNull(),
  roundCode: text('round_code').notNull(),
  statusCode: text('status_code'),
  carriedFrom: text('carried_from'),
});

export const publishedNarrative = published.table('activity_narrative', {
  publication: publicationNumber(),
  activityCode: text('activity_code').notNull(),
  roundCode: text('round_code').notNull(),
  reporterCode: text('reporter_code').notNull(),
  statusCode: text('status_code'),
  achievements: text('achievements').notNull(),
  challenges: text('challenges').notNull(),
  nextSteps: text('next_steps').notNull(),
});

export const publishedIndicator = published.table('indicator', {
  publication: publicationNumber(),
  code: text('code').notNull(),
  areaCode: text('area_code').notNull(),
  activityCode: text('activity_code'),
  title: text('title').notNull(),
  level: text('level').notNull(),
  measure: text('measure', { enum: ['count', 'percentage', 'money', 'choice', 'text'] }).notNull(),
  unit: text('unit').notNull(),
  direction: text('direction', { enum: ['up', 'down', 'none'] }).notNull(),
  aggregation: text('aggregation', {
    enum: ['sum', 'sum_of_reports', 'count_of_states', 'percentage', 'none'],
  }).notNull(),
  disclosureClass: text('disclosure_class', { enum: ['public', 'restricted'] }).notNull(),
  reportedBy: text('reported_by', { enum: ['states', 'bodies', 'states_and_bodies', 'register'] }).notNull(),
  personCount: boolean('person_count').notNull(),
  crossBorderOverlap: boolean('cross_border_overlap').notNull(),
  definition: text('definition').notNull(),
  countingRule: text('counting_rule').notNull(),
  numeratorLabel: text('numerator_label'),
  denominatorLabel: text('denominator_label'),
  dimensions: jsonb('dimensions').$type<PublishedDimension[]>().notNull(),
  choices: jsonb('choices').$type<PublishedChoice[]>().notNull(),
  baseline: jsonb('baseline').$type<YearValue | null>(),
  targets: jsonb('targets').$type<YearValue[]>().notNull(),
  position: integer('position').notNull(),
});

export const publishedLens = published.table('lens', {
  publication: publicationNumber(),
  code: text('code').notNull(),
  title: text('title').notNull(),
  description: text('description').notNull(),
});

export const publishedTag = published.table('tag', {
  publication: publicationNumber(),
  code: text('code').notNull(),
  name: text('name').notNull(),
});

export const publishedArticle = published.table('actip_article', {
  publication: publicationNumber(),
  code: text('code').notNull(),
  title: text('title').notNull(),
  chapter: text('chapter').notNull(),
  position: integer('position').notNull(),
});

export const publishedLensIndicator = published.table('lens_indicator', {
  publication: publicationNumber(),
  lensCode: text('lens_code').notNull(),
  indicatorCode: text('indicator_code').notNull(),
  sliceDimension: text('slice_dimension'),
  sliceCategory: text('slice_category'),
  funnelPosition: integer('funnel_position'),
  funnelLabel: text('funnel_label'),
});

export const figure = published.table('figure', {
  publication: publicationNumber(),
  indicatorCode: text('indicator_code').notNull(),
  roundCode: text('round_code').notNull(),
  scope: text('scope').notNull(),
  dimensionCode: text('dimension_code'),
  categoryCode: text('category_code'),
  state: text('state', {
    enum: ['reported', 'not_available', 'not_applicable', 'not_yet_reported', 'suppressed', 'withheld'],
  }).notNull(),
  value: quantity('value'),
  numerator: quantity('numerator'),
  denominator: quantity('denominator'),
  distribution: jsonb('distribution').$type<Record<string, number> | null>(),
  choiceCode: text('choice_code'),
  contributing: integer('contributing'),
  expected: integer('expected'),
  reason: text('reason'),
});

export const coverage = published.table('coverage', {
  publication: publicationNumber(),
  reporterCode: text('reporter_code').notNull(),
  roundCode: text('round_code').notNull(),
  state: text('state', { enum: ['reported', 'not_reported', 'not_due'] }).notNull(),
});

export const publishedLibraryKind = published.table('library_kind', {
  publication: publicationNumber(),
  code: text('code').notNull(),
  label: text('label').notNull(),
  isCooperation: boolean('is_cooperation').notNull(),
  position: integer('position').notNull(),
});

export const publishedLibraryItem = published.table('library_item', {
  publication: publicationNumber(),
  code: text('code').notNull(),
  kindCode: text('kind_code').notNull(),
  title: text('title').notNull(),
  summary: text('summary').notNull(),
  happenedOn: on('happened_on'),
  year: integer('year'),
  endedOn: on('ended_on'),
  organisers: text('organisers').notNull(),
  place: text('place').notNull(),
  url: text('url'),
  basis: text('basis').notNull(),
  states: text('states').array().notNull(),
  bodies: text('bodies').array().notNull(),
  partners: text('partners').array().notNull(),
  activities: text('activities').array().notNull(),
  lenses: text('lenses').array().notNull(),
});

export const publishedComparabilityNote = published.table('comparability_note', {
  publication: publicationNumber(),
  indicatorCode: text('indicator_code').notNull(),
  reporterCode: text('reporter_code'),
  roundCode: text('round_code'),
  kind: text('kind').notNull(),
  note: text('note').notNull(),
});

export const publishedTranslation = published.table('translation', {
  publication: publicationNumber(),
  language: text('language').notNull(),
  list: text('list').notNull(),
  code: text('code').notNull(),
  label: text('label').notNull(),
});

export const publishedEvidence = published.table('evidence', {
  publication: publicationNumber(),
  id: text('id').notNull(),
  reporterCode: text('reporter_code').notNull(),
  roundCode: text('round_code').notNull(),
  activityCode: text('activity_code'),
  indicatorCode: text('indicator_code'),
  kind: text('kind').notNull(),
  title: text('title').notNull(),
  url: text('url'),
  storageKey: text('storage_key'),
  fileName: text('file_name'),
  contentType: text('content_type'),
  sizeBytes: bigint('size_bytes', { mode: 'number' }),
  sha256: text('sha256'),
});
