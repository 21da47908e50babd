import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import { reportComment } from '#db/schema/report.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { findTextProblem, normaliseText } from '#server/domain/submission/text.rules.ts';
import { listMailedOfficers, queueMentions } from '#server/notifications/queue-desk-mail.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { findSection } from '#server/loaders/report/load-section.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { recordRevision } from '#server/operation/record-revision.ts';

/** The longest comment, in characters. */
export const longestComment = 2000;

export type AddCommentInput = {
  round: string;
  key: string;
  /** The first comment of the thread that this answers; null begins one. */
  answers: number | null;
  text: string;
  requestId?: string | undefined;
};

/**
 * Says something about a section, or answers in a thread; an answer to what was resolved opens it again. Officers whom
 * it mentions by "@" and their name are told. Throws BAD_INPUT at the field "comment" and NOT_FOUND.
 */
export function addComment(context: OperationContext, input: AddCommentInput): Promise<{ id: number }> {
  return runOperation(
    context,
    { permission: 'compilation.write', once: 'report.comment' },
    input,
    async (run) => {
      const { tx, personId } = run;
      const { roundId, key, title } = await findSection(tx, input);
      const text = normaliseText(input.text).trim();
      const problem = text === '' ? 'Write a comment first.' : findTextProblem(text, longestComment);
      requireNoProblems(problem ? [{ path: 'comment', message: problem }] : []);
      if (input.answers !== null) {
        const [thread] = await tx.execute(sql`
          select from tracker.report_comment
          where id = ${input.answers} and round_id = ${roundId} and key = ${key} and answers_id is null for update`);
        if (!thread) throw new DomainError('NOT_FOUND', 'There is no such comment on this section.');
        await tx.execute(sql`
          update tracker.report_comment set resolved_by = null, resolved_at = null
          where id = ${input.answers} and resolved_at is not null`);
      }
      const at = context.now().toISOString();
      const [added] = await tx
        .insert(reportComment)
        .values({
          roundId,
          key,
          answersId: input.answers,
          text,
          writtenBy: personId,
          writtenAt: at,
        })
        .returning({ id: reportComment.id });
      if (!added) throw new Error('An insert of one row returns one row.');
      await recordRevision(run, at, {
        subject: 'report_section',
        key: `${input.round}/${key}`,
        after: { event: 'commented', comment: added.id },
      });
      await queueMentions(
        tx,
        {
          text,
          colleagues: await listMailedOfficers(tx),
          where: `"${title}" of the report on ${input.round}`,
          path: `/secretariat/compile/${input.round}/sections/${encodeURIComponent(key)}#comments`,
          key: `report_comment/${added.id}`,
          by: { id: personId, name: run.viewer.name },
        },
        at,
      );
      return added;
    },
  );
}

/** Marks a thread as settled, or opens it again; as it is already, it stays. Throws NOT_FOUND. */
export function resolveComment(
  context: OperationContext,
  input: { comment: number; resolved: boolean },
): Promise<{ resolved: boolean }> {
  return runOperation(context, { permission: 'compilation.write' }, input, async (run) => {
    const { tx, personId } = run;
    const [thread] = await readRows(
      tx,
      { resolved: z.boolean(), subject: z.string() },
      sql`
      select c.resolved_at is not null as resolved, r.code || '/' || c.key as subject
      from tracker.report_comment c join tracker.round r on r.id = c.round_id
      where c.id = ${input.comment} and c.answers_id is null for update of c`,
    );
    if (!thread) throw new DomainError('NOT_FOUND', 'There is no such comment.');
    if (thread.resolved === input.resolved) return { resolved: input.resolved };
    const at = context.now().toISOString();
    await tx.execute(sql`
      update tracker.report_comment set
        resolved_by = ${input.resolved ? personId : null}, resolved_at = ${input.resolved ? at : null}::timestamptz
      where id = ${input.comment}`);
    await recordRevision(run, at, {
      subject: 'report_section',
      key: thread.subject,
      after: { event: input.resolved ? 'settled' : 'opened again', comment: input.comment },
    });
    return { resolved: input.resolved };
  });
}
