import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { can, type Viewer } from '#server/domain/access/can.rules.ts';
import { hideDraftAnswer } from '#server/domain/conversation/threads.calculations.ts';
import { checkReport } from '#server/domain/submission/check-report.rules.ts';
import { calculateTiming, type Timing } from '#server/domain/submission/lateness.calculations.ts';
import {
  isActivityReported,
  isIndicatorReported,
  listActivityChanges,
  listIndicatorChanges,
  listReceivedSnapshots,
} from '#server/domain/submission/snapshot-changes.calculations.ts';
import type {
  SnapshotActivity,
  SnapshotContent,
  SnapshotIndicator,
} from '#server/domain/submission/snapshot-content.ts';
import {
  type AnsweredFinding,
  joinReceivedReasons,
  type SnapshotReason,
} from '#server/domain/validation/warning-reasons.rules.ts';
import { isWithSecretariat, listTransitions } from '#server/domain/submission/submission.workflow.ts';
import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import { loadSubmission } from '#server/use-cases/submission/load-submission.ts';
import { inTransaction, requirePermission, type UseCaseContext } from '#server/use-cases/use-case-context.ts';
import { listIndicatorDefinitions } from '../plan/list-indicator-definitions.query.ts';
import { loadCheckedReport } from '../submission/load-checked-report.query.ts';
import {
  type DueItem,
  listDecisions,
  listPlanItems,
  listReviewQueries,
  loadLastRound,
  loadReviewHeader,
  loadSnapshot,
  type ReviewDecision,
  type ReviewHeader,
  type ReviewQuery,
} from './load-review.query.ts';

type ReviewItemOf<Content> = Omit<DueItem, 'subject'> & {
  now: Content | null;
  /** The same item when the report was received the time before; null on a first submission. */
  before: Content | null;
  /** What the reporter said of it in the last round, if it was asked then. */
  last: Content | null;
  reported: boolean;
  /** Fields that differ from the time before. */
  changedSinceBefore: string[];
  /** Fields that differ from the last round; empty where that round did not ask. */
  changedSinceLast: string[];
  findings: AnsweredFinding<SnapshotReason>[];
  queries: ReviewQuery[];
};
export type ReviewActivity = ReviewItemOf<SnapshotActivity> & { subject: 'activity' };
export type ReviewIndicator = ReviewItemOf<SnapshotIndicator> & {
  subject: 'indicator';
  definition: IndicatorDefinition | null;
};
export type ReviewItem = ReviewActivity | ReviewIndicator;

export type Review = ReviewHeader & {
  timing: Timing;
  /**
   * Whether what is shown is the report in the secretariat's hands, or what it received before the report went back
   * to its writers, or nothing, because nothing has been received.
   */
  shown: 'current' | 'asReceived' | 'nothing';
  receivedAt: string | null;
  resubmission: boolean;
  lastRound: { code: string; title: string } | null;
  items: ReviewItem[];
  decisions: ReviewDecision[];
  statuses: { code: string; label: string; mark: string }[];
  permissions: Record<'start' | 'query' | 'return' | 'accept' | 'reopen', boolean>;
};

/**
 * One report as its reviewer reads it: what was received, beside what the same reporter said in the last round and,
 * for a report that came back, what it said the time before. Drafts are never part of it: what is shown are the
 * snapshots that were sent. Throws NOT_FOUND.
 */
export function getReview(
  context: UseCaseContext,
  input: { round: string; reporter: string },
): Promise<Review> {
  const viewer = requirePermission(context, 'review.read');
  return inTransaction(context, async (tx) => {
    const submission = await loadSubmission(tx, input, 'none');
    const header = await loadReviewHeader(tx, submission.id);
    const decisions = await listDecisions(tx, submission.id);
    const received = listReceivedSnapshots(decisions.map(({ transition }) => transition));
    const now = await loadSnapshot(tx, submission.id, received.at(-1));
    const before = await loadSnapshot(tx, submission.id, received.at(-2));
    const last = now && (await loadLastRound(tx, submission.id));
    const inHand = isWithSecretariat(header.status);
    return {
      ...header,
      timing: calculateTiming(
        now ? header : { ...header, firstSubmittedAt: null },
        context.now().toISOString().slice(0, 10),
      ),
      shown: now ? (inHand ? 'current' : 'asReceived') : 'nothing',
      receivedAt:
        decisions.filter(({ transition }) => transition === 'submit')[(received.at(-1) ?? 0) - 1]?.at ?? null,
      resubmission: before !== null,
      lastRound: last?.round ?? null,
      items: now
        ? buildItems({
            now,
            before,
            last: last?.content ?? null,
            plan: await listPlanItems(tx, submission.round.id),
            definitions: await loadDefinitions(tx, submission.round.id, now),
            // The rules read the report itself, which the secretariat sees only while it has it.
            findings: joinReceivedReasons(
              inHand ? checkReport(await loadCheckedReport(tx, submission)) : [],
              now.reasons ?? [],
            ),
            queries: (await listReviewQueries(tx, submission.id)).map((query) =>
              inHand ? query : hideDraftAnswer(query, header.submittedAt),
            ),
          })
        : [],
      decisions: decisions.toReversed(),
      statuses: await listStatuses(tx, submission.round.id),
      permissions: listReviewPermissions(viewer, header),
    };
  });
}

