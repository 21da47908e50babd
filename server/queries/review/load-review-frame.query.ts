import { can, type Viewer } from '#server/domain/access/can.rules.ts';
import { maskDraftAnswer } from '#server/domain/conversation/threads.calculations.ts';
import {
  type ItemContent,
  isItemLookedAt,
  type ItemPlace,
  listMarksThatHold,
  listReviewedFields,
  serialiseFieldName,
} from '#server/domain/review/reviewed-fields.rules.ts';
import {
  buildReviewTree,
  decideAskedState,
  listTreeItems,
  type PlacedItem,
  type TreeArea,
  type TreeItem,
} from '#server/domain/review/review-tree.calculations.ts';
import { checkReport } from '#server/domain/submission/check-report.rules.ts';
import { calculateTiming, type Timing, toUtcDay } from '#server/domain/submission/due-dates.rules.ts';
import {
  isActivityReported,
  isIndicatorReported,
  listReceivedSnapshots,
  listSnapshotChanges,
} from '#server/domain/submission/snapshot-changes.calculations.ts';
import type { SnapshotContent } from '#server/domain/submission/snapshot-content.ts';
import { isWithSecretariat, listTransitions } from '#server/domain/submission/submission.workflow.ts';
import { mergeReceivedReasons } from '#server/domain/validation/warning-reasons.rules.ts';
import { loadCheckedReport } from '#server/loaders/submission/load-checked-report.ts';
import { loadSubmission, type StoredSubmission } from '#server/loaders/submission/load-submission.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import type { Run } from '#server/operation/run-operation.ts';
import { getPlanCatalogue, type PlanCatalogue } from '../plan/plan-catalogue.query.ts';
import { listOwnMarks } from './load-review-beside.query.ts';
import type { ItemSources } from './load-review-item.query.ts';
import {
  listDecisions,
  listReviewQueries,
  loadReviewHeader,
  loadSnapshot,
  type ReviewDecision,
  type ReviewHeader,
} from './load-review.query.ts';

/** What every page of a review shows of its report. */
export type ReviewFrame = ReviewHeader & {
  timing: Timing;
  /**
   * Whether what is shown is the report in the secretariat's hands, or what it received before the report went back
   * to its writers, or nothing, because nothing has been received.
   */
  shown: 'current' | 'asReceived' | 'nothing';
  receivedAt: string | null;
  resubmission: boolean;
  permissions: Record<'start' | 'query' | 'return' | 'accept' | 'reopen' | 'annotate', boolean>;
};

/** The same with what it was made from. */
export type LoadedReview = {
  frame: ReviewFrame;
  submission: StoredSubmission;
  catalogue: PlanCatalogue;
  tree: TreeArea[];
  items: TreeItem[];
  /** Null where nothing has been received. */
  sources: ItemSources | null;
  /** Oldest first. */
  decisions: ReviewDecision[];
};

/**
 * A report as its reviewer finds it: where it is, and every item by area and objective with what was looked at, asked,
 * changed and is odd. Drafts are never part of it: what is shown are the snapshots that were sent. Throws NOT_FOUND.
 */
export async function loadReviewFrame(
  { tx, viewer, database }: Run<undefined>,
  context: OperationContext,
  input: { round: string; reporter: string },
): Promise<LoadedReview> {
  const submission = await loadSubmission(tx, input, 'none');
  const [header, decisions, queries, marks, catalogue] = await Promise.all([
    loadReviewHeader(tx, submission.id),
    listDecisions(tx, submission.id),
    listReviewQueries(tx, submission.id),
    listOwnMarks(tx, submission.id),
    getPlanCatalogue(database, { id: submission.round.id, revision: submission.plan.revision }, tx),
  ]);
  const received = listReceivedSnapshots(decisions.map(({ transition }) => transition));
  const inHand = isWithSecretariat(header.status);
  const [now, before, checked] = await Promise.all([
    loadSnapshot(tx, submission.id, received.at(-1)),
    loadSnapshot(tx, submission.id, received.at(-2)),
    // The rules read the report itself, which the secretariat sees only while it has it.
    inHand ? loadCheckedReport(tx, submission) : null,
  ]);
  const leftAt =
    decisions.findLast(({ transition }) => ['return', 'reopen'].includes(transition))?.at ?? null;
  const sources: ItemSources | null = now && {
    now,
    before,
    findings: mergeReceivedReasons(checked ? checkReport(checked) : [], now.reasons ?? []).filter(
      ({ kind }) => kind !== 'gap',
    ),
    queries: inHand ? queries : queries.map((query) => maskDraftAnswer(query, leftAt)),
  };
  const tree = sources
    ? buildReviewTree(
        catalogue.areas,
        listPlacedItems(sources, catalogue, (changed) =>
          listMarksThatHold(marks, { now: received.at(-1) ?? 0, before: received.at(-2) ?? null }, changed),
        ),
      )
    : [];
  const frame: ReviewFrame = {
    ...header,
    timing: calculateTiming(now ? header : { ...header, firstSubmittedAt: null }, toUtcDay(context.now())),
    shown: now ? (inHand ? 'current' : 'asReceived') : 'nothing',
    receivedAt:
      decisions.filter(({ transition }) => transition === 'submit')[(received.at(-1) ?? 0) - 1]?.at ?? null,
    resubmission: before !== null,
    permissions: listReviewPermissions(viewer, header, now !== null),
  };
  return { frame, submission, catalogue, tree, items: listTreeItems(tree), sources, decisions };
}

