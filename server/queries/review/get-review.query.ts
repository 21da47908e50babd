import { sql, and, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { indicator } from '#db/schema/plan.ts';
import { round } from '#db/schema/submission.ts';
import { can, type Viewer } from '#server/domain/access/can.rules.ts';
import {
  type AcceptanceStep,
  type Approval,
  findAcceptanceStep,
} from '#server/domain/review/acceptance.rules.ts';
import {
  listMarksThatHold,
  serialiseFieldName,
  type LookedAt,
} from '#server/domain/review/reviewed-fields.rules.ts';
import { maskDraftAnswer } from '#server/domain/conversation/threads.calculations.ts';
import { checkReport } from '#server/domain/submission/check-report.rules.ts';
import { calculateTiming, type Timing } from '#server/domain/submission/due-dates.rules.ts';
import { listReceivedSnapshots } from '#server/domain/submission/snapshot-changes.calculations.ts';
import type { SnapshotContent } from '#server/domain/submission/snapshot-content.ts';
import { mergeReceivedReasons } from '#server/domain/validation/warning-reasons.rules.ts';
import { isWithSecretariat, listTransitions } from '#server/domain/submission/submission.workflow.ts';
import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import { countUnsent, isTwoPersonReview, listApprovals } from '#server/loaders/review/load-acceptance.ts';
import { loadSubmission } from '#server/loaders/submission/load-submission.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { listIndicatorDefinitions } from '#server/loaders/plan/list-indicator-definitions.ts';
import { loadCheckedReport } from '#server/loaders/submission/load-checked-report.ts';
import {
  buildReviewItems,
  type ReviewItem,
  listDecisions,
  listPlanItems,
  listReviewQueries,
  loadEarlierRounds,
  loadReviewHeader,
  loadSnapshot,
  type ReviewDecision,
  type ReviewHeader,
} from './load-review.query.ts';
import { loadPhrases } from './list-phrases.query.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { editorialText } from '#db/schema/review.ts';
import { comparabilityKinds } from '#server/domain/receipt/comparability.calculations.ts';

const statusShape = { code: z.string(), label: z.string(), mark: z.string() };

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
  /** The rounds before this one that stand beside it, newest first: at most three, and those only that were received. */
  earlierRounds: { code: string; title: string }[];
  items: ReviewItem[];
  /** Names of the fields that the viewer has looked at, see nameField. */
  marks: string[];
  /** How others count, by the notes on comparability. */
  peers: PeerNote[];
  notes: CompilerNote[];
  edited: EditorialText[];
  /** Offered for questions. */
  phrases: { id: number; title: string; words: string }[];
  acceptance: { twoPersons: boolean; approvals: (Approval & { at: string })[]; step: AcceptanceStep };
  decisions: ReviewDecision[];
  statuses: RowOf<typeof statusShape>[];
  permissions: Record<'start' | 'query' | 'return' | 'accept' | 'reopen' | 'annotate', boolean>;
};

/**
 * One report as its reviewer reads it: what was received, beside what the same reporter said in the last round and,
 * for a report that came back, what it said the time before. Drafts are never part of it: what is shown are the
 * snapshots that were sent. Throws NOT_FOUND.
 */
