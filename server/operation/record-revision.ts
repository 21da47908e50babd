import { type SQL, sql } from 'drizzle-orm';

/** What a line of history is about. The audit names those that belong to no report; see auditKinds. */
export type RevisionSubject =
  | 'arrangement'
  | 'activity'
  | 'comparability'
  | 'consent'
  | 'desk_setting'
  | 'evidence'
  | 'indicator'
  | 'invitation'
  | 'leading_plan'
  | 'learning'
  | 'library'
  | 'plan'
  | 'publication_schedule'
  | 'query'
  | 'reference'
  | 'recommendation'
  | 'report_draft'
  | 'report_section'
  | 'round'
  | 'support'
  | 'withdrawal';

/** What changed, from what, and to what. */
export type Revision = {
  subject: RevisionSubject;
  /** Of the thing, within its kind: a code, a number, "2024-H2/areas/A". */
  key: string;
  /** Left out where there was nothing before. */
  before?: unknown;
  /** Null: it was removed. */
  after: unknown;
  /** The report that it belongs to, where it belongs to one. */
  submissionId?: number;
};

/** Who changes something, and in which transaction; a Run is one. */
type Author = {
  tx: { execute(query: SQL): PromiseLike<unknown> };
  personId: string;
  requestId?: string | null;
};

/** Adds to the history what one act changed, in the order given. `at` is an ISO moment. The only place that does. */
export async function recordRevisions(
  { tx, personId, requestId }: Author,
  at: string,
  revisions: readonly Revision[],
): Promise<void> {
  if (revisions.length === 0) return;
  await tx.execute(sql`
    insert into tracker.revision (submission_id, subject, subject_key, before, after, changed_by, changed_at, request_id)
    select g."submissionId", g.subject, g.key, g.before, g.after, ${personId}, ${at}::timestamptz,
      ${requestId ?? null}::uuid
    from json_to_recordset(${JSON.stringify(revisions)}::text::json)
      as g ("submissionId" integer, subject text, key text, before jsonb, after jsonb)`);
}

/** Adds one line to the history. `at` is an ISO moment. */
export const recordRevision = (author: Author, at: string, revision: Revision): Promise<void> =>
  recordRevisions(author, at, [revision]);
