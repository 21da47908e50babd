import { isByAge } from '../../value/age-breakdowns.rules.ts';
import { getAnswerKind } from '../../value/measures.ts';
import { type Addresses, escapePathSegment } from '../addresses.ts';
import type { Exchange, ExchangeActivity, ExchangeRound, ExchangeValue } from '../exchange.types.ts';
import { formatLineNotice } from '../value-words.ts';

/**
 * A column with its HXL hashtag from the HXL 1.1 core, https://hxlstandard.org/standard/1-1final/dictionary/.
 */
export type HxlColumn<Row> = {
  name: string;
  tag: string;
  cell: (row: Row) => string | number | boolean | null | undefined;
};

type From = { exchange: Exchange; addresses: Addresses };

/** Builds the last columns of every row. */
function buildOrigin<Row>({ exchange, addresses }: From, path: (row: Row) => string): HxlColumn<Row>[] {
  return [
    { name: 'publication', tag: '#meta+publication+num', cell: () => exchange.publication.number },
    {
      name: 'published_on',
      tag: '#date+published',
      cell: () => exchange.publication.publishedAt.slice(0, 10),
    },
    { name: 'page_url', tag: '#meta+url', cell: (row) => addresses.pinned(path(row)) },
    { name: 'licence', tag: '#meta+license', cell: () => 'CC-BY-4.0' },
    { name: 'notice', tag: '#meta+notice', cell: () => formatLineNotice(exchange.publication) },
  ];
}

/** Builds the columns of values, a row for each. Persons by sex or age also have hashtags of their own. */
export function buildHxlValueColumns(from: From): HxlColumn<ExchangeValue>[] {
  const persons = new Set(
    from.exchange.indicators
      .filter(({ personCount, measure }) => personCount && getAnswerKind(measure) === 'number')
      .map(({ code }) => code),
  );
  const countOf = (dimension: string | null, category: string | null) => (value: ExchangeValue) =>
    persons.has(value.indicator_code) &&
    value.dimension_code === dimension &&
    (category === null || value.category_code === category)
      ? value.value
      : null;
  const countChildren = (value: ExchangeValue) =>
    isByAge(value.dimension_code) ? countOf(value.dimension_code, 'under_18')(value) : null;
  return [
    { name: 'indicator_code', tag: '#indicator+code', cell: (value) => value.indicator_code },
    { name: 'indicator', tag: '#indicator+name', cell: (value) => value.indicator },
    { name: 'measure', tag: '#indicator+type', cell: (value) => value.measure },
    { name: 'unit', tag: '#indicator+unit', cell: (value) => value.unit },
    { name: 'round_code', tag: '#meta+round+code', cell: (value) => value.round_code },
    { name: 'period_start', tag: '#date+start', cell: (value) => value.period_start },
    { name: 'period_end', tag: '#date+end', cell: (value) => value.period_end },
    { name: 'scope', tag: '#meta+scope', cell: (value) => value.scope },
    {
      name: 'country_code',
      tag: '#country+code+v_iso3',
      cell: (value) => (value.scope === 'state' ? value.reporter_iso3 : null),
    },
    {
      name: 'country',
      tag: '#country+name',
      cell: (value) => (value.scope === 'state' ? value.reporter : null),
    },
    { name: 'region', tag: '#region+name', cell: (value) => (value.scope === 'region' ? 'ASEAN' : null) },
    {
      name: 'body_code',
      tag: '#org+code',
      cell: (value) => (value.scope === 'body' ? value.reporter_code : null),
    },
    { name: 'body', tag: '#org+name', cell: (value) => (value.scope === 'body' ? value.reporter : null) },
    { name: 'dimension_code', tag: '#indicator+dimension+code', cell: (value) => value.dimension_code },
    { name: 'category_code', tag: '#indicator+category+code', cell: (value) => value.category_code },
    { name: 'category', tag: '#indicator+category+name', cell: (value) => value.category },
    { name: 'state', tag: '#status+code', cell: (value) => value.state },
    { name: 'value', tag: '#indicator+value+num', cell: (value) => value.value },
    { name: 'persons', tag: '#affected', cell: countOf(null, null) },
    { name: 'persons_female', tag: '#affected+f', cell: countOf('sex', 'female') },
    { name: 'persons_male', tag: '#affected+m', cell: countOf('sex', 'male') },
    { name: 'persons_children', tag: '#affected+children', cell: countChildren },
    { name: 'persons_adults', tag: '#affected+adults', cell: countOf('age', 'adult') },
    { name: 'numerator', tag: '#indicator+numerator+num', cell: (value) => value.numerator },
    { name: 'denominator', tag: '#indicator+denominator+num', cell: (value) => value.denominator },
    { name: 'answer', tag: '#indicator+answer+code', cell: (value) => value.answer },
    { name: 'contributing', tag: '#meta+contributing+num', cell: (value) => value.contributing },
    { name: 'expected', tag: '#meta+expected+num', cell: (value) => value.expected },
    { name: 'note', tag: '#description+note', cell: (value) => value.note },
    { name: 'kept_from', tag: '#meta+kept_from+num', cell: (value) => value.kept_from },
    { name: 'least', tag: '#indicator+least+num', cell: (value) => value.least },
    { name: 'most', tag: '#indicator+most+num', cell: (value) => value.most },
    ...buildOrigin<ExchangeValue>(from, (value) => `/indicators/${escapePathSegment(value.indicator_code)}`),
  ];
}

