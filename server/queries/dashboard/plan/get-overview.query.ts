import type { DrawnFigure } from '#server/domain/figure/figure.types.ts';
import type { LanguageCode } from '#server/domain/language/languages.ts';
import { loadFigures } from '../figure/get-figure.query.ts';
import { buildCoverageRows, type CoverageRow } from '#server/domain/plan/coverage.calculations.ts';
import { buildPlanStatus, planStatusKinds } from '#server/domain/plan/plan-status.calculations.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { resolvePublication } from '#server/queries/dashboard/scope.ts';
import { type Area, asStatusWord } from './plan-parts.ts';
import { type ActivityChange, type Changes, listChanges } from './list-changes.ts';
import { type LensTeaser, listLensTeasers } from './list-lens-teasers.ts';
import { type LateActivity, listLate, loadReleasedWords, type ReleasedWords } from './load-released-words.ts';
import {
  countStatuses,
  type ActivityStatus,
  type StatusCounts,
  type StatusWord,
} from '#server/domain/plan/activity-status.calculations.ts';
import { type PublicationSummary, summarisePublication } from './summarise-publication.ts';

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
    statuses: statuses.map(asStatusWord),
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
