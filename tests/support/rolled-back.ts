import type { Database } from '#db/client.ts';

/** Carries the answer of a piece of work out of a transaction that is then undone. */
class Undone extends Error {
  readonly answer: unknown;
  constructor(answer: unknown) {
    super('undone');
    this.answer = answer;
  }
}

/**
 * The same database, on which every transaction does its work to the end and is then undone: a mutation truly runs
 * and leaves nothing behind. Constraints that wait for the end are asked before. Reads outside a transaction pass.
 */
export function undoTransactions(database: Database): Database {
  const transaction: Database['transaction'] = async (work, config) => {
    try {
      await database.transaction(async (tx) => {
        const answer = await work(tx);
        await tx.execute('set constraints all immediate');
        throw new Undone(answer);
      }, config);
    } catch (error) {
      if (error instanceof Undone) return error.answer as Awaited<ReturnType<typeof work>>;
      throw error;
    }
    throw new Error('The transaction was neither undone nor refused.');
  };
  return new Proxy(database, {
    get(target, key) {
      if (key === 'transaction') return transaction;
      const value: unknown = Reflect.get(target, key, target);
      // A method reaches the private fields of the database itself, not of its stand-in. The client is no method.
      return typeof value === 'function' && key !== '$client' ? (value.bind(target) as unknown) : value;
    },
  });
}
