import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { comparabilityKinds } from '#server/domain/receipt/comparability.calculations.ts';
import type { ItemPlace } from '#server/domain/review/reviewed-fields.rules.ts';
import {
  isActivityReported,
  isIndicatorReported,
  listActivityChanges,
  listIndicatorChanges,
  listReceivedSnapshots,
} from '#server/domain/submission/snapshot-changes.calculations.ts';
import {
  type SnapshotActivity,
  type SnapshotContent,
  type SnapshotIndicator,
  type SnapshotReason,
  snapshotContent,
} from '#server/domain/submission/snapshot-content.ts';
import type { AnsweredFinding } from '#server/domain/validation/warning-reasons.rules.ts';
import { type IndicatorDefinition, directions } from '#server/domain/value/indicator-definition.ts';
import { listIndicatorDefinitions } from '#server/loaders/plan/list-indicator-definitions.ts';
import { buildIndicatorJoin, buildVersionFilter } from '#server/loaders/plan/words-of-round.ts';
import type { StoredSubmission } from '#server/loaders/submission/load-submission.ts';
import type { ReviewQuery } from './load-review.query.ts';

/** How many rounds before are shown beside a report. */
const mostRounds = 3;

/** An item as its reviewer reads it. */
type ReviewItemOf<Content> = {
  code: string;
  title: string;
  now: Content;
  /** The same item when the report was received the time before; null on a first submission. */
  before: Content | null;
  /** The same in the rounds before, newest first; null where it was not asked or nothing was received. */
  earlier: { round: string; content: Content | null }[];
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
  about: IndicatorFrame | null;
  /** How others count, by the notes on comparability. */
  peers: PeerNote[];
};
export type ReviewItem = ReviewActivity | ReviewIndicator;

const valueOfYear = z.object({
  year: z.number(),
  value: z.string(),
  /** Whether it is of this reporter alone; else of the region. */
  own: z.boolean(),
});

const indicatorFrameShape = {
  definition: z.string(),
  countingRule: z.string(),
  direction: z.enum(directions),
  baseline: valueOfYear.nullable(),
  /** Of the round's year, or of the first year after it; the last there is where none is to come. */
  target: valueOfYear.nullable(),
};

/** What the plan says about an indicator: how it is counted, where it starts and where it is to go. */
export type IndicatorFrame = RowOf<typeof indicatorFrameShape>;

const peerNoteShape = {
  /** Null: about everybody. */
  reporter: z.string().nullable(),
  /** The reporter's name, in the order of names. */
  name: z.string().nullable(),
  kind: z.enum(comparabilityKinds),
  note: z.string(),
  from: z.string().nullable(),
};

/** What a note on comparability says of one reporter, or of everybody. */
export type PeerNote = RowOf<typeof peerNoteShape>;

export type ItemSources = {
  now: SnapshotContent;
  before: SnapshotContent | null;
  findings: readonly AnsweredFinding<SnapshotReason>[];
  queries: readonly ReviewQuery[];
};

/** One item of a report beside its earlier selves, its warnings and its questions; null where it is not part of it. */
export async function loadReviewItem(
  tx: Transaction,
  submission: StoredSubmission,
  { subject, code, title }: ItemPlace & { title: string },
  { now, before, findings, queries }: ItemSources,
): Promise<ReviewItem | null> {
  const own = (item: { subject: string; code: string }) => item.subject === subject && item.code === code;
  const about = { code, title, findings: findings.filter(own), queries: queries.filter(own) };
  const rounds = await loadEarlierItems(tx, submission.id, { subject, code });
  if (subject === 'activity') {
    const find = (content: Pick<SnapshotContent, 'activities'> | null) =>
      content?.activities.find(({ activity }) => activity === code) ?? null;
    const [fresh, old] = [find(now), find(before)];
    if (!fresh) return null;
    const earlier = rounds.map(({ round, content }) => ({ round, content: find(content) }));
    const last = earlier[0]?.content;
    return {
      subject,
      ...about,
      now: fresh,
      before: old,
      earlier,
      reported: isActivityReported(fresh),
      changedSinceBefore: before ? listActivityChanges(old, fresh) : [],
      changedSinceLast: last ? listActivityChanges(last, fresh) : [],
    };
  }
  const find = (content: Pick<SnapshotContent, 'indicators'> | null) =>
    content?.indicators.find(({ indicator }) => indicator === code) ?? null;
  const [fresh, old] = [find(now), find(before)];
  if (!fresh) return null;
  const earlier = rounds.map(({ round, content }) => ({ round, content: find(content) }));
  const last = earlier[0]?.content;
  const [definition, frame, peers] = await Promise.all([
    loadDefinition(tx, submission, code),
    findFrame(tx, submission, code),
    listPeerNotes(tx, submission.round.id, code),
  ]);
  return {
    subject,
    ...about,
    now: fresh,
    before: old,
    earlier,
    reported: isIndicatorReported(fresh),
    changedSinceBefore: before ? listIndicatorChanges(old, fresh) : [],
    changedSinceLast: last ? listIndicatorChanges(last, fresh) : [],
    definition,
    about: frame,
    peers,
  };
}

