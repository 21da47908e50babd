import { DomainError } from '#server/domain/error/domain-error.ts';
import type { PublicRound } from '#server/domain/finding/public-figure.types.ts';
import { isDueIn } from '#server/domain/plan/activity-status.calculations.ts';
import { type ChangeReason, changeReasons } from '#server/domain/receipt/change-reasons.rules.ts';
import { listChangedParts, type WordedIndicator } from '#server/domain/receipt/comparability.calculations.ts';
import {
  type ComparedSides,
  describeDifference,
  listDifferenceReasons,
  type FigureDifference,
  sortDifferences,
  buildComparedSide,
} from '#server/domain/receipt/figure-differences.calculations.ts';
import {
  type ComparedActivity,
  listPlanDifferences,
  type PlanDifferences,
  type PlanSide,
} from '#server/domain/receipt/plan-differences.calculations.ts';
import {
  listCellDifferences,
  mergeOrders,
  type ValuesPair,
} from '#server/domain/receipt/value-history.calculations.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import { type Publication, requirePublication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { type Address, addressOf, type DocumentBody } from '#server/domain/publication/documents.ts';

export type { FigureDifference };

/** An activity whose status is another; without one it was due in the newest round, or not yet. */
export type ComparedStatus = ComparedActivity & { before: { due: boolean }; now: { due: boolean } };

export type RedefinedIndicator = {
  code: string;
  title: string;
  /** "definition", "splits": what is another thing; empty where only the title is. */
  parts: string[];
  before: WordedIndicator;
  now: WordedIndicator;
};

export type Comparison = {
  from: Publication;
  to: Publication;
  newRounds: PublicRound[];
  statuses: ComparedStatus[];
  /** Activities whose words, years or lead are others; which of them. */
  reworded: (ComparedActivity & { parts: string[] })[];
  redefined: RedefinedIndicator[];
  /** Every figure that differs, by its weightiest reason; reasons of none are left out. */
  counts: { reason: ChangeReason; count: number; indicators: number }[];
  /** How many figures differ in splits or of single reporters, by indicator; their rows are shown one indicator at a time. */
  details: { code: string; title: string; count: number }[];
  figures: FigureDifference[];
} & Pick<
  PlanDifferences,
  'addedActivities' | 'removedActivities' | 'addedIndicators' | 'removedIndicators' | 'coverage'
>;

export type ChangeFilter = { area?: string | undefined; indicator?: string | undefined };

/**
 * What differs between an earlier publication and a later one, and why, as far as what both show tells. `everything`
 * lists every figure, otherwise the regional totals are listed, and every cell of an indicator that is chosen. Throws
 * BAD_INPUT for publications of two plans, between which nothing has changed, and as `requirePublication`.
 */
export async function comparePublications(
  context: PublicContext,
  input: { from: number; to: number; everything?: boolean | undefined } & ChangeFilter,
): Promise<Comparison> {
  const { area, indicator, everything = indicator !== undefined } = input;
  const [from, to] = await Promise.all([
    requirePublication(context, input.from),
    requirePublication(context, input.to),
  ]);
  if (from.planCode !== to.planCode) {
    const message = `Publications ${from.number} and ${to.number} are of two plans. Compare two of the same plan.`;
    throw new DomainError('BAD_INPUT', message, { fields: [{ path: 'to', message }] });
  }
  const [earlier, later] = await Promise.all([readPlanSide(context, from), readPlanSide(context, to)]);
  const plan = listPlanDifferences(earlier, later, { area, indicator });
  const breaks = new Map(
    plan.indicators.map(({ code, before, now }) => [code, listChangedParts(before, now)]),
  );
  const redefined = plan.indicators
    .map(({ measuredAgainst, ...each }) => ({
      ...each,
      parts: [...(breaks.get(each.code) ?? []), ...measuredAgainst],
    }))
    .filter(({ parts, before, now }) => parts.length > 0 || before.title !== now.title);
  const sides: ComparedSides = {
    from: buildComparedSide(earlier),
    to: buildComparedSide(later),
    // New targets break no series: figures before and after them compare.
    redefined: new Set([...breaks].filter(([, parts]) => parts.length > 0).map(([code]) => code)),
  };
  const figures = await compareFigures(context, sides, input, everything);
  const years = { from: yearOf(earlier), to: yearOf(later) };
  return {
    from,
    to,
    newRounds: plan.newRounds,
    statuses: plan.activities
      .filter(({ before, now }) => before.status?.code !== now.status?.code || before.left !== now.left)
      .map(({ before, now, ...activity }) => ({
        ...activity,
        before: {
          ...before,
          due: before.status !== null || isDueIn(before.years, years.from),
        },
        now: {
          ...now,
          due: now.status !== null || isDueIn(now.years, years.to),
        },
      })),
    reworded: plan.activities
      .map((each) => ({ ...each, parts: listRewordedParts(each) }))
      .filter(({ parts }) => parts.length > 0),
    redefined,
    counts: figures.counts,
    details: [...plan.indicators, ...plan.addedIndicators, ...plan.removedIndicators]
      .map(({ code, title }) => ({ code, title, count: figures.unlisted.get(code) ?? 0 }))
      .filter(({ count }) => count > 0),
    figures: figures.rows,
    addedActivities: plan.addedActivities,
    removedActivities: plan.removedActivities,
    addedIndicators: plan.addedIndicators,
    removedIndicators: plan.removedIndicators,
    coverage: plan.coverage,
  };
}