export type HxlActivityLine = {
  activity: ExchangeActivity;
  round: ExchangeRound;
  status: string | null;
  carriedFrom: string | null;
};

/** Lists every activity in every round. */
export function listHxlActivities({ activities, rounds }: Exchange): HxlActivityLine[] {
  return activities.flatMap((activity) =>
    rounds.map((round) => {
      const said = activity.statuses.find((status) => status.round === round.code);
      return { activity, round, status: said?.status ?? null, carriedFrom: said?.carriedFrom ?? null };
    }),
  );
}

/**
 * Builds the columns of activities, a row for each activity and round. Lists within a cell are separated by
 * commas, as in HXL.
 */
export function buildHxlActivityColumns(from: From): HxlColumn<HxlActivityLine>[] {
  const { exchange } = from;
  const nameOf = (code: string) => exchange.reporters.find((each) => each.code === code)?.name ?? code;
  const iso3 = new Map(exchange.reporters.map((each) => [each.code, each.iso3]));
  const partners = new Map(exchange.partners.map(({ slug, name }) => [slug, name]));
  const words = new Map(exchange.statusWords.map(({ code, label }) => [code, label]));
  const areas = new Map(exchange.areas.map(({ code, title }) => [code, title]));
  const { planStartsOn, planEndsOn } = exchange.publication;
  const edge = (
    years: readonly number[],
    pick: (...years: number[]) => number,
    day: string,
    otherwise: string,
  ) => (years.length === 0 ? otherwise : `${pick(...years)}-${day}`);
  return [
    { name: 'activity_code', tag: '#activity+code', cell: ({ activity }) => activity.code },
    { name: 'activity', tag: '#activity+name', cell: ({ activity }) => activity.title },
    { name: 'description', tag: '#description', cell: ({ activity }) => activity.description },
    { name: 'area_code', tag: '#sector+code', cell: ({ activity }) => activity.area },
    { name: 'area', tag: '#sector+name', cell: ({ activity }) => areas.get(activity.area) },
    { name: 'objective_code', tag: '#subsector+code', cell: ({ activity }) => activity.objective },
    { name: 'lead_code', tag: '#org+lead+code', cell: ({ activity }) => activity.lead },
    { name: 'lead', tag: '#org+lead+name', cell: ({ activity }) => nameOf(activity.lead) },
    { name: 'cooperating', tag: '#org+impl+list', cell: ({ activity }) => activity.cooperating.join(', ') },
    {
      name: 'partners',
      tag: '#org+partner+list',
      cell: ({ activity }) => activity.partners.map((slug) => partners.get(slug) ?? slug).join('; '),
    },
    {
      name: 'countries',
      tag: '#country+code+v_iso3+list',
      cell: ({ activity }) => activity.states.map((code) => iso3.get(code) ?? code).join(', '),
    },
    {
      name: 'planned_start',
      tag: '#date+start+planned',
      cell: ({ activity }) => edge(activity.years, Math.min, '01-01', planStartsOn),
    },
    {
      name: 'planned_end',
      tag: '#date+end+planned',
      cell: ({ activity }) => edge(activity.years, Math.max, '12-31', planEndsOn),
    },
    { name: 'round_code', tag: '#meta+round+code', cell: ({ round }) => round.code },
    { name: 'period_start', tag: '#date+start', cell: ({ round }) => round.periodStart },
    { name: 'period_end', tag: '#date+end', cell: ({ round }) => round.periodEnd },
    { name: 'status_code', tag: '#status+code', cell: ({ status }) => status },
    {
      name: 'status',
      tag: '#status+name',
      cell: ({ status }) => (status === null ? null : (words.get(status) ?? status)),
    },
    { name: 'carried_from', tag: '#meta+carried+code', cell: ({ carriedFrom }) => carriedFrom },
    ...buildOrigin<HxlActivityLine>(
      from,
      ({ activity }) => `/activities/${escapePathSegment(activity.code)}`,
    ),
  ];
}
