import type { Transaction } from '#db/as-viewer.ts';
import { inTransaction, type UseCaseContext } from './use-case-context.ts';

/** Ends a transaction with what was found in it: nothing else of it stays. */
class Undone<T> extends Error {
  readonly found: T;
  constructor(found: T) {
    super('A transaction was undone.');
    this.found = found;
  }
}

/** As `inTransaction`, but rolled back once `work` has ended: what it has written is seen by nobody else, ever. */
export async function inUndoneTransaction<T>(
  context: UseCaseContext,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  try {
    return await inTransaction(context, async (tx): Promise<T> => {
      throw new Undone(await work(tx));
    });
  } catch (error) {
    if (error instanceof Undone) return error.found as T;
    throw error;
  }
}
