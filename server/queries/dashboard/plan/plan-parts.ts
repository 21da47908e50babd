import { findRange, type RangeLimits } from '#server/domain/value/count-range.ts';
import type { StatusWord, ActivityStatus } from '#server/domain/plan/activity-status.calculations.ts';
import type { ActivityWithStatus } from '#server/domain/plan/plan-status.calculations.ts';
import type { FigureState } from '#server/domain/finding/public-figure.types.ts';
import type { DocumentBody, PublishedIndicator, Amendment } from '#server/domain/publication/documents.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';

/** Something of the plan by its code and what it is called. */
export type Area = { code: string; title: string };

export type Objective = { code: string; area: string; title: string };

export type Reporter = { code: string; name: string; kind: 'state' | 'body' };

export const toReporter = ({ code, name, kind }: Reporter): Reporter => ({ code, name, kind });

/** A status as pages need it; the list of a publication says more of it. */
export const toStatusWord = ({ code, label, mark, isLate, isDone, isOnTrack }: StatusWord): StatusWord => ({
  code,
  label,
  mark,
  isLate,
  isDone,
  isOnTrack,
});

/** An activity in a list: what it is, who leads it, when, and how it stands. */
export type ListedActivity = {
  code: string;
  title: string;
  lead: string;
  years: number[];
  tags: string[];
} & ActivityStatus;

export type ListedObjective = { code: string; title: string; activities: ListedActivity[] };
export type ListedArea = Area & { objectives: ListedObjective[] };

/** Puts activities under their objectives, in the order of the plan; objectives without any are left out. */
export function groupByObjective(
  objectives: readonly Pick<Objective, 'code' | 'title'>[],
  activities: readonly ActivityWithStatus[],
): ListedObjective[] {
  const under = Map.groupBy(activities, ({ objective }) => objective);
  return objectives.flatMap(({ code, title }) => {
    const own = under.get(code);
    return own ? [{ code, title, activities: own.map(listActivity) }] : [];
  });
}

const listActivity = ({ code, title, lead, years, tags, stand }: ActivityWithStatus): ListedActivity => ({
  code,
  title,
  lead,
  years,
  tags,
  ...stand,
});

/** As `groupByObjective`, under thematic areas. */
export function groupByArea(
  areas: readonly Area[],
  objectives: readonly Objective[],
  activities: readonly ActivityWithStatus[],
): ListedArea[] {
  const inArea = Map.groupBy(activities, ({ area }) => area);
  return areas
    .map((area) => ({
      ...area,
      objectives: groupByObjective(
        objectives.filter((objective) => objective.area === area.code),
        inArea.get(area.code) ?? [],
      ),
    }))
    .filter((area) => area.objectives.length > 0);
}

/** An indicator with its regional figure in one round, or why there is none. */
export type LinkedIndicator = {
  code: string;
  title: string;
  unit: string;
  measure: PublishedIndicator['measure'];
  state: FigureState;
  /** Decimal text; a percentage in per cent. */
  value: string | null;
  contributing: number | null;
  expected: number | null;
} & RangeLimits;

/** The indicators of a publication that something is measured by, in the order of the plan, with the totals of a round. */
export function listLinkedIndicators(
  { indicators, totals }: { indicators: DocumentBody<'indicators'>; totals: DocumentBody<'totals'> },
  round: string,
  isLinked: (indicator: PublishedIndicator) => boolean,
): LinkedIndicator[] {
  return indicators.filter(isLinked).map(({ code, title, unit, measure }) => {
    const total = totals[code]?.find((figure) => figure.round === round);
    return {
      code,
      title,
      unit,
      measure,
      state: total?.state ?? 'not_yet_reported',
      value: total?.value ?? null,
      contributing: total?.contributing ?? null,
      expected: total?.expected ?? null,
      ...(total && findRange(total)),
    };
  });
}

/** What an amendment did to an activity or indicator, and from which round. */
export type PublishedAmendment = {
  kind: Amendment['kind'];
  round: string;
  roundTitle: string;
  /** The title that it had before, where that changed. */
  before: string | null;
  /** The activity in which it goes on. */
  mergedInto: string | null;
  /** The activities that go on with it. */
  splitInto: string[];
  /** The activity that it goes on with, among others. */
  splitFrom: string | null;
};

/** What amendments did to one activity or indicator up to a publication, oldest first. */
export async function listAmendments(
  { published }: PublicContext,
  publication: number,
  { kind, code }: { kind: Amendment['subject']; code: string },
): Promise<PublishedAmendment[]> {
  const { amendments } = await readDocuments(published, publication, 'amendments');
  return amendments.filter((each) => each.subject === kind && each.code === code).map(toPublishedAmendment);
}

export const toPublishedAmendment = (each: Amendment): PublishedAmendment => ({
  kind: each.kind,
  round: each.fromRound,
  roundTitle: each.fromTitle,
  before: each.beforeTitle,
  mergedInto: each.mergedInto,
  splitInto: each.splitInto,
  splitFrom: each.splitFrom,
});
