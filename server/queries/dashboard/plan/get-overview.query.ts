import { findRange, type RangeLimits } from '#server/domain/value/count-range.ts';
import { getAnswerKind } from '#server/domain/value/measures.ts';
import type { DrawnFigure } from '#server/domain/figure/figure.types.ts';
import type { LanguageCode } from '#server/domain/language/languages.ts';
import { loadFigures } from '../figure/get-figure.query.ts';
import { buildCoverageRows, type CoverageRow } from '#server/domain/plan/coverage.calculations.ts';
import {
  buildPlanStatus,
  planStatusKinds,
  type FindStatus,
  type Round,
} from '#server/domain/plan/plan-status.calculations.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { resolvePublication, type Publication } from '#server/queries/dashboard/scope.ts';
import { type Area, type PublishedAmendment, toPublishedAmendment, toStatusWord } from './plan-parts.ts';
import { type LateActivity, listLate, loadReleasedWords, type ReleasedWords } from './load-released-words.ts';
import {
  countStatuses,
  type ActivityEnd,
  type ActivityStatus,
  type StatusCounts,
  type StatusWord,
} from '#server/domain/plan/activity-status.calculations.ts';
import { type PublicationSummary, summarisePublication } from './get-scope.query.ts';
import type { FigureState } from '#server/domain/finding/public-figure.types.ts';
import { addressOf, type DocumentBody, type Lists } from '#server/domain/publication/documents.ts';
import {
  findJudgedYear,
  findMoneyTarget,
  type JudgedYear,
  type ListedTarget,
  listTargets,
} from '#server/domain/finding/target-list.calculations.ts';

/** What moved, each with the released words that go with where it stands now, where there are any. */
export type OverviewChanges = Omit<Changes, 'activities'> & {
  activities: (ActivityChange & { reason: ReleasedWords | null })[];
};

export type Overview = {
  publication: PublicationSummary;
  /** What the secretariat says about the publication; may be empty. */
  note: string;
  /** The last day that its figures cover, and the day by which the next reports are due. ISO dates. */
  freshness: { until: string; next: { code: string; title: string; dueOn: string } | null };
  /** How much of the plan's time has passed by that day, from 0 to 1. */
  timePassed: number;
  /** The targets of the year that the publication judges; null for a plan without targets. */
  targets: JudgedYear | null;
  /** The target for money that partners commit, in that year; null for a plan without one. */
  money: ListedTarget | null;
  statuses: StatusWord[];
  /** How all activities stand in the newest round. */
  counts: StatusCounts;
  areas: (Area & { counts: StatusCounts })[];
  /** Oldest first. */
  rounds: { code: string; title: string; counts: StatusCounts }[];
  /** In the order of the plan, as they stand in the newest round. */
  activities: ({ code: string; title: string; area: string } & ActivityStatus)[];
  /** States by name, then bodies by acronym; `states` in the order of `rounds`. */
  coverage: CoverageRow[];
  changes: OverviewChanges | null;
  /** In the order of the plan. */
  late: LateActivity[];
  lenses: LensTeaser[];
  /** By id; see server/queries/dashboard/figure. */
  figures: Record<string, DrawnFigure>;
};

/** Publications from before there was a map have the table of who reported when in its place. */
const overviewFigures = ['activities-by-area', 'reporting', 'coverage'];

/**
 * The plan as a whole, as one publication shows it; `publication` is null while nothing is published. Throws
 * BAD_INPUT and NOT_FOUND for the number of a publication.
 */
