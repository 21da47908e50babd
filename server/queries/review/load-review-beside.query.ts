import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { editorialText } from '#db/schema/review.ts';
import type { LookedAt } from '#server/domain/review/reviewed-fields.rules.ts';

/** What the secretariat keeps beside a report. */

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
export function listOwnMarks(tx: Transaction, submissionId: number): Promise<LookedAt[]> {
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

const roundCountsShape = { accepted: z.number(), reports: z.number() };

/** How many reports of a round are accepted, of how many. */
export async function countRoundReports(
  tx: Transaction,
  roundId: number,
): Promise<RowOf<typeof roundCountsShape>> {
  const [row] = await readRows(
    tx,
    roundCountsShape,
    sql`select (count(*) filter (where accepted_at is not null))::integer as accepted, count(*)::integer as reports
    from tracker.submission where round_id = ${roundId}`,
  );
  return row ?? { accepted: 0, reports: 0 };
}
