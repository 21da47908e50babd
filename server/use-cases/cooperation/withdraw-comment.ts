import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { type Run, runOperation } from '#server/operation/run-operation.ts';

/**
 * Takes one's own comment back; it is no longer shown, and kept. Safe to repeat. Throws NOT_FOUND for a comment that
 * is not the viewer's own.
 */
export function withdrawComment(
  context: OperationContext,
  input: { reporter: string; comment: number },
): Promise<{ withdrawn: boolean }> {
  return runOperation(
    context,
    { permission: 'report.comment', resource: findOwnComment },
    input,
    async ({ tx }) => {
      const gone = await tx.execute(sql`
        update tracker.cooperation_comment set withdrawn_at = ${context.now().toISOString()}::timestamptz
        where id = ${input.comment} and withdrawn_at is null`);
      return { withdrawn: gone.count > 0 };
    },
  );
}

async function findOwnComment(
  { tx, personId }: Pick<Run, 'tx' | 'personId'>,
  { comment }: { comment: number },
): Promise<{ reporter: { code: string } }> {
  const [stored] = await readRows(
    tx,
    { code: z.string() },
    sql`
    select r.code from tracker.cooperation_comment c join tracker.reporter r on r.id = c.body_reporter_id
    where c.id = ${comment} and c.written_by = ${personId}`,
  );
  if (!stored) throw new DomainError('NOT_FOUND', 'You have no such comment.');
  return { reporter: stored };
}
