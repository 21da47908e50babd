import type { Writable } from 'node:stream';
import type { SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { Connection } from './connection.ts';
import { type Channels, listenOn, type Listening } from './listen.ts';
import { Pool, type PoolOptions, type TransactionOptions } from './pool.ts';
import { buildStatement, type Row, type Rows, type Statement, type Value } from './statement.ts';

/** How Drizzle's statements become text. */
export const dialect = new PgDialect();

/**
 * Runs statements that are written as templates, whose values travel as parameters: sql`select ${1} + 1`. They are
 * sent at once and answered with rows. Moments and days come as Postgres writes them, numerics and bigints as text.
 */
export interface Statements {
  <T extends readonly object[] = Row[]>(
    strings: TemplateStringsArray,
    ...values: readonly Value[]
  ): Promise<T & { readonly count: number }>;
  /** Runs a statement of Drizzle's. To read rows, see readRows. */
  execute(query: SQL): Promise<Rows>;
  /** Runs a text of one or more statements without parameters; gives the rows of the last one. */
  script<T extends readonly object[] = Row[]>(text: string): Promise<T>;
}

/** The statements of one transaction. */
export interface SqlTransaction extends Statements {
  /** A part that can be undone by itself. */
  begin<T>(work: (tx: SqlTransaction) => Promise<T>): Promise<T>;
  /** What a COPY ... TO STDOUT gives, at the pace of the reader. */
  copyOut(statement: string): AsyncGenerator<Buffer>;
  /** Takes the rows of a COPY ... FROM STDIN, at the pace of the database. */
  copyIn(statement: string, fill: (into: Writable) => Promise<void>): Promise<void>;
}

/** Connections to a database. */
export interface Sql extends Statements {
  begin<T>(work: (tx: SqlTransaction) => Promise<T>): Promise<T>;
  begin<T>(options: TransactionOptions, work: (tx: SqlTransaction) => Promise<T>): Promise<T>;
  /** What a COPY ... TO STDOUT gives in a transaction of its own, at the pace of the reader. */
  copyOut(options: TransactionOptions, statement: string): AsyncGenerator<Buffer>;
  /** Follows channels; see listenOn. */
  listen(channels: Channels): Promise<Listening>;
  /** Closes every connection; what is under way may end, for five seconds unless told otherwise. */
  end(withinMs?: number): Promise<void>;
}

type Runner = { run(statement: Statement): Promise<Rows>; script(text: string): Promise<Row[]> };

function createStatements(runner: Runner): Statements {
  // Whoever sends several and waits for one hears of the failure of another a little later: until then it is no
  // failure that nobody handles, which would end the process.
  const send = <T>(answer: Promise<T>): Promise<T> => {
    answer.catch(() => {});
    return answer;
  };
  const run = (strings: TemplateStringsArray, ...values: readonly Value[]) =>
    send(runner.run(buildStatement(strings, values)));
  const execute = (query: SQL) => {
    const { sql: text, params } = dialect.sqlToQuery(query);
    return send(runner.run({ text, values: params }));
  };
  return Object.assign(run, { execute, script: (text: string) => send(runner.script(text)) }) as Statements;
}

/** The statements of the transaction that a connection holds. */
export function createSqlTransaction(connection: Connection): SqlTransaction {
  const tx: SqlTransaction = Object.assign(createStatements(connection), {
    begin: <T>(work: (tx: SqlTransaction) => Promise<T>) => connection.savepoint(() => work(tx)),
    copyOut: (statement: string) => connection.copyOut(statement),
    copyIn: (statement: string, fill: (into: Writable) => Promise<void>) =>
      connection.copyIn(statement, fill),
  });
  return tx;
}

type Work<T> = (tx: SqlTransaction) => Promise<T>;

/** The same of a pool that is open already. */
export const createSql = (pool: Pool): Sql =>
  Object.assign(createStatements(pool), {
    begin<T>(first: TransactionOptions | Work<T>, second?: Work<T>): Promise<T> {
      const [options, work] = typeof first === 'function' ? [{}, first] : [first, second];
      if (!work) throw new TypeError('A transaction needs work to do.');
      return pool.transaction(options, (connection) => work(createSqlTransaction(connection)));
    },
    async *copyOut(options: TransactionOptions, statement: string): AsyncGenerator<Buffer> {
      const connection = await pool.begin(options);
      try {
        yield* connection.copyOut(statement);
      } finally {
        await connection.rollBack();
      }
    },
    listen: (channels: Channels) => listenOn(pool.config, channels),
    end: (withinMs?: number) => pool.end(withinMs),
  });

/**
 * Opens connections for statements that are written as templates: one, unless more are asked for. For commands and the
 * like, in which one statement may have to wait for another.
 */
export const openSql = (url: string, options: Partial<PoolOptions> = {}): Sql =>
  createSql(new Pool(url, { max: 1, connectWithinMs: 60_000, ...options }));
