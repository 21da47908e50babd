import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/**
 * Sends a mail once more that failed, or of which nobody knows whether it arrived: as a mail of its own, so that the
 * log keeps both. Throws NOT_ALLOWED_NOW when it may not: it did arrive, it was sent again already, or it held a link
 * that opens an account.
 */
export function resendMail(context: OperationContext, input: { mail: number }): Promise<{ mail: number }> {
  return runOperation(context, { permission: 'mail.read' }, input, async ({ tx }) => {
    const [row] = await readRows(
      tx,
      { mail: z.number().nullable() },
      sql`
      select tracker.resend_mail(${input.mail}::bigint, ${context.now().toISOString()}::timestamptz)::integer as mail`,
    );
    if (row?.mail == null) {
      throw new DomainError('NOT_ALLOWED_NOW', 'This mail cannot be sent again. Check its status.');
    }
    return { mail: row.mail };
  });
}
