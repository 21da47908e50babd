import type {
  Lists,
  PlanDocument,
  PublishedActivity,
  PublishedIndicator,
  PublishedReporter,
} from '../publication/documents.ts';
import { compareText } from '../publication/compare-text.ts';
import type { DataFilter } from './data-query.rules.ts';

/** Whether a code is the one asked for; true if none was asked for. */
export const isMeant = (code: string | null, wanted: string | undefined): boolean =>
  wanted === undefined || code === wanted;

/** Filters activities, in the order of the plan. */
export function keepActivities(
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
export function keepIndicators(
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
          keepActivities(plan.activities, {
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
export const keepsReporter = (
  { kind, code }: Pick<PublishedReporter, 'kind' | 'code'>,
  { state, body }: DataFilter,
): boolean =>
  (state === undefined || (kind === 'state' && code === state)) &&
  (body === undefined || (kind === 'body' && code === body));

/** Whether the figures of a reporter, or of the region (null), pass a filter. */
export function keepsScope(
  reporter: Pick<PublishedReporter, 'kind' | 'code'> | null,
  filter: DataFilter,
): boolean {
  const { scope, state, body } = filter;
  if (scope !== undefined && scope !== (reporter?.kind ?? 'region')) return false;
  return reporter === null ? state === undefined && body === undefined : keepsReporter(reporter, filter);
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
