import type { PublicRound, RoundFigure } from '#server/domain/finding/public-figure.types.ts';
import type { DocumentBody, PublishedIndicator } from '#server/domain/publication/documents.ts';
import { isSameFigure, listCellDifferences } from '#server/domain/receipt/value-history.calculations.ts';
import {
  findStatusIn,
  listNewRounds,
  listOnlyIn,
  type StatusInPublication,
} from '#server/domain/receipt/plan-differences.calculations.ts';
import { type ListedHeader, readDocuments } from '#server/publications/publication-reader.ts';
import { readDifferingValues } from '../receipt/read-differing-values.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';

type Named = { code: string; title: string };

/** A regional total that the publication before it had otherwise or not at all. */
export type ChangedFigure = {
  indicator: string;
  title: string;
  measure: PublishedIndicator['measure'];
  unit: string;
  choices: PublishedIndicator['choices'];
  round: string;
  /** What the publication before said of the same round; null where it did not cover it. */
  before: RoundFigure | null;
  after: RoundFigure;
};

export type ChangedWord = NonNullable<StatusInPublication>;

/** An activity whose status word differs from the one in the publication before. */
export type ChangedStatus = {
  activity: string;
  title: string;
  before: ChangedWord | null;
  after: ChangedWord | null;
};

export type PublicationChanges = {
  /** The publication compared with. */
  since: number;
  newRounds: PublicRound[];
  /** Newest round first, in the order of the plan. */
  figures: ChangedFigure[];
  /** How many further figures, in breakdowns and of single reporters, differ for rounds that both cover. */
  otherFigures: number;
  statuses: ChangedStatus[];
  added: { activities: Named[]; indicators: Named[] };
  removed: { activities: Named[]; indicators: Named[] };
};

/** How a publication differs from the one of its plan before. */
export async function listPublicationChanges(
  context: PublicContext,
  after: ListedHeader,
  before: ListedHeader,
): Promise<PublicationChanges> {
  const [then, now] = await Promise.all([readSide(context, before), readSide(context, after)]);
  return {
    since: before.number,
    newRounds: listNewRounds(then.rounds, now.rounds),
    figures: listChangedTotals(then, now),
    otherFigures: await countOtherFigures(context, then, now),
    statuses: listChangedStatuses(then, now),
    added: {
      activities: listOnlyIn(now.plan.activities, then.plan.activities),
      indicators: listOnlyIn(now.indicators, then.indicators),
    },
    removed: {
      activities: listOnlyIn(then.plan.activities, now.plan.activities),
      indicators: listOnlyIn(then.indicators, now.indicators),
    },
  };
}

const readDocumentsOf = ({ published }: PublicContext, number: number) =>
  readDocuments(published, number, 'rounds', 'lists', 'plan', 'statuses', 'indicators', 'totals');

type Side = Awaited<ReturnType<typeof readDocumentsOf>> & { number: number; roundCode: string };

const readSide = async (context: PublicContext, { number, round }: ListedHeader): Promise<Side> => ({
  number,
  roundCode: round,
  ...(await readDocumentsOf(context, number)),
});

function listChangedTotals(then: Side, now: Side): ChangedFigure[] {
  const inRound = (totals: DocumentBody<'totals'>, indicator: string) =>
    new Map((totals[indicator] ?? []).map((figure) => [figure.round, figure]));
  const changed = now.indicators.flatMap(({ code, title, measure, unit, choices }) => {
    const earlier = inRound(then.totals, code);
    return (now.totals[code] ?? []).flatMap((after): ChangedFigure[] => {
      const before = earlier.get(after.round) ?? null;
      if (before && isSameFigure(before, after)) return [];
      return [{ indicator: code, title, measure, unit, choices, round: after.round, before, after }];
    });
  });
  const byRound = Map.groupBy(changed, ({ round }) => round);
  return now.rounds.toReversed().flatMap(({ code }) => byRound.get(code) ?? []);
}

async function countOtherFigures(context: PublicContext, then: Side, now: Side): Promise<number> {
  const known = new Set(then.indicators.map(({ code }) => code));
  const rounds = new Set(then.rounds.map(({ code }) => code));
  const places = now.indicators
    .filter(({ code }) => known.has(code))
    .flatMap(({ code }) =>
      now.rounds
        .filter((round) => rounds.has(round.code))
        .map((round) => ({ indicator: code, round: round.code, inEarlier: true, inLater: true })),
    );
  let count = 0;
  for await (const pair of readDifferingValues(context, { from: then.number, to: now.number }, places)) {
    count += listCellDifferences(pair).filter(
      (cell) => cell.was && cell.now && (cell.scope !== 'region' || cell.dimension !== null),
    ).length;
  }
  return count;
}

/** Of activities that stand in both, in the order of the plan. */
function listChangedStatuses(then: Side, now: Side): ChangedStatus[] {
  const [findBefore, findNow] = [findStatusIn(then), findStatusIn(now)];
  const known = new Set(then.plan.activities.map(({ code }) => code));
  return now.plan.activities.flatMap(({ code, title }) => {
    if (!known.has(code)) return [];
    const [before, after] = [findBefore(code), findNow(code)];
    return before?.code === after?.code ? [] : [{ activity: code, title, before, after }];
  });
}
