import { sql } from 'drizzle-orm';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import {
  applyTransition,
  type SubmissionStatus,
  type Transition,
} from '#server/domain/submission/submission.workflow.ts';
import { findTextProblem, normaliseText } from '#server/domain/submission/text.rules.ts';
import { queueMoveMail } from '#server/notifications/queue-report-mail.ts';
import type { StoredSubmission } from '#server/loaders/submission/load-submission.ts';
import type { Run } from '#server/operation/run-operation.ts';

export type MovedSubmission = { status: SubmissionStatus; version: number; at: string };

/**
 * The only write path for a submission's status: version → workflow → status and decision, in the caller's
 * transaction, on a row that the caller holds `for update`. Throws CONFLICT when somebody moved or changed the
 * report since `version` was read, NOT_ALLOWED_NOW when the workflow says no. The reporter's people are told by mail.
 */
export async function changeSubmissionStatus(
  run: Run,
  submission: StoredSubmission,
  transition: Transition,
  input: { version: number; reason?: string; blockingProblems?: number; returnScope?: 'all' | 'queried' },
): Promise<MovedSubmission> {
  const { tx, viewer } = run;
  const reason = normaliseText(input.reason ?? '').trim();
  const problem = findTextProblem(reason);
  requireNoProblems(problem ? [{ path: 'reason', message: problem }] : []);
  if (input.version !== submission.version) {
    throw new DomainError(
      'CONFLICT',
      'Somebody else has changed the status of this report. Nothing was done.',
      {
        current: { status: submission.status, version: submission.version },
      },
    );
  }
  const to = applyTransition(transition, {
    status: submission.status,
    everReturned: submission.returnScope !== null,
    reviewStarted: submission.reviewStarted,
    reason,
    ...(input.blockingProblems === undefined ? {} : { blockingProblems: input.blockingProblems }),
  });
  const at = run.now().toISOString();
  const version = submission.version + 1;
  await tx.execute(sql`
    update tracker.submission
    set status = ${to}, version = ${version}, ${fieldsOf(transition, viewer.personId, at, input.returnScope)}
    where id = ${submission.id}`);
  await tx.execute(sql`
    insert into tracker.decision (submission_id, transition, from_status, to_status, reason, decided_by,
      decided_at, submission_version)
    values (${submission.id}, ${transition}, ${submission.status}, ${to}, ${reason},
      ${viewer.personId}, ${at}::timestamptz, ${version})`);
  await queueMoveMail(tx, submission, { transition, by: viewer.personId, version, at });
  return { status: to, version, at };
}

function fieldsOf(
  transition: Transition,
  personId: string,
  at: string,
  returnScope: 'all' | 'queried' | undefined,
) {
  switch (transition) {
    case 'clear':
      return sql`cleared_at = ${at}::timestamptz, cleared_by = ${personId}`;
    case 'sendBack':
      return sql`cleared_at = null, cleared_by = null`;
    case 'submit':
      return sql`submitted_at = ${at}::timestamptz, review_started_at = null,
        first_submitted_at = coalesce(first_submitted_at, ${at}::timestamptz),
        times_submitted = times_submitted + 1`;
    case 'withdraw':
      return sql`submitted_at = null, cleared_at = null, cleared_by = null`;
    case 'return':
    case 'reopen':
      return sql`return_scope = ${returnScope ?? 'all'}, accepted_at = null, cleared_at = null,
        cleared_by = null`;
    case 'undoAccept':
      return sql`accepted_at = null`;
    case 'accept':
      return sql`accepted_at = ${at}::timestamptz`;
  }
}
