import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { asViewer, type Transaction } from '#db/as-viewer.ts';
import type { Database } from '#db/client.ts';
import { readRows } from '#db/rows.ts';
import { listRolesFor, type Operation, type Resource, type Viewer } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { type OperationContext, requirePermission, requireViewer } from './operation-context.ts';
import { answerOnce, findAnswer, type KnownAnswer } from './answer-once.ts';

/** One run of an operation: who does it, in which transaction, and to what. */
export type Run<Stored = unknown> = {
  /** Open, and the database knows the viewer in it. */
  tx: Transaction;
  /** Where the transaction runs: what is kept in memory of a database belongs to it. */
  database: Database;
  viewer: Viewer;
  personId: string;
  /** The one clock. */
  now: () => Date;
  /** The request id under which the answer is kept; null where none was given. */
  requestId: string | null;
  /** What it is done to, as stored. */
  resource: Stored;
};

/**
 * Finds what an operation is done to, and locks it where it must not move meanwhile. It writes nothing, since it may be
 * asked again on another connection; what it asks before it waits travels with the beginning of the transaction. Throws
 * NOT_FOUND.
 */
export type FindResource<Input, Stored extends Resource> = (
  run: Omit<Run, 'resource'>,
  input: Input,
) => Promise<Stored>;

export type OperationRules<Input, Stored extends Resource> = {
  /** What the viewer needs; a function where it depends on what is stored; null where the database alone decides. */
  permission: Operation | ((stored: Stored) => Operation) | null;
  /** The name under which the answer to a request id is kept. Left out where repeating does no harm. */
  once?: 'requestId' extends keyof Input ? string : never;
  /** Left out where the operation is about no reporter. */
  resource?: FindResource<Input, Stored>;
  /** Whether the database is asked too if the role still stands: where no policy guards what is read or written. */
  asksDatabase?: boolean;
};

/**
 * Does one operation: the only way in which use-cases and read models open a transaction.
 *
 * 1. Whoever is not signed in, or may not do this at all, is refused before a transaction is opened. An input that
 *    names a reporter is judged by that reporter.
 * 2. In the transaction, a request id that was answered before gets the same answer again.
 * 3. The resource is found and locked, and the permission is checked against what is stored. The statements of 2 and 3
 *    travel together, with the beginning of the transaction.
 * 4. `work` loads the rest; in a use-case it decides and writes. What it throws undoes everything. Writes that it leaves
 *    (`tx.leave`) and the answer to the request id travel with the end of the transaction.
 *
 * Throws UNAUTHENTICATED, FORBIDDEN, what `resource` throws, and BAD_INPUT for a request id that was used otherwise.
 */
export function runOperation<Input extends object, T, Stored extends Resource>(
  context: OperationContext,
  rules: OperationRules<Input, Stored> & { resource: FindResource<Input, Stored> },
  input: Input,
  work: (run: Run<Stored>) => Promise<T>,
): Promise<T>;
export function runOperation<Input extends object, T>(
  context: OperationContext,
  rules: Omit<OperationRules<Input, Resource>, 'resource' | 'permission'> & { permission: Operation | null },
  input: Input,
  work: (run: Run<undefined>) => Promise<T>,
): Promise<T>;
export async function runOperation<Input extends object, T, Stored extends Resource>(
  context: OperationContext,
  rules: OperationRules<Input, Stored>,
  input: Input & { requestId?: string | undefined },
  work: (run: Run<Stored>) => Promise<T>,
): Promise<T> {
  const viewer = refuseEarly(context, rules, input);
  const { personId } = viewer;
  const { now } = context;
  const requestId = rules.once === undefined ? null : (input.requestId ?? null);
  const pass = { personId, viewerSecret: context.viewerSecret };
  let opened: Opened<Stored> | undefined;
  const open = async (tx: Transaction) => {
    const run = { tx, database: context.database, viewer, personId, now, requestId };
    const [known, role, resource] = await Promise.allSettled([
      requestId === null ? null : findAnswer(tx, { personId, requestId }),
      rules.asksDatabase && typeof rules.permission === 'string'
        ? refuseEndedRole(tx, rules.permission)
        : undefined,
      // Without one, only what is bound to no reporter has passed already.
      rules.resource ? rules.resource(run, input) : (undefined as unknown as Stored),
    ]);
    opened = { run, known: getSettled(known), role, resource };
  };
  const perform = (tx: Transaction) => {
    if (!opened) throw new Error('A transaction is opened before it is worked in.');
    const { run, known, role, resource } = opened;
    const decide = async () => {
      getSettled(role);
      const stored = getSettled(resource);
      if (rules.resource && rules.permission)
        requirePermission(context, resolve(rules.permission, stored), stored);
      return work({ ...run, tx, resource: stored });
    };
    return rules.once !== undefined && requestId !== null
      ? answerOnce(tx, { personId, procedure: rules.once, input, requestId, now }, known, decide)
      : decide();
  };
  return asViewer(context.database, pass, perform, open);
}

/** What travels with the beginning of the transaction: what refuses the operation counts only once it is looked at. */
type Opened<Stored> = {
  run: Omit<Run, 'resource'>;
  known: KnownAnswer | null;
  role: PromiseSettledResult<void>;
  resource: PromiseSettledResult<Stored>;
};

/** What was answered, or thrown. */
function getSettled<T>(result: PromiseSettledResult<T>): T {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

/** For what is found by the code of its reporter alone, so that the code that is named is the one that is stored. */
export const toReporterResource = (_run: unknown, { reporter: code }: { reporter: string }) =>
  Promise.resolve({ reporter: { code } });

/** Refuses what needs no look at what is stored. */
function refuseEarly<Input extends object, Stored extends Resource>(
  context: OperationContext,
  { permission, resource }: OperationRules<Input, Stored>,
  input: Input,
): Viewer {
  if (typeof permission !== 'string') return requireViewer(context);
  if (!resource) return requirePermission(context, permission);
  const code = 'reporter' in input ? input.reporter : undefined;
  return typeof code === 'string'
    ? requirePermission(context, permission, { reporter: { code } })
    : requireViewer(context);
}

const resolve = <Stored>(permission: Operation | ((stored: Stored) => Operation), stored: Stored) =>
  typeof permission === 'function' ? permission(stored) : permission;

/** A role may have ended since the session was read. */
async function refuseEndedRole(tx: Transaction, permission: Operation): Promise<void> {
  const roles = listRolesFor(permission);
  const [row] = await readRows(
    tx,
    { may: z.boolean() },
    sql`select tracker.viewer_has_role(${sql.param(roles)}::text[]) as may`,
  );
  if (!row?.may) throw new DomainError('FORBIDDEN', 'Your account does not allow this.');
}