export async function getOverview(
  context: PublicContext,
  input: { publication?: number | undefined; language?: LanguageCode | undefined },
): Promise<Overview | { publication: null }> {
  const publication = await resolvePublication(context, input.publication);
  if (!publication) return { publication: null };
  const { number } = publication;
  const { published } = context;
  const documents = await readDocuments(
    published,
    number,
    ...planStatusKinds,
    'lists',
    'coverage',
    'indicators',
    'totals',
    'comparability',
  );
  const { lists, plan } = documents;
  const figures = await loadFigures(context, publication, overviewFigures, input.language);
  const { statuses } = lists;
  const { activities, rounds, newest, find } = buildPlanStatus(documents);
  const changes = await listChanges(context, publication, {
    activities,
    find,
    round: newest,
    amendments: documents.amendments,
  });
  const late = new Set(statuses.filter(({ isLate }) => isLate).map(({ code }) => code));
  const findWords = await loadReleasedWords(context, number, lists.reporters, [
    ...activities.filter(({ stand }) => late.has(stand.status ?? '')).map(({ code }) => code),
    ...(changes?.activities ?? []).map(({ code }) => code),
  ]);
  return {
    publication: summarisePublication(publication, newest.title),
    note: publication.note,
    freshness: { until: newest.end, next: publication.next },
    timePassed: calculateTimePassed(documents.publication.plan, newest.end),
    ...listYearTargets(documents),
    statuses: statuses.map(toStatusWord),
    counts: countStatuses(activities.map(({ stand }) => stand)),
    areas: plan.areas.map((area) => ({
      ...area,
      counts: countStatuses(activities.filter((each) => each.area === area.code).map(({ stand }) => stand)),
    })),
    rounds: rounds.map((round) => ({
      code: round.code,
      title: round.title,
      counts: countStatuses(activities.map((activity) => find(activity, round))),
    })),
    activities: activities.map(({ code, title, area, stand }) => ({ code, title, area, ...stand })),
    coverage: buildCoverageRows(lists.reporters, documents.coverage, rounds),
    changes: changes && {
      ...changes,
      activities: changes.activities.map((change) => {
        const word = statuses.find(({ code }) => code === change.to);
        const part = word?.isDone || word?.isOnTrack ? 'achievements' : 'challenges';
        return { ...change, reason: word ? findWords(change, newest.code, part) : null };
      }),
    },
    late: listLate(activities, statuses, newest.code, findWords),
    lenses: await listLensTeasers(context, number, documents, newest.code, activities),
    figures,
  };
}

/** The share of a plan's days up to a day, the last one included, from 0 to 1. */
function calculateTimePassed(plan: { startsOn: string; endsOn: string }, day: string): number {
  const dayLength = 86_400_000;
  const start = Date.parse(plan.startsOn);
  const whole = Date.parse(plan.endsOn) - start + dayLength;
  return Math.min(1, Math.max(0, (Date.parse(day) - start + dayLength) / whole));
}

/** The targets that the publication judges, and the one for money among them. */
function listYearTargets(documents: Parameters<typeof listTargets>[0]): Pick<Overview, 'targets' | 'money'> {
  const targets = findJudgedYear(listTargets(documents), documents.rounds);
  return { targets, money: targets && findMoneyTarget(targets.targets) };
}

/** A status as it is said of a change: the words may have been others in the earlier publication. */
export type SaidStatus = { label: string; mark: string };

type ActivityChange = {
  code: string;
  title: string;
  lead: string;
  /** Null: no status. */
  from: SaidStatus | null;
  to: string | null;
  /** How it left the plan since; absent for an activity that is still in it. */
  left?: ActivityEnd | undefined;
};

type Changes = {
  since: { number: number; publishedAt: string; round: string };
  /** Activities of both publications that stand differently in the newest round of each. */
  activities: ActivityChange[];
  /** Activities that the earlier publication did not have, and those that this one no longer has. */
  added: { code: string; title: string }[];
  removed: { code: string; title: string }[];
  /** Activities that an amendment worded anew since, with what it did. */
  reworded: ({ code: string; title: string } & PublishedAmendment)[];
};

