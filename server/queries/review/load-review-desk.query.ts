import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { editorialText } from '#db/schema/review.ts';
import type { LookedAt } from '#server/domain/review/reviewed-fields.rules.ts';
import { comparabilityKinds } from '#server/domain/receipt/comparability.calculations.ts';

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
export type CompilerNote = RowOf<typeof compilerNoteShape>;

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
export type EditorialText = RowOf<typeof editorialTextShape>;

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
export type PeerNote = RowOf<typeof peerNoteShape>;

const subjectOf = sql`case when x.activity_id is null then case when x.indicator_id is null then null
  else 'indicator' end else 'activity' end`;

/** The notes of a report that are not settled, oldest first. */
export function listCompilerNotes(tx: Transaction, submissionId: number): Promise<CompilerNote[]> {
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
export function listEditorialTexts(tx: Transaction, submissionId: number): Promise<EditorialText[]> {
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
export function listOwnSymbols(tx: Transaction, submissionId: number): Promise<LookedAt[]> {
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
export function listPeerNotes(tx: Transaction, roundId: number): Promise<PeerNote[]> {
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
