import { compareText } from '#server/domain/publication/compare-text.ts';
import type { PublicRound } from '../finding/public-figure.types.ts';
import type {
  DocumentBody,
  Lists,
  PlanDocument,
  PublishedActivity,
  PublishedIndicator,
} from '../publication/documents.ts';
import type { ActivityEnd } from '../plan/activity-status.calculations.ts';
import { findEndInRound } from '../plan/plan-status.calculations.ts';
import { toPublicRound } from '../publication/published-parts.ts';
import { toWorded, type WordedIndicator } from './comparability.calculations.ts';

export type StatusInPublication = { code: string; label: string; mark: string } | null;

export type WordedActivity = {
  title: string;
  description: string;
  lead: string;
  years: number[];
  objective: string;
};

/** An activity that both publications have and that differs in the later one. */
export type ComparedActivity = {
  code: string;
  title: string;
  before: WordedActivity & { status: StatusInPublication; left?: ActivityEnd | undefined };
  now: WordedActivity & { status: StatusInPublication; left?: ActivityEnd | undefined };
};

type Named = { code: string; title: string };

/** The documents of one of two publications, with its newest round. */
export type PlanSide = {
  number: number;
  roundCode: string;
  rounds: DocumentBody<'rounds'>;
  lists: Pick<Lists, 'statuses' | 'reporters'>;
  plan: Pick<PlanDocument, 'activities'>;
  statuses: DocumentBody<'statuses'>;
  coverage: DocumentBody<'coverage'>;
  indicators: DocumentBody<'indicators'>;
  amendments: DocumentBody<'amendments'>;
};

export type PlanDifferences = {
  /** Rounds that only the later publication has. */
  newRounds: PublicRound[];
  activities: ComparedActivity[];
  addedActivities: Named[];
  removedActivities: Named[];
  addedIndicators: Named[];
  removedIndicators: Named[];
  /** Indicators that both have, with the wording of each. */
  indicators: {
    code: string;
    title: string;
    before: WordedIndicator;
    now: WordedIndicator;
    /** What is measured against changed: figures stay comparable. */
    measuredAgainst: string[];
  }[];
  /** Who has reported for a common round in only one of them. */
  coverage: { reporter: Named; round: Named; reported: boolean }[];
};

/** Lists what one list has and another has not, by code and title. */
export function listOnlyIn(here: readonly Named[], there: readonly { code: string }[]): Named[] {
  const known = new Set(there.map(({ code }) => code));
  return here.filter(({ code }) => !known.has(code)).map(({ code, title }) => ({ code, title }));
}

/** Returns a look-up of an activity's status in the newest round of a publication, in its own words. */
export function findStatusIn({
  roundCode,
  lists,
  statuses,
}: Pick<PlanSide, 'roundCode' | 'statuses'> & { lists: Pick<Lists, 'statuses'> }): (
  activity: string,
) => StatusInPublication {
  const words = new Map(lists.statuses.map(({ code, label, mark }) => [code, { code, label, mark }]));
  return (activity) => words.get(statuses[activity]?.[roundCode]?.status ?? '') ?? null;
}

/**
 * Lists how the plan, its statuses and who has reported differ between two publications; optionally narrowed
 * to an area or to one indicator, which excludes activities.
 */
export function listPlanDifferences(
  from: PlanSide,
  to: PlanSide,
  { area, indicator }: { area?: string | undefined; indicator?: string | undefined },
): PlanDifferences {
  const isMeant = (each: PublishedActivity) =>
    indicator === undefined && (area === undefined || each.area === area);
  const isChosen = (each: PublishedIndicator) =>
    (area === undefined || each.area === area) && (indicator === undefined || each.code === indicator);
  const earlier = new Map(from.indicators.map((each) => [each.code, each]));
  return {
    newRounds: listNewRounds(from.rounds, to.rounds),
    activities: listComparedActivities(from, to)
      .filter(({ activity }) => isMeant(activity))
      .map(asCompared),
    addedActivities: listOnlyIn(to.plan.activities.filter(isMeant), from.plan.activities),
    removedActivities: listOnlyIn(from.plan.activities.filter(isMeant), to.plan.activities),
    addedIndicators: listOnlyIn(to.indicators.filter(isChosen), from.indicators),
    removedIndicators: listOnlyIn(from.indicators.filter(isChosen), to.indicators),
    indicators: to.indicators.filter(isChosen).flatMap((now) => {
      const before = earlier.get(now.code);
      if (!before) return [];
      const { code, title } = now;
      return [
        {
          code,
          title,
          before: toWorded(from.number, before),
          now: toWorded(to.number, now),
          measuredAgainst: listChangedTargets(before, now),
        },
      ];
    }),
    coverage: listCoverageDifferences(from, to),
  };
}

function listChangedTargets(before: PublishedIndicator, now: PublishedIndicator): string[] {
  const isSame = (part: (indicator: PublishedIndicator) => unknown) =>
    JSON.stringify(part(before)) === JSON.stringify(part(now));
  return [
    ...(isSame(({ targets }) => targets) ? [] : ['targets']),
    ...(isSame(({ baseline }) => baseline) ? [] : ['baseline']),
  ];
}

/** Lists rounds that only the later publication has, oldest first. */
export function listNewRounds(from: DocumentBody<'rounds'>, to: DocumentBody<'rounds'>): PublicRound[] {
  const known = new Set(from.map(({ code }) => code));
  return to.filter(({ code }) => !known.has(code)).map(toPublicRound);
}

type Compared = Omit<ComparedActivity, 'code' | 'title'> & { activity: PublishedActivity };

const asCompared = ({ activity: { code, title }, before, now }: Compared): ComparedActivity => ({
  code,
  title,
  before,
  now,
});

function listComparedActivities(from: PlanSide, to: PlanSide): Compared[] {
  const [statusBefore, statusNow] = [findStatusIn(from), findStatusIn(to)];
  const earlier = new Map(from.plan.activities.map((each) => [each.code, each]));
  return to.plan.activities.flatMap((activity) => {
    const then = earlier.get(activity.code);
    if (!then) return [];
    const { code } = activity;
    const endBefore = findEndInRound(from)(code, from.roundCode);
    const endNow = findEndInRound(to)(code, to.roundCode);
    const before = {
      ...wordsOf(then),
      status: endBefore === undefined ? statusBefore(code) : null,
      left: endBefore,
    };
    const now = { ...wordsOf(activity), status: endNow === undefined ? statusNow(code) : null, left: endNow };
    return JSON.stringify(before) === JSON.stringify(now) ? [] : [{ activity, before, now }];
  });
}

const wordsOf = ({ title, description, lead, years, objective }: PublishedActivity): WordedActivity => ({
  title,
  description,
  lead,
  years,
  objective,
});

/** Newest round first, states before bodies, by name. */
function listCoverageDifferences(from: PlanSide, to: PlanSide): PlanDifferences['coverage'] {
  const reporters = to.lists.reporters.toSorted(
    (a, b) => Number(a.kind === 'body') - Number(b.kind === 'body') || compareText(a.name, b.name),
  );
  return to.rounds.toReversed().flatMap((round) =>
    reporters.flatMap(({ code, name }) => {
      const before = from.coverage[code]?.[round.code];
      const now = to.coverage[code]?.[round.code];
      if (!before || !now || (before === 'reported') === (now === 'reported')) return [];
      return [
        {
          reporter: { code, title: name },
          round: { code: round.code, title: round.title },
          reported: now === 'reported',
        },
      ];
    }),
  );
}