export function getReview(
  context: OperationContext,
  input: { round: string; reporter: string },
): Promise<Review> {
  return runOperation(context, { permission: 'review.read' }, {}, async ({ tx, viewer }) => {
    const submission = await loadSubmission(tx, input, 'none');
    const header = await loadReviewHeader(tx, submission.id);
    const decisions = await listDecisions(tx, submission.id);
    const received = listReceivedSnapshots(decisions.map(({ transition }) => transition));
    const now = await loadSnapshot(tx, submission.id, received.at(-1));
    const before = await loadSnapshot(tx, submission.id, received.at(-2));
    const rounds = now ? await loadEarlierRounds(tx, submission.id, 3) : [];
    const earlier = rounds.filter((round) => round !== null);
    const last = rounds[0] ?? null;
    const inHand = isWithSecretariat(header.status);
    const items = now
      ? buildReviewItems({
          now,
          before,
          last: last?.content ?? null,
          earlier,
          plan: await listPlanItems(tx, submission.round.id),
          definitions: await loadDefinitions(tx, submission.round.id, now),
          // The rules read the report itself, which the secretariat sees only while it has it.
          findings: mergeReceivedReasons(
            inHand ? checkReport(await loadCheckedReport(tx, submission)) : [],
            now.reasons ?? [],
          ),
          queries: (await listReviewQueries(tx, submission.id)).map((query) =>
            inHand ? query : maskDraftAnswer(query, header.submittedAt),
          ),
        })
      : [];
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
      earlierRounds: earlier.map(({ round }) => round),
      items,
      marks: listMarksThatHold(
        await listOwnSymbols(tx, submission.id),
        { now: received.at(-1) ?? 0, before: received.at(-2) ?? null },
        listChanged(items),
      ),
      peers: now ? await listPeerNotes(tx, submission.round.id) : [],
      notes: await listCompilerNotes(tx, submission.id),
      edited: now ? await listEditorialTexts(tx, submission.id) : [],
      phrases: (await loadPhrases(tx, false)).map(({ id, title, words }) => ({ id, title, words })),
      acceptance: await readAcceptance(tx, viewer, header, submission.id),
      decisions: decisions.toReversed(),
      statuses: await listStatuses(tx, submission.round.id),
      permissions: listReviewPermissions(viewer, header, now !== null),
    };
  });
}