function listReviewPermissions(
  viewer: Viewer,
  { status, reviewStartedAt }: ReviewHeader,
): Review['permissions'] {
  const allowed = listTransitions(status);
  const inReview = allowed.includes('accept');
  return {
    start: inReview && reviewStartedAt === null && can(viewer, 'review.start'),
    query: inReview && can(viewer, 'review.query'),
    return: allowed.includes('return') && can(viewer, 'review.return'),
    accept: inReview && can(viewer, 'review.accept'),
    reopen: allowed.includes('reopen') && can(viewer, 'review.reopen'),
  };
}

async function listStatuses(tx: Transaction, roundId: number): Promise<Review['statuses']> {
  const rows = await tx.execute<Review['statuses'][number]>(sql`
    select code, label, mark from tracker.round_statuses(${roundId}) order by position`);
  return [...rows];
}

async function loadDefinitions(
  tx: Transaction,
  roundId: number,
  now: SnapshotContent,
): Promise<Map<string, IndicatorDefinition>> {
  const codes = now.indicators.map(({ indicator }) => indicator);
  const ids = await tx.execute<{ id: number }>(sql`
    select i.id from tracker.indicator i join tracker.round r on r.plan_id = i.plan_id and r.id = ${roundId}
    where i.code = any (${sql.param(codes)}::text[])`);
  const definitions = await listIndicatorDefinitions(
    tx,
    ids.map(({ id }) => id),
  );
  return new Map([...definitions.values()].map((definition) => [definition.code, definition]));
}

function buildItems(sources: {
  now: SnapshotContent;
  before: SnapshotContent | null;
  last: SnapshotContent | null;
  plan: DueItem[];
  definitions: Map<string, IndicatorDefinition>;
  findings: AnsweredFinding<SnapshotReason>[];
  queries: ReviewQuery[];
}): ReviewItem[] {
  const { now, before, last } = sources;
  const activity = (content: SnapshotContent | null, code: string) =>
    content?.activities.find((item) => item.activity === code) ?? null;
  const indicator = (content: SnapshotContent | null, code: string) =>
    content?.indicators.find((item) => item.indicator === code) ?? null;
  const about = (subject: DueItem['subject'], code: string) => {
    const planned = sources.plan.find((item) => item.subject === subject && item.code === code);
    const own = (item: { subject: string; code: string }) => item.subject === subject && item.code === code;
    return {
      code,
      title: planned?.title ?? '',
      area: planned?.area ?? { code: '', title: '' },
      findings: sources.findings.filter((finding) => finding.kind !== 'gap' && own(finding)),
      queries: sources.queries.filter(own),
    };
  };
  return [
    ...now.activities.map((item): ReviewActivity => {
      const [old, earlier] = [activity(before, item.activity), activity(last, item.activity)];
      return {
        subject: 'activity',
        ...about('activity', item.activity),
        now: item,
        before: old,
        last: earlier,
        reported: isActivityReported(item),
        changedSinceBefore: before ? listActivityChanges(old, item) : [],
        changedSinceLast: earlier ? listActivityChanges(earlier, item) : [],
      };
    }),
    ...now.indicators.map((item): ReviewIndicator => {
      const [old, earlier] = [indicator(before, item.indicator), indicator(last, item.indicator)];
      return {
        subject: 'indicator',
        ...about('indicator', item.indicator),
        now: item,
        before: old,
        last: earlier,
        reported: isIndicatorReported(item),
        changedSinceBefore: before ? listIndicatorChanges(old, item) : [],
        changedSinceLast: earlier ? listIndicatorChanges(earlier, item) : [],
        definition: sources.definitions.get(item.indicator) ?? null,
      };
    }),
  ];
}
