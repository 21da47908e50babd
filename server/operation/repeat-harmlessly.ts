import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { hashContent } from './hash-content.ts';
import { requireViewer, type OperationContext } from './operation-context.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Does a piece of work once for each request id of a person: a repeated call gets the first answer again and
 * changes nothing. Without an id the work is simply done. A line that drops after the server has answered thus
 * costs nobody a doubled figure.
 *
 * A repetition says the same again. The same id with other content (a page reached by "back", changed and sent
 * once more) is refused: answering it as if it had been saved would lose what was typed.
 */
export async function repeatHarmlessly<T>(
  context: OperationContext,
  tx: Transaction,
  procedure: string,
  input: { requestId?: string | undefined },
  work: () => Promise<T>,
): Promise<T> {
  const { requestId, ...content } = input;
  if (requestId === undefined) return work();
  if (!uuid.test(requestId)) {
    throw new DomainError('BAD_INPUT', 'A request id is a UUID.', {
      fields: [{ path: 'requestId', message: 'A request id is a UUID.' }],
    });
  }
  const { personId } = requireViewer(context);
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${personId}/${requestId}`}, 0))`);
  const sha256 = hashContent(content);
  const [known] = await tx.execute<{ procedure: string; input_sha256: string; response: T }>(sql`
    select procedure, input_sha256, response from tracker.request_log
    where person_id = ${personId} and request_id = ${requestId}::uuid`);
  if (known) {
    if (known.procedure !== procedure || known.input_sha256 !== sha256) {
      const message =
        'This form was sent before with other content. Load the page again and make the change there.';
      throw new DomainError('BAD_INPUT', message, { fields: [{ path: 'requestId', message }] });
    }
    return known.response;
  }
  const response = await work();
  await tx.execute(sql`
    insert into tracker.request_log (person_id, request_id, procedure, response, answered_at, input_sha256)
    values (${personId}, ${requestId}::uuid, ${procedure}, ${JSON.stringify(response ?? null)}::text::jsonb,
      ${context.now().toISOString()}::timestamptz, ${sha256})`);
  return response;
}
