import pg from 'pg';

/** What Postgres itself refuses; `code` is its SQLSTATE. */
export const { DatabaseError } = pg;
export type DatabaseError = pg.DatabaseError;

/**
 * The database did not answer: it is away, starting or stopping, the connection was lost, or none came free in time.
 * Nothing of an open transaction was kept, unless it is its commit that was not answered: then nobody knows. Saves
 * carry a request id, so sending one again is safe.
 */
export class DatabaseUnavailableError extends Error {
  override name = 'DatabaseUnavailableError';
  /** Of the cause: an SQLSTATE, a code of the operating system, or CONNECTION_LOST or CONNECT_TIMEOUT. */
  readonly code: string;

  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`The database is not answering: ${reason}`, { cause });
    this.code = readCode(cause);
  }
}

function readCode(cause: unknown): string {
  if (!(cause instanceof Error)) return 'CONNECTION_LOST';
  if ('code' in cause && typeof cause.code === 'string') return cause.code;
  return /timeout/.test(cause.message) ? 'CONNECT_TIMEOUT' : 'CONNECTION_LOST';
}

/**
 * Connection failures (class 08), a server that stops, crashed or starts (57P01 to 57P05), no free place (53300), a
 * session that was ended for idling in a transaction (25P03).
 */
const awayStates = /^(08|57P0|53300$|25P03$)/;

/** Whether Postgres says that it cannot be used now. */
export const namesUnavailable = (error: unknown): boolean =>
  error instanceof DatabaseError && awayStates.test(error.code ?? '');

/**
 * Whether a connection holds a prepared statement that the database no longer knows, or whose tables a migration has
 * changed since. The statement did not run; on a new connection it does.
 */
export const marksAsStale = (error: unknown): boolean =>
  error instanceof DatabaseError &&
  (error.code === '26000' || (error.code === '0A000' && error.routine === 'RevalidateCachedQuery'));