const earlierShape = { id: z.number(), code: z.string(), moves: z.array(z.string()) };
const partShape = { id: z.number(), content: snapshotContent };

/**
 * What the same reporter sent about one item in the rounds before, newest first, as it was received last: the item alone
 * is read out of each report.
 */
async function loadEarlierItems(
  tx: Transaction,
  submissionId: number,
  { subject, code }: ItemPlace,
): Promise<{ round: string; content: SnapshotContent | null }[]> {
  const rounds = await readRows(
    tx,
    earlierShape,
    sql`select s2.id, r2.code,
      array(select d.transition from tracker.decision d where d.submission_id = s2.id order by d.id) as moves
    from tracker.submission s1
    join tracker.round r1 on r1.id = s1.round_id
    join tracker.submission s2 on s2.reporter_id = s1.reporter_id
    join tracker.round r2 on r2.id = s2.round_id and r2.period_end < r1.period_end
    where s1.id = ${submissionId} order by r2.period_end desc limit ${mostRounds}`,
  );
  const received = rounds.flatMap(({ id, moves }) => {
    const number = listReceivedSnapshots(moves).at(-1);
    return number === undefined ? [] : [{ id, number }];
  });
  const [list, key] = subject === 'activity' ? ['activities', 'activity'] : ['indicators', 'indicator'];
  const parts = await readRows(
    tx,
    partShape,
    sql`select s.submission_id as id, jsonb_build_object('activities', '[]'::jsonb, 'indicators', '[]'::jsonb,
        ${list}::text, coalesce((select jsonb_agg(e) from jsonb_array_elements(s.content -> ${list}::text) e
          where e ->> ${key}::text = ${code}), '[]')) as content
    from tracker.submission_snapshot s
    join unnest(${sql.param(received.map(({ id }) => id))}::integer[],
      ${sql.param(received.map(({ number }) => number))}::integer[]) as w (id, number)
      on w.id = s.submission_id and w.number = s.number`,
  );
  const contents = new Map(parts.map(({ id, content }) => [id, content]));
  return rounds.map(({ id, code: round }) => ({ round, content: contents.get(id) ?? null }));
}

async function loadDefinition(
  tx: Transaction,
  { round, plan }: StoredSubmission,
  code: string,
): Promise<IndicatorDefinition | null> {
  const [row] = await readRows(
    tx,
    { id: z.number() },
    sql`select id from tracker.indicator where plan_id = ${plan.id} and code = ${code}`,
  );
  return row ? ((await listIndicatorDefinitions(tx, [row.id], round.id)).get(row.id) ?? null) : null;
}

async function findFrame(
  tx: Transaction,
  { round, plan, reporter }: StoredSubmission,
  code: string,
): Promise<IndicatorFrame | null> {
  const year = Number(round.periodEnd.slice(0, 4));
  const [row] = await readRows(
    tx,
    indicatorFrameShape,
    sql`select i.definition, i.counting_rule as "countingRule", i.direction,
      (select json_build_object('year', l.year, 'value', trim_scale(l.value)::text, 'own', l.reporter_id is not null)
        from tracker.baseline l
        where l.indicator_id = i.id and (l.reporter_id is null or l.reporter_id = ${reporter.id})
          and ${buildVersionFilter('l', round.id)}
        order by l.reporter_id nulls last limit 1) as baseline,
      (select json_build_object('year', t.year, 'value', trim_scale(t.value)::text, 'own', t.reporter_id is not null)
        from tracker.target t
        where t.indicator_id = i.id and (t.reporter_id is null or t.reporter_id = ${reporter.id})
          and ${buildVersionFilter('t', round.id)}
        order by t.reporter_id nulls last, t.year < ${year}, abs(t.year - ${year}) limit 1) as target
    from tracker.indicator ib ${buildIndicatorJoin(round.id)}
    where ib.plan_id = ${plan.id} and ib.code = ${code}`,
  );
  return row ?? null;
}

/**
 * How reporters count an indicator in a round, by the notes on comparability that hold in it: definitions, laws,
 * methods and sources. Words about how, never a figure of anybody.
 */
function listPeerNotes(tx: Transaction, roundId: number, code: string): Promise<PeerNote[]> {
  return readRows(
    tx,
    peerNoteShape,
    sql`select p.code as reporter, coalesce(m.name, b.name) as name, n.kind, n.note, f.code as from
    from tracker.round r
    join tracker.indicator i on i.plan_id = r.plan_id and i.code = ${code}
    join tracker.comparability_note n on n.indicator_id = i.id and not n.withdrawn
    left join tracker.round f on f.id = n.round_id
    left join tracker.round u on u.id = n.until_round_id
    left join tracker.reporter p on p.id = n.reporter_id
    left join tracker.member_state m on m.id = p.state_id
    left join tracker.sectoral_body b on b.id = p.body_id
    where r.id = ${roundId} and (f.id is null or f.period_start <= r.period_start)
      and (u.id is null or u.period_start >= r.period_start)
    order by (p.id is not null), m.name nulls last, p.code, n.kind`,
  );
}
