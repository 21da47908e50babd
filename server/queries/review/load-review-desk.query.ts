import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import type { EditedField } from '#server/domain/review/editorial.rules.ts';
import type { LookedAt } from '#server/domain/review/looked-at.rules.ts';

/** A note for whoever compiles; without an item it is about the whole report. */
export type CompilerNote = {
  id: number;
  version: number;
  subject: 'activity' | 'indicator' | null;
  code: string | null;
  words: string;
  by: string;
  at: string;
};

/** The secretariat's wording beside the reporter's own. */
export type EditorialText = {
  subject: 'activity' | 'indicator';
  code: string;
  field: EditedField;
  words: string;
  version: number;
  /** The number of the submission whose words it edits. */
  number: number;
  by: string;
  at: string;
};

/** What a note on comparability says of one reporter, or of everybody. */
export type PeerNote = {
  indicator: string;
  /** Null: about everybody. */
  reporter: string | null;
  /** The reporter's name, in the order of names. */
  name: string | null;
  kind: 'definition' | 'law' | 'method' | 'source';
  note: string;
  from: string | null;
};

const subjectOf = sql`case when x.activity_id is null then case when x.indicator_id is null then null
  else 'indicator' end else 'activity' end`;

/** The notes of a report that are not settled, oldest first. */
export async function listCompilerNotes(tx: Transaction, submissionId: number): Promise<CompilerNote[]> {
  const rows = await tx.execute<CompilerNote>(sql`
    select x.id, x.version, ${subjectOf} as subject, coalesce(a.code, i.code) as code, x.words, p.name as by,
      to_json(x.changed_at)#>>'{}' as at
    from tracker.compiler_note x
    join auth.person p on p.id = x.changed_by
    left join tracker.activity a on a.id = x.activity_id
    left join tracker.indicator i on i.id = x.indicator_id
    where x.submission_id = ${submissionId} and x.ended_at is null order by x.id`);
  return [...rows];
}

/** The secretariat's wordings beside a report that hold. */
export async function listEditorialTexts(tx: Transaction, submissionId: number): Promise<EditorialText[]> {
  const rows = await tx.execute<EditorialText>(sql`
    select ${subjectOf} as subject, coalesce(a.code, i.code) as code, x.field, x.words, x.version,
      x.times_submitted as number, p.name as by, to_json(x.changed_at)#>>'{}' as at
    from tracker.editorial_text x
    join auth.person p on p.id = x.changed_by
    left join tracker.activity a on a.id = x.activity_id
    left join tracker.indicator i on i.id = x.indicator_id
    where x.submission_id = ${submissionId} and not x.withdrawn order by x.id`);
  return [...rows];
}

/** The fields that the viewer has looked at, in whichever submission of the report; only their own marks are read. */
export async function listOwnSymbols(tx: Transaction, submissionId: number): Promise<LookedAt[]> {
  const rows = await tx.execute<LookedAt>(sql`
    select ${subjectOf} as subject, coalesce(a.code, i.code) as code, x.field, x.times_submitted as number
    from tracker.review_mark x
    left join tracker.activity a on a.id = x.activity_id
    left join tracker.indicator i on i.id = x.indicator_id
    where x.submission_id = ${submissionId}`);
  return [...rows];
}

/**
 * How reporters count the indicators of a round, by the notes on comparability that hold in it: definitions, laws,
 * methods and sources. Words about how, never a figure of anybody.
 */
export async function listPeerNotes(tx: Transaction, roundId: number): Promise<PeerNote[]> {
  const rows = await tx.execute<PeerNote>(sql`
    select i.code as indicator, p.code as reporter, coalesce(m.name, b.name) as name, n.kind, n.note, f.code as from
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
    order by i.position, (p.id is not null), m.name nulls last, p.code, n.kind`);
  return [...rows];
}
