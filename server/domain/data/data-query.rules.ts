import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import type {
  Lists,
  PlanDocument,
  PublishedActivity,
  PublishedIndicator,
  PublishedReporter,
} from '../publication/documents.ts';
import { compareText } from '../publication/compare-text.ts';

/** The filters of rows, and what a value of each looks like. The pages use the same parameter names. */
export const dataFilters = {
  area: 'Code of a thematic area',
  objective: 'Code of an objective',
  activity: 'Code of an activity',
  indicator: 'Code of an indicator',
  status:
    'Code of a status as it stands in the newest round, or in the one asked for; also not-reported and not-due',
  late: '"yes": activities whose status means delayed',
  lead: 'Acronym of the body that leads',
  body: 'Acronym of a body: that leads or cooperates; for values, reports and coverage that reported',
  state: 'Two letters of a state: that takes part; for values, reports and coverage that reported',
  partner: 'Short name of a partner',
  lens: 'Code of a lens',
  tag: 'Code of a tag',
  year: 'A year in which the activity runs',
  round: 'Code of a reporting round',
  scope: 'Whose figures: region, state or body',
} as const;
export type DataFilterName = keyof typeof dataFilters;
export type DataFilter = Partial<Record<DataFilterName, string>>;

/** How many rows one JSON answer has unless fewer are asked for. */
export const largestLimit = 1000;

export type DataQuery = {
  /** Undefined for the newest. */
  publication: number | undefined;
  filter: DataFilter;
  limit: number;
  cursor: string | null;
};

type Takes = { filters: readonly DataFilterName[]; pages: boolean };

/**
 * Reads the query of a URL. Empty parameters do not filter, as in the forms of the pages; a parameter that is
 * unknown, repeated or malformed is a problem: a typing error must not look like an answer.
 */
export function parseDataQuery(
  search: URLSearchParams,
  takes: Takes,
): { query: DataQuery } | { problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const query: DataQuery = { publication: undefined, filter: {}, limit: largestLimit, cursor: null };
  const names = ['publication', ...(takes.pages ? ['limit', 'cursor'] : []), ...takes.filters];
  for (const path of new Set(search.keys())) {
    const [given = '', ...more] = search.getAll(path).map((value) => value.trim());
    const refuse = (message: string) => problems.push({ path, message });
    if (!names.includes(path)) {
      refuse(`There is no parameter "${shortenInput(path)}" here. There are: ${names.join(', ')}.`);
    } else if (more.length > 0) refuse(`Give "${path}" once.`);
    else if (given === '') continue;
    else if (path === 'publication') {
      if (/^[1-9]\d{0,8}$/.test(given)) query.publication = Number(given);
      else refuse('Give the number of a publication: a whole number from 1.');
    } else if (path === 'limit') {
      if (/^[1-9]\d{0,3}$/.test(given) && Number(given) <= largestLimit) query.limit = Number(given);
      else refuse(`Give a whole number from 1 to ${largestLimit}.`);
    } else if (path === 'cursor') query.cursor = given;
    else if (path === 'scope' && !['region', 'state', 'body'].includes(given)) {
      refuse('Give region, state or body.');
    } else query.filter[path as DataFilterName] = path === 'state' ? given.toUpperCase() : given;
  }
  return problems.length > 0 ? { problems } : { query };
}

/** Shortens what somebody typed to fit a sentence. */
export const shortenInput = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** Returns the query string, always in the same order. */
export function serialiseDataQuery(
  query: { publication?: number | undefined; limit?: number; cursor?: string | null } & {
    filter?: DataFilter;
  },
): string {
  const search = new URLSearchParams();
  for (const name of Object.keys(dataFilters) as DataFilterName[]) {
    const value = query.filter?.[name];
    if (value !== undefined) search.set(name, value);
  }
  if (query.publication !== undefined) search.set('publication', String(query.publication));
  if (query.limit !== undefined && query.limit !== largestLimit) search.set('limit', String(query.limit));
  if (query.cursor) search.set('cursor', query.cursor);
  return search.size > 0 ? `?${search}` : '';
}

/**
 * How often one address may ask in a minute: for any answer of open data, and for any answer at all that is
 * not cached. People who are signed in are not counted.
 */
export const publicQuotas = { answers: 1200, made: 600 } as const;

/** Whether a code is the one asked for; true if none was asked for. */
export const isMeant = (code: string | null, wanted: string | undefined): boolean =>
  wanted === undefined || code === wanted;

/** Filters activities, in the order of the plan. */
export function filterActivities(
  activities: readonly PublishedActivity[],
  { area, objective, activity, lens, tag }: DataFilter,
): PublishedActivity[] {
  return activities.filter(
    (each) =>
      isMeant(each.area, area) &&
      isMeant(each.objective, objective) &&
      isMeant(each.code, activity) &&
      (lens === undefined || each.lenses.includes(lens)) &&
      (tag === undefined || each.tags.includes(tag)),
  );
}

/**
 * Filters indicators, in the order of the plan. Tags and objectives are those of the activity that an
 * indicator belongs to; lenses name indicators themselves.
 */
export function filterIndicators(
  {
    plan,
    lists,
    indicators,
  }: { plan: PlanDocument; lists: Lists; indicators: readonly PublishedIndicator[] },
  { area, objective, activity, indicator, lens, tag }: DataFilter,
): PublishedIndicator[] {
  const inLens = lens === undefined ? null : listShown(lists, lens);
  const followed =
    objective === undefined && tag === undefined
      ? null
      : new Set(
          filterActivities(plan.activities, {
            ...(objective === undefined ? {} : { objective }),
            ...(tag === undefined ? {} : { tag }),
          }).map(({ code }) => code),
        );
  return indicators.filter(
    (each) =>
      isMeant(each.area, area) &&
      isMeant(each.code, indicator) &&
      isMeant(each.activity, activity) &&
      (inLens === null || inLens.has(each.code)) &&
      (followed === null || (each.activity !== null && followed.has(each.activity))),
  );
}

const listShown = ({ lenses }: Lists, lens: string): Set<string> =>
  new Set(lenses.find(({ code }) => code === lens)?.indicators.map(({ indicator }) => indicator));

/** Whether a reporter is the state or body that a filter asks for. */
export const isReporterWanted = (
  { kind, code }: Pick<PublishedReporter, 'kind' | 'code'>,
  { state, body }: DataFilter,
): boolean =>
  (state === undefined || (kind === 'state' && code === state)) &&
  (body === undefined || (kind === 'body' && code === body));

/** Whether the figures of a reporter, or of the region (null), pass a filter. */
export function isScopeWanted(
  reporter: Pick<PublishedReporter, 'kind' | 'code'> | null,
  filter: DataFilter,
): boolean {
  const { scope, state, body } = filter;
  if (scope !== undefined && scope !== (reporter?.kind ?? 'region')) return false;
  return reporter === null ? state === undefined && body === undefined : isReporterWanted(reporter, filter);
}

/** Sorts states by name, then bodies by name: the order of rows. */
export const listByName = (reporters: readonly PublishedReporter[]): PublishedReporter[] =>
  reporters.toSorted(
    (a, b) => Number(a.kind === 'body') - Number(b.kind === 'body') || compareText(a.name, b.name),
  );

/** Returns the codes of the lenses that show each indicator, in the order of the lenses. */
export function listLensesByIndicator({ lenses }: Pick<Lists, 'lenses'>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { code, indicators } of lenses) {
    for (const { indicator } of indicators) {
      const list = found.get(indicator);
      if (list) list.push(code);
      else found.set(indicator, [code]);
    }
  }
  return found;
}