function listReviewPermissions(
  viewer: Viewer,
  { status, reviewStartedAt }: ReviewHeader,
  isReceived: boolean,
): ReviewFrame['permissions'] {
  const allowed = listTransitions(status);
  const inReview = allowed.includes('accept');
  return {
    start: inReview && reviewStartedAt === null && can(viewer, 'review.start'),
    query: inReview && can(viewer, 'review.query'),
    return: allowed.includes('return') && can(viewer, 'review.return'),
    accept: inReview && can(viewer, 'review.accept'),
    reopen: allowed.includes('reopen') && can(viewer, 'review.reopen'),
    annotate: isReceived && can(viewer, 'review.annotate'),
  };
}

/** Every item of a report in the order of the plan, with its place there and what a reviewer knows of it. */
function listPlacedItems(
  { now, before, findings, queries }: ItemSources,
  catalogue: PlanCatalogue,
  listMarks: (changed: ReadonlySet<string>) => string[],
): PlacedItem[] {
  const changes = before && listSnapshotChanges(before, now);
  const listChanges = ({ subject, code }: ItemPlace) =>
    (subject === 'activity' ? changes?.activities : changes?.indicators)?.get(code) ?? [];
  const contents = listContents(now, catalogue);
  const changed = contents.flatMap(({ place }) =>
    listChanges(place).map((field) => serialiseFieldName({ ...place, field })),
  );
  const marks = new Set(listMarks(new Set(changed)));
  const nameOf = ({ subject, code }: { subject: string; code: string }) => `${subject}/${code}`;
  const findingsOf = Map.groupBy(findings, nameOf);
  const queriesOf = Map.groupBy(queries, nameOf);
  const placeOf = buildPlaces(catalogue);
  return contents.map(({ place, item }) => {
    const own = findingsOf.get(nameOf(place)) ?? [];
    return {
      ...place,
      ...(placeOf.get(nameOf(place)) ?? { title: '', area: { code: '', title: '' }, objective: null }),
      looked: isItemLookedAt(place, listReviewedFields(item), marks),
      asked: decideAskedState(queriesOf.get(nameOf(place)) ?? []),
      changed: listChanges(place).length > 0,
      warnings: own.length,
      unexplained: own.filter(({ kind, reason }) => kind === 'warning' && reason === null).length,
      reported:
        item.subject === 'activity' ? isActivityReported(item.content) : isIndicatorReported(item.content),
    };
  });
}

/** The items of a report as the plan has them in order; those that it no longer has come last. */
function listContents(
  now: SnapshotContent,
  { items }: PlanCatalogue,
): { place: ItemPlace; item: ItemContent }[] {
  const order = new Map(items.map(({ kind, code }, at) => [`${kind}/${code}`, at]));
  const all = [
    ...now.activities.map((content) => ({
      place: { subject: 'activity' as const, code: content.activity },
      item: { subject: 'activity' as const, content },
    })),
    ...now.indicators.map((content) => ({
      place: { subject: 'indicator' as const, code: content.indicator },
      item: { subject: 'indicator' as const, content },
    })),
  ];
  const rank = ({ subject, code }: ItemPlace) => order.get(`${subject}/${code}`) ?? items.length;
  return all.toSorted((one, other) => rank(one.place) - rank(other.place));
}

type Place = Pick<PlacedItem, 'title' | 'area' | 'objective'>;

/** Where each item of the plan is, by subject and code. */
function buildPlaces({ areas, objectives, activities, indicators }: PlanCatalogue): Map<string, Place> {
  const place = (item: { title: string; area: string; objective: string | null }): Place => ({
    title: item.title,
    area: areas.find(({ code }) => code === item.area) ?? { code: item.area, title: '' },
    objective: objectives.find(({ code }) => code === item.objective) ?? null,
  });
  return new Map([
    ...[...activities.values()].map((item) => [`activity/${item.code}`, place(item)] as const),
    ...[...indicators.values()].map((item) => [`indicator/${item.code}`, place(item)] as const),
  ]);
}
