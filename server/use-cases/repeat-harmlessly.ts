import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { requireViewer, type UseCaseContext } from './use-case-context.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Does a piece of work once for each request id of a person: a repeated call gets the first answer again and
 * changes nothing. Without an id the work is simply done. A line that drops after the server has answered thus
 * costs nobody a doubled figure.
 */
export async function repeatHarmlessly<T>(
  context: UseCaseContext,
  tx: Transaction,
  procedure: string,
  requestId: string | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (requestId === undefined) return work();
  if (!uuid.test(requestId)) {
    throw new DomainError('BAD_INPUT', 'A request id is a UUID.', {
      fields: [{ path: 'requestId', message: 'A request id is a UUID.' }],
    });
  }
  const { personId } = requireViewer(context);
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${personId}/${requestId}`}, 0))`);
  const [known] = await tx.execute<{ procedure: string; response: T }>(sql`
    select procedure, response from tracker.request_log
    where person_id = ${personId} and request_id = ${requestId}::uuid`);
  if (known) {
    if (known.procedure !== procedure) {
      throw new DomainError('BAD_INPUT', 'This request id was used for something else.', {
        fields: [{ path: 'requestId', message: 'This request id was used for something else.' }],
      });
    }
    return known.response;
  }
  const response = await work();
  await tx.execute(sql`
    insert into tracker.request_log (person_id, request_id, procedure, response, answered_at)
    values (${personId}, ${requestId}::uuid, ${procedure}, ${JSON.stringify(response ?? null)}::text::jsonb,
      ${context.now().toISOString()}::timestamptz)`);
  return response;
}