function listReviewPermissions(
  viewer: Viewer,
  { status, reviewStartedAt }: ReviewHeader,
  isReceived: boolean,
): Review['permissions'] {
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

/** The names of the fields that changed since the report was received before. */
const listChanged = (items: readonly ReviewItem[]): Set<string> =>
  new Set(
    items.flatMap(({ subject, code, changedSinceBefore }) =>
      changedSinceBefore.map((field) => serialiseFieldName({ subject, code, field })),
    ),
  );

async function readAcceptance(
  tx: Transaction,
  viewer: Viewer,
  { version }: ReviewHeader,
  submissionId: number,
): Promise<Review['acceptance']> {
  const twoPersons = await isTwoPersonReview(tx);
  const approvals = await listApprovals(tx, { id: submissionId, version });
  const unsent = await countUnsent(tx, submissionId);
  const { personId } = viewer;
  return {
    twoPersons,
    approvals,
    step: findAcceptanceStep({ twoPersons, approvals, unsent, personId }),
  };
}

function listStatuses(tx: Transaction, roundId: number): Promise<Review['statuses']> {
  return readRows(
    tx,
    statusShape,
    sql`select code, label, mark from tracker.round_statuses(${roundId}) order by position`,
  );
}

async function loadDefinitions(
  tx: Transaction,
  roundId: number,
  now: SnapshotContent,
): Promise<Map<string, IndicatorDefinition>> {
  const codes = now.indicators.map(({ indicator }) => indicator);
  const ids = await tx
    .select({ id: indicator.id })
    .from(indicator)
    .innerJoin(round, eq(round.planId, indicator.planId))
    .where(and(eq(round.id, roundId), inArray(indicator.code, codes)));
  const definitions = await listIndicatorDefinitions(
    tx,
    ids.map(({ id }) => id),
    roundId,
  );
  return new Map([...definitions.values()].map((definition) => [definition.code, definition]));
}

const compilerNoteShape = {
  id: z.number(),
  version: z.number(),
  subject: z.enum(['activity', 'indicator']).nullable(),
  code: z.string().nullable(),
  words: z.string(),
  by: z.string(),
  at: z.string(),
};

/** A note for whoever compiles; without an item it is about the whole report. */
type CompilerNote = RowOf<typeof compilerNoteShape>;

const editorialTextShape = {
  subject: z.enum(['activity', 'indicator']),
  code: z.string(),
  field: z.enum(editorialText.field.enumValues),
  words: z.string(),
  version: z.number(),
  /** The number of the submission whose words it edits. */
  number: z.number(),
  by: z.string(),
  at: z.string(),
};

/** The secretariat's wording beside the reporter's own. */
type EditorialText = RowOf<typeof editorialTextShape>;

const peerNoteShape = {
  indicator: z.string(),
  /** Null: about everybody. */
  reporter: z.string().nullable(),
  /** The reporter's name, in the order of names. */
  name: z.string().nullable(),
  kind: z.enum(comparabilityKinds),
  note: z.string(),
  from: z.string().nullable(),
};

/** What a note on comparability says of one reporter, or of everybody. */
type PeerNote = RowOf<typeof peerNoteShape>;

const subjectOf = sql`case when x.activity_id is null then case when x.indicator_id is null then null
  else 'indicator' end else 'activity' end`;

/** The notes of a report that are not settled, oldest first. */
function listCompilerNotes(tx: Transaction, submissionId: number): Promise<CompilerNote[]> {
  return readRows(
    tx,
    compilerNoteShape,
    sql`select x.id, x.version, ${subjectOf} as subject, coalesce(a.code, i.code) as code, x.words, p.name as by,
      to_json(x.changed_at)#>>'{}' as at
    from tracker.compiler_note x
    join auth.person p on p.id = x.changed_by
    left join tracker.activity a on a.id = x.activity_id
    left join tracker.indicator i on i.id = x.indicator_id
    where x.submission_id = ${submissionId} and x.ended_at is null order by x.id`,
  );
}

/** The secretariat's wordings beside a report that hold. */
function listEditorialTexts(tx: Transaction, submissionId: number): Promise<EditorialText[]> {
  return readRows(
    tx,
    editorialTextShape,
    sql`select ${subjectOf} as subject, coalesce(a.code, i.code) as code, x.field, x.words, x.version,
      x.times_submitted as number, p.name as by, to_json(x.changed_at)#>>'{}' as at
    from tracker.editorial_text x
    join auth.person p on p.id = x.changed_by
    left join tracker.activity a on a.id = x.activity_id
    left join tracker.indicator i on i.id = x.indicator_id
    where x.submission_id = ${submissionId} and not x.withdrawn order by x.id`,
  );
}

const lookedAtShape = {
  subject: z.enum(['activity', 'indicator']),
  code: z.string(),
  field: z.string(),
  number: z.number(),
};

/** The fields that the viewer has looked at, in whichever submission of the report; only their own marks are read. */
function listOwnSymbols(tx: Transaction, submissionId: number): Promise<LookedAt[]> {
  return readRows(
    tx,
    lookedAtShape,
    sql`select ${subjectOf} as subject, coalesce(a.code, i.code) as code, x.field, x.times_submitted as number
    from tracker.review_mark x
    left join tracker.activity a on a.id = x.activity_id
    left join tracker.indicator i on i.id = x.indicator_id
    where x.submission_id = ${submissionId}`,
  );
}

/**
 * How reporters count the indicators of a round, by the notes on comparability that hold in it: definitions, laws,
 * methods and sources. Words about how, never a figure of anybody.
 */
function listPeerNotes(tx: Transaction, roundId: number): Promise<PeerNote[]> {
  return readRows(
    tx,
    peerNoteShape,
    sql`select i.code as indicator, p.code as reporter, coalesce(m.name, b.name) as name, n.kind, n.note, f.code as from
    from tracker.round r
    join tracker.indicator i on i.plan_id = r.plan_id
    join tracker.comparability_note n on n.indicator_id = i.id and not n.withdrawn
    left join tracker.round f on f.id = n.round_id
    left join tracker.round u on u.id = n.until_round_id
    left join tracker.reporter p on p.id = n.reporter_id
    left join tracker.member_state m on m.id = p.state_id
    left join tracker.sectoral_body b on b.id = p.body_id
    where r.id = ${roundId} and (f.id is null or f.period_start <= r.period_start)
      and (u.id is null or u.period_start >= r.period_start)
    order by i.position, (p.id is not null), m.name nulls last, p.code, n.kind`,
  );
}