/** What is different from the publication of the plan before this one; null for the first. */
async function listChanges(
  { published }: PublicContext,
  { number, planCode }: Publication,
  now: {
    activities: readonly { code: string; title: string; lead: string; years: number[] }[];
    find: FindStatus;
    round: Round;
    amendments: DocumentBody<'amendments'>;
  },
): Promise<Changes | null> {
  const { publications } = await published.list();
  const before = publications.findLast((each) => each.plan.code === planCode && each.number < number);
  if (!before) return null;
  const documents = await readDocuments(published, before.number, ...planStatusKinds, 'lists');
  const { activities, find, rounds } = buildPlanStatus(documents);
  const round = rounds.find(({ code }) => code === before.round);
  const said = new Map(documents.lists.statuses.map(({ code, label, mark }) => [code, { label, mark }]));
  const earlier = new Map(activities.map((activity) => [activity.code, activity]));
  const today = new Set(now.activities.map(({ code }) => code));
  const changed: Changes['activities'] = [];
  const added: Changes['added'] = [];
  for (const activity of now.activities) {
    const { code, title, lead } = activity;
    const then = earlier.get(code);
    if (!then || !round) {
      added.push({ code, title });
      continue;
    }
    const { status: from, left: leftBefore } = find(then, round);
    const { status: to, left } = now.find(activity, now.round);
    if (leftBefore !== undefined || (from === to && left === undefined)) continue;
    changed.push({ code, title, lead, from: from === null ? null : (said.get(from) ?? null), to, left });
  }
  const { publishedAt } = before;
  return {
    since: { number: before.number, publishedAt, round: before.round },
    activities: changed,
    added,
    removed: activities.filter(({ code }) => !today.has(code)).map(({ code, title }) => ({ code, title })),
    reworded: now.amendments
      .filter(
        ({ subject, kind, fromRound }) =>
          subject === 'activity' && kind === 'reworded' && !rounds.some(({ code }) => code === fromRound),
      )
      .map((amendment) => ({
        code: amendment.code,
        title: now.activities.find(({ code }) => code === amendment.code)?.title ?? amendment.code,
        ...toPublishedAmendment(amendment),
      })),
  };
}

/** One step of a lens's funnel in the newest round: a regional figure, or why there is none. */
export type FunnelStep = {
  indicator: string;
  label: string;
  state: FigureState;
  /** Decimal text; of a percentage the numerator. */
  value: string | null;
  /** Of a percentage: what it is a part of, and what that counts. */
  base: { value: string; label: string } | null;
  contributing: number | null;
  expected: number | null;
} & RangeLimits;

type LensTeaser = { code: string; title: string; counts: StatusCounts; funnel: FunnelStep[] };

/** Each lens in short: how its activities stand, and its funnel in one round. */
async function listLensTeasers(
  { published }: PublicContext,
  publication: number,
  { lists: { lenses }, indicators }: { lists: Lists; indicators: DocumentBody<'indicators'> },
  round: string,
  activities: readonly { lenses: string[]; stand: ActivityStatus }[],
): Promise<LensTeaser[]> {
  const steps = lenses.flatMap((lens) => lens.indicators.filter(({ funnel }) => funnel !== null));
  const found = await published.read(
    publication,
    steps.map(({ indicator }) => addressOf.values(indicator, round)),
  );
  const byCode = new Map(indicators.map((indicator) => [indicator.code, indicator]));
  const asStep = ({ indicator: code, slice, funnel }: (typeof steps)[number]): FunnelStep[] => {
    const indicator = byCode.get(code);
    if (!indicator || !funnel) return [];
    const values = (found.get(addressOf.values(code, round)) ?? []) as DocumentBody<'values'>;
    const figure = values.find(
      ({ scope, dimension, category }) =>
        scope === 'region' &&
        dimension === (slice?.dimension ?? null) &&
        category === (slice?.category ?? null),
    );
    return [
      {
        indicator: code,
        label: funnel.label ?? indicator.title,
        state: figure?.state ?? 'not_yet_reported',
        value: (getAnswerKind(indicator.measure) === 'ratio' ? figure?.numerator : figure?.value) ?? null,
        base:
          getAnswerKind(indicator.measure) === 'ratio' && figure?.denominator
            ? { value: figure.denominator, label: indicator.denominatorLabel ?? '' }
            : null,
        contributing: figure?.contributing ?? null,
        expected: figure?.expected ?? null,
        ...(figure && findRange(figure)),
      },
    ];
  };
  return lenses.map((lens) => ({
    code: lens.code,
    title: lens.title,
    counts: countStatuses(
      activities.filter((each) => each.lenses.includes(lens.code)).map(({ stand }) => stand),
    ),
    funnel: lens.indicators
      .filter(({ funnel }) => funnel !== null)
      .toSorted((a, b) => (a.funnel?.position ?? 0) - (b.funnel?.position ?? 0))
      .flatMap(asStep),
  }));
}
