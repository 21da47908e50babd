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
import { type Area, toStatusWord } from './plan-parts.ts';
import { type LateActivity, listLate, loadReleasedWords, type ReleasedWords } from './load-released-words.ts';
import {
  countStatuses,
  type ActivityStatus,
  type StatusCounts,
  type StatusWord,
} from '#server/domain/plan/activity-status.calculations.ts';
import { type PublicationSummary, summarisePublication } from './get-scope.query.ts';
import type { FigureState } from '#server/domain/finding/public-figure.types.ts';
import { addressOf, type DocumentBody, type Lists } from '#server/domain/publication/documents.ts';

/** What moved, each with the released words that go with where it stands now, where there are any. */
export type OverviewChanges = Omit<Changes, 'activities'> & {
  activities: (ActivityChange & { reason: ReleasedWords | null })[];
};

export type Overview = {
  publication: PublicationSummary;
  /** What the secretariat says about the publication; may be empty. */
  note: string;
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
  /** By id; see server/queries/dashboard/figure. A plan of very many activities has no picture of each. */
  figures: Record<string, DrawnFigure>;
};

const overviewFigures = ['activities-by-round', 'activities-by-area', 'coverage'];
/** Up to so many activities are seen in one picture, a mark each; more would be a wall of marks. */
const mostAtAGlance = 400;

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
  );
  const { lists, plan } = documents;
  const glance = plan.activities.length <= mostAtAGlance ? ['plan-at-a-glance'] : [];
  const figures = await loadFigures(context, publication, [...glance, ...overviewFigures], input.language);
  const { statuses } = lists;
  const { activities, rounds, newest, find } = buildPlanStatus(documents);
  const changes = await listChanges(context, publication, { activities, find, round: newest });
  const late = new Set(statuses.filter(({ isLate }) => isLate).map(({ code }) => code));
  const findWords = await loadReleasedWords(context, number, lists.reporters, [
    ...activities.filter(({ stand }) => late.has(stand.status ?? '')).map(({ code }) => code),
    ...(changes?.activities ?? []).map(({ code }) => code),
  ]);
  return {
    publication: summarisePublication(publication, newest.title),
    note: publication.note,
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

/** A status as it is said of a change: the words may have been others in the earlier publication. */
export type SaidStatus = { label: string; mark: string };

type ActivityChange = {
  code: string;
  title: string;
  lead: string;
  /** Null: no status. */
  from: SaidStatus | null;
  to: string | null;
};

type Changes = {
  since: { number: number; publishedAt: string; round: string };
  /** Activities of both publications that stand differently in the newest round of each. */
  activities: ActivityChange[];
  /** Activities that the earlier publication did not have, and those that this one no longer has. */
  added: { code: string; title: string }[];
  removed: { code: string; title: string }[];
};

/** What is different from the publication of the plan before this one; null for the first. */
async function listChanges(
  { published }: PublicContext,
  { number, planCode }: Publication,
  now: {
    activities: readonly { code: string; title: string; lead: string; years: number[] }[];
    find: FindStatus;
    round: Round;
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
    const from = find(then, round).status;
    const to = now.find(activity, now.round).status;
    if (from === to) continue;
    changed.push({ code, title, lead, from: from === null ? null : (said.get(from) ?? null), to });
  }
  const { publishedAt } = before;
  return {
    since: { number: before.number, publishedAt, round: before.round },
    activities: changed,
    added,
    removed: activities.filter(({ code }) => !today.has(code)).map(({ code, title }) => ({ code, title })),
  };
}

/** One step of a lens's funnel in the newest round: a regional figure, or why there is none. */
export type FunnelStep = {
  indicator: string;
  label: string;
  state: FigureState;
  /** Decimal text; of a percentage the numerator. */
  value: string | null;
  contributing: number | null;
  expected: number | null;
};

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
        contributing: figure?.contributing ?? null,
        expected: figure?.expected ?? null,
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
