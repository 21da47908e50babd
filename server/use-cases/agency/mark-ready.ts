import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import { formatDay } from '#server/domain/calendar/local-day.calculations.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { toUtcDay } from '#server/domain/submission/due-dates.rules.ts';
import { findTextProblem, normaliseText } from '#server/domain/submission/text.rules.ts';
import { queueMail } from '#server/notifications/queue-mail.ts';
import { buildReadyMail } from '#server/notifications/texts/build-report-mail.ts';
import { isActiveOn, listColleagues } from '#server/loaders/agency/list-colleagues.ts';
import { requireOpenForWriting, createReportLoader } from '#server/loaders/submission/load-submission.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type ReadyInput = { round: string; reporter: string; requestId?: string | undefined };

/** The most that a note to the clearing officer takes. */
const longestNote = 2000;

/**
 * The focal point says that the whole is ready, and the clearing officers are told, each at most once a day. It stops
 * nobody from writing; a report that goes back to its writers is no longer ready. Safe to repeat. Throws
 * NOT_ALLOWED_NOW for a sectoral body, which has no clearing officer, ROUND_CLOSED or NOT_OPEN.
 */
export function markReady(
  context: OperationContext,
  input: ReadyInput & { note: string },
): Promise<{ markedAt: string; told: number }> {
  return runOperation(
    context,
    { permission: 'report.assign', once: 'agency.markReady', resource: createReportLoader('share') },
    input,
    async ({ tx, viewer, resource: submission }) => {
      if (submission.reporter.kind !== 'state') {
        throw new DomainError('NOT_ALLOWED_NOW', 'A sectoral body clears its report itself.');
      }
      requireOpenForWriting(submission, context);
      const note = normaliseText(input.note).trim();
      const problem = findTextProblem(note, longestNote);
      requireNoProblems(problem ? [{ path: 'note', message: problem }] : []);
      const at = context.now().toISOString();
      const made = await tx.execute(sql`
        insert into tracker.readiness (submission_id, note, marked_by, marked_at)
        values (${submission.id}, ${note}, ${viewer.personId}, ${at}::timestamptz)
        on conflict (submission_id) do nothing`);
      const [stored] = await readRows(
        tx,
        { at: z.string(), due_on: z.string(), title: z.string() },
        sql`
        select to_json(y.marked_at)#>>'{}' as at, s.due_on::text, r.title
        from tracker.submission s join tracker.round r on r.id = s.round_id
        join tracker.readiness y on y.submission_id = s.id where s.id = ${submission.id}`,
      );
      if (!stored) throw new Error('The mark was just made.');
      const markedAt = new Date(stored.at).toISOString();
      if (made.count === 0) return { markedAt, told: 0 };
      const day = toUtcDay(context.now());
      const officers = (await listColleagues(tx, submission.reporter.id)).filter(
        (one) => one.role === 'clearing_officer' && isActiveOn(one, day),
      );
      let told = 0;
      for (const { personId, name, email } of officers) {
        const text = buildReadyMail({
          name,
          round: { code: submission.round.code, title: stored.title },
          reporter: submission.reporter,
          dueOn: formatDay(stored.due_on),
          by: viewer.name,
        });
        const memory = `ready/${personId}/${submission.id}/${day}`;
        const mail = {
          personId,
          toAddress: email,
          kind: 'ready',
          ...text,
          submissionId: submission.id,
          memory,
        };
        if (await queueMail(tx, mail, at)) told += 1;
      }
      return { markedAt, told };
    },
  );
}

/** Takes the mark back: there is still something to do. Safe to repeat. */
export function undoReady(context: OperationContext, input: ReadyInput): Promise<{ unmarked: boolean }> {
  return runOperation(
    context,
    { permission: 'report.assign', once: 'agency.unmarkReady', resource: createReportLoader('share') },
    input,
    async ({ tx, resource: submission }) => {
      requireOpenForWriting(submission, context);
      const gone = await tx.execute(sql`
        delete from tracker.readiness where submission_id = ${submission.id}`);
      return { unmarked: gone.count > 0 };
    },
  );
}
