import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { requestLog } from '#db/schema/submission.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { hashContent } from './hash-content.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A request as it is told from others: by whom, which procedure, and what was asked. */
type Request = { personId: string; procedure: string; input: object; requestId: string; now: () => Date };

/** The answer that a request id was given before. */
export type KnownAnswer = { procedure: string; inputSha256: string; response: unknown };

/**
 * Finds the answer that a request id was given before; null for one that comes for the first time. Whoever sends the
 * same id meanwhile waits until this transaction has ended. Throws BAD_INPUT for what is no request id.
 */
export async function findAnswer(
  tx: Transaction,
  { personId, requestId }: { personId: string; requestId: string },
): Promise<KnownAnswer | null> {
  if (!uuid.test(requestId)) throw refuseRequestId('A request id is a UUID.');
  // Sent together, in this order: the second is answered when the first one holds the lock, and sees what was written
  // until then. A builder sends its statement when it is asked for its answer, so that is at once.
  const locked = tx
    .execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${personId}/${requestId}`}, 0))`)
    .then(() => {});
  const found = tx
    .select({
      procedure: requestLog.procedure,
      inputSha256: requestLog.inputSha256,
      response: requestLog.response,
    })
    .from(requestLog)
    .where(and(eq(requestLog.personId, personId), eq(requestLog.requestId, requestId)))
    .then((rows) => rows[0] ?? null);
  const [known] = await Promise.all([found, locked]);
  return known;
}

/**
 * Does a piece of work once for each request id of a person: a repeated call gets the first answer again and
 * changes nothing. A connection that drops after the server has answered thus costs nobody a doubled figure.
 *
 * A repetition says the same again. The same id with other content (a page reached by "back", changed and sent
 * once more) is refused: answering it as if it had been saved would lose what was typed.
 */
export async function answerOnce<T>(
  tx: Transaction,
  { personId, procedure, input, requestId, now }: Request,
  known: KnownAnswer | null,
  work: () => Promise<T>,
): Promise<T> {
  const sha256 = hashContent({ ...input, requestId: undefined });
  if (known) {
    if (known.procedure === procedure && known.inputSha256 === sha256) return known.response as T;
    throw refuseRequestId(
      'This form was sent before with other content. Load the page again and make the change there.',
    );
  }
  const response = await work();
  tx.leave(
    tx.insert(requestLog).values({
      personId,
      requestId,
      procedure,
      response,
      answeredAt: now().toISOString(),
      inputSha256: sha256,
    }),
  );
  return response;
}

const refuseRequestId = (message: string) =>
  new DomainError('BAD_INPUT', message, { fields: [{ path: 'requestId', message }] });
