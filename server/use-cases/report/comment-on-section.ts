import { sql } from 'drizzle-orm';
import { DomainError, refuseBadInput } from '#server/domain/error/domain-error.ts';
import { findTextProblem, normaliseText } from '#server/domain/submission/text.rules.ts';
import { repeatHarmlessly } from '#server/operation/repeat-harmlessly.ts';
import {
  inTransaction,
  requirePermission,
  type OperationContext,
} from '#server/operation/operation-context.ts';
import { findSection } from '#server/loaders/report/load-section.ts';

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
 * Says something about a section, or answers in a thread; an answer to what was resolved opens it again. Throws
 * BAD_INPUT at the field "comment" and NOT_FOUND.
 */
export function addComment(context: OperationContext, input: AddCommentInput): Promise<{ id: number }> {
  requirePermission(context, 'compilation.write');
  return inTransaction(context, (tx) =>
    repeatHarmlessly(context, tx, 'report.comment', input, async () => {
      const { personId } = requirePermission(context, 'compilation.write');
      const { roundId, key } = await findSection(tx, input);
      const text = normaliseText(input.text).trim();
      const problem = text === '' ? 'Write a comment first.' : findTextProblem(text, longestComment);
      refuseBadInput(problem ? [{ path: 'comment', message: problem }] : []);
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
      const [added] = await tx.execute<{ id: number }>(sql`
        insert into tracker.report_comment (round_id, key, answers_id, text, written_by, written_at)
        values (${roundId}, ${key}, ${input.answers}, ${text}, ${personId}, ${at}::timestamptz) returning id`);
      if (!added) throw new Error('An insert of one row returns one row.');
      await tx.execute(sql`
        insert into tracker.revision (subject, subject_key, before, after, changed_by, changed_at)
        values ('report_section', ${`${input.round}/${key}`}, null,
          ${JSON.stringify({ event: 'commented', comment: added.id })}::text::jsonb, ${personId}, ${at}::timestamptz)`);
      return added;
    }),
  );
}

/** Marks a thread as settled, or opens it again; as it is already, it stays. Throws NOT_FOUND. */
export function resolveComment(
  context: OperationContext,
  input: { comment: number; resolved: boolean },
): Promise<{ resolved: boolean }> {
  requirePermission(context, 'compilation.write');
  return inTransaction(context, async (tx) => {
    const { personId } = requirePermission(context, 'compilation.write');
    const [thread] = await tx.execute<{ resolved: boolean; subject: string }>(sql`
      select c.resolved_at is not null as resolved, r.code || '/' || c.key as subject
      from tracker.report_comment c join tracker.round r on r.id = c.round_id
      where c.id = ${input.comment} and c.answers_id is null for update of c`);
    if (!thread) throw new DomainError('NOT_FOUND', 'There is no such comment.');
    if (thread.resolved === input.resolved) return { resolved: input.resolved };
    const at = context.now().toISOString();
    await tx.execute(sql`
      update tracker.report_comment set
        resolved_by = ${input.resolved ? personId : null}, resolved_at = ${input.resolved ? at : null}::timestamptz
      where id = ${input.comment}`);
    await tx.execute(sql`
      insert into tracker.revision (subject, subject_key, before, after, changed_by, changed_at)
      values ('report_section', ${thread.subject}, null,
        ${JSON.stringify({ event: input.resolved ? 'settled' : 'opened again', comment: input.comment })}::text::jsonb,
        ${personId}, ${at}::timestamptz)`);
    return { resolved: input.resolved };
  });
}