async function readPlanSide(
  { published }: PublicContext,
  { number, roundCode }: Publication,
): Promise<PlanSide> {
  const documents = await readDocuments(
    published,
    number,
    'rounds',
    'lists',
    'plan',
    'statuses',
    'coverage',
    'indicators',
    'amendments',
  );
  return { number, roundCode, ...documents };
}

/** The year of the newest round, by which an activity is due or not. */
const yearOf = ({ rounds, roundCode }: PlanSide): number =>
  Number(rounds.find(({ code }) => code === roundCode)?.periodEnd.slice(0, 4) ?? 0);

/** Every figure that differs, counted by reason, and the rows that are listed; the others by indicator. */
async function compareFigures(
  context: PublicContext,
  sides: ComparedSides,
  input: { from: number; to: number } & ChangeFilter,
  everything: boolean,
): Promise<Pick<Comparison, 'counts'> & { rows: FigureDifference[]; unlisted: Map<string, number> }> {
  const rows: FigureDifference[] = [];
  const unlisted = new Map<string, number>();
  const found = new Map<ChangeReason, { count: number; indicators: Set<string> }>();
  for await (const pair of listDifferingValues(context, input, listPlaces(sides, input))) {
    for (const cell of listCellDifferences(pair)) {
      const { indicator } = cell;
      const [reason] = listDifferenceReasons(cell, sides);
      if (reason !== undefined) {
        const counted = found.get(reason) ?? { count: 0, indicators: new Set() };
        counted.count += 1;
        counted.indicators.add(indicator);
        found.set(reason, counted);
      }
      if (everything || (cell.scope === 'region' && cell.dimension === null)) {
        rows.push(describeDifference(cell, sides));
      } else unlisted.set(indicator, (unlisted.get(indicator) ?? 0) + 1);
    }
  }
  return {
    rows: sortDifferences(rows, sides),
    unlisted,
    counts: changeReasons.flatMap((reason) => {
      const counted = found.get(reason);
      return counted ? [{ reason, count: counted.count, indicators: counted.indicators.size }] : [];
    }),
  };
}

/** Every indicator in every round of either publication; each publication is narrowed by the area that it knows. */
function listPlaces({ from, to }: ComparedSides, { area, indicator }: ChangeFilter): ValuesPlace[] {
  const isMeant = ({ indicators }: ComparedSides['from'], code: string) => {
    const found = indicators.get(code);
    return found !== undefined && (area === undefined || found.area === area);
  };
  const rounds = new Set([...from.rounds.keys(), ...to.rounds.keys()]);
  const codes =
    indicator === undefined
      ? mergeOrders([...from.indicators.keys()], [...to.indicators.keys()])
      : [indicator];
  return codes.flatMap((code) => {
    const [inEarlier, inLater] = [isMeant(from, code), isMeant(to, code)];
    if (!inEarlier && !inLater) return [];
    return [...rounds].map((round) => ({ indicator: code, round, inEarlier, inLater }));
  });
}

/** Which words of an activity are others, in the terms that readers know them by. */
function listRewordedParts({ before, now }: ComparedActivity): string[] {
  return [
    ...(before.title === now.title ? [] : ['title']),
    ...(before.description === now.description ? [] : ['description']),
    ...(before.lead === now.lead ? [] : ['lead body']),
    ...(before.objective === now.objective ? [] : ['objective']),
    ...(JSON.stringify(before.years) === JSON.stringify(now.years) ? [] : ['years']),
  ];
}

/** The values of an indicator in a round; in which of two publications they are wanted. */
type ValuesPlace = { indicator: string; round: string; inEarlier: boolean; inLater: boolean };

/** How many documents of a publication are read in one go. */
const readAtOnce = 100;

/**
 * The values of an earlier and a later publication at these places, where they may differ: documents with the same
 * checksum are not read. What is not wanted of a publication counts as not being there.
 */
export async function* listDifferingValues(
  { published }: PublicContext,
  { from, to }: { from: number; to: number },
  places: readonly ValuesPlace[],
): AsyncGenerator<ValuesPair> {
  const addresses = ({ indicator, round }: ValuesPlace) => addressOf.values(indicator, round);
  const inEarlier = places.filter((place) => place.inEarlier).map(addresses);
  const inLater = places.filter((place) => place.inLater).map(addresses);
  const [earlier, later] = await Promise.all([
    published.readChecksums(from, inEarlier),
    published.readChecksums(to, inLater),
  ]);
  const differing = places.filter((place) => {
    const address = addresses(place);
    return (
      (place.inEarlier ? earlier.get(address) : undefined) !==
      (place.inLater ? later.get(address) : undefined)
    );
  });
  const read = async (publication: number, part: readonly ValuesPlace[]) => {
    const found = await published.read(publication, part.map(addresses));
    return (address: Address) => (found.get(address) ?? []) as DocumentBody<'values'>;
  };
  for (let start = 0; start < differing.length; start += readAtOnce) {
    const part = differing.slice(start, start + readAtOnce);
    const [was, now] = await Promise.all([
      read(
        from,
        part.filter((place) => place.inEarlier),
      ),
      read(
        to,
        part.filter((place) => place.inLater),
      ),
    ]);
    for (const place of part) {
      const { indicator, round } = place;
      const address = addresses(place);
      yield { indicator, round, was: was(address), now: now(address) };
    }
  }
}
