import {
  canNeedHelp,
  countNeeds,
  isUrgent,
  listNeeds,
  type NeedingActivity,
  type NeedKind,
} from '#server/domain/finding/needs-help.calculations.ts';
import { mergeKinds, groupByKind, type KindGroup } from '#server/domain/finding/stated-needs.calculations.ts';
import { type ChosenKinds, hasKinds } from '#server/domain/need/need-kinds.ts';
import type { StatusWord } from '#server/domain/plan/activity-status.calculations.ts';
import { buildPlanStatus, planStatusKinds } from '#server/domain/plan/plan-status.calculations.ts';
import { addressOf, type Narrative } from '#server/domain/publication/documents.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import { resolvePublication } from '#server/queries/dashboard/scope.ts';
import { readNamedSupport } from '../support/support-parts.ts';
import { type PublicationSummary, summariseWith } from './get-scope.query.ts';
import { loadReleasedWords, type ReleasedWords } from './load-released-words.ts';
import { toStatusWord } from './plan-parts.ts';

export type NeedsAnswer = {
  publication: PublicationSummary | null;
  statuses: StatusWord[];
  /** Null where nothing is known of support, so that nothing is said of money. */
  hasSupport: boolean;
  counts: Record<NeedKind, number>;
  /** How many activities are in the plan. */
  total: number;
  /** Those that are behind have what their reporters released on what is in the way, and on what comes next. */
  activities: (NeedingActivity & { challenge: ReleasedWords | null })[];
  /** What the released reports name by kind, for every activity that can need help and of which one names any. */
  stated: {
    /** By code; `supported`: the kinds of help that partners have confirmed for it. */
    activities: Record<string, ChosenKinds & { title: string; supported: string[] }>;
    obstacles: KindGroup[];
    helpWanted: KindGroup[];
  };
};

/** The activities that need help, and what for. Throws as `resolvePublication`. */
export async function listNeedsOfPlan(
  context: PublicContext,
  input: { publication?: number | undefined },
): Promise<NeedsAnswer> {
  const found = await resolvePublication(context, input.publication);
  if (!found) {
    const counts = countNeeds([]);
    const stated = { activities: {}, obstacles: [], helpWanted: [] };
    return { publication: null, statuses: [], hasSupport: false, counts, total: 0, activities: [], stated };
  }
  const documents = await readDocuments(context.published, found.number, ...planStatusKinds, 'lists');
  const { lists, rounds } = documents;
  const { activities, newest } = buildPlanStatus(documents);
  const statuses = lists.statuses.map(toStatusWord);
  const support = await readNamedSupport(context, found.number, documents);
  const needing = listNeeds(activities, {
    today: newest.end,
    statuses,
    support: support?.entries ?? null,
  });
  const open = activities.filter(({ stand }) => canNeedHelp(stand, statuses));
  const narratives = await context.published.read(
    found.number,
    open.map(({ code }) => addressOf.narratives(code)),
  );
  const named = open
    .map(({ code, title, stand }) => {
      const said = (narratives.get(addressOf.narratives(code)) ?? []) as Narrative[];
      const round = stand.carriedFrom ?? newest.code;
      return { code, title, ...mergeKinds(said.filter((words) => words.round === round)) };
    })
    .filter(hasKinds);
  const listSupported = (code: string) => [
    ...new Set(
      (support?.entries ?? []).filter(({ activity }) => activity?.code === code).map(({ kind }) => kind),
    ),
  ];
  const findWords = await loadReleasedWords(
    context,
    found.number,
    lists.reporters,
    needing.filter(isUrgent).map(({ code }) => code),
  );
  return {
    publication: summariseWith(found, rounds),
    statuses,
    hasSupport: support !== null,
    counts: countNeeds(needing),
    total: activities.filter(({ stand }) => stand.left === undefined).length,
    activities: needing.map((activity) => ({
      ...activity,
      challenge: findWords(activity, activity.stand.carriedFrom ?? newest.code, 'challenges'),
    })),
    stated: {
      activities: Object.fromEntries(
        named.map(({ code, ...one }) => [code, { ...one, supported: listSupported(code) }]),
      ),
      obstacles: groupByKind('obstacles', named),
      helpWanted: groupByKind('helpWanted', named),
    },
  };
}
