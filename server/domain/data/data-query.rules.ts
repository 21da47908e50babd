import type { FieldProblem } from '#server/domain/error/domain-error.ts';

/** The filters of rows, and what a value of each looks like. The pages use the same parameter names. */
export const dataFilters = {
  area: 'Code of a thematic area',
  objective: 'Code of an objective',
  activity: 'Code of an activity',
  indicator: 'Code of an indicator',
  status:
    'Code of a status as it stands in the newest round, or in the one asked for; also not-reported and not-due',
  late: '"yes": activities whose status means late',
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
export function readDataQuery(
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
      refuse(`There is no parameter "${cut(path)}" here. There are: ${names.join(', ')}.`);
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
export const cut = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** Returns the query string, always in the same order. */
export function writeDataQuery(
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
