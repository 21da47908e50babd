import { entityKind } from 'drizzle-orm';
import {
  PgDatabase,
  PgPreparedQuery,
  type PgQueryResultHKT,
  PgSession,
  PgTransaction,
  type PgTransactionConfig,
  type PreparedQueryConfig,
} from 'drizzle-orm/pg-core';
import type { SelectedFieldsOrdered } from 'drizzle-orm/pg-core/query-builders/select.types';
import { fillPlaceholders, type Query } from 'drizzle-orm/sql';
import * as drizzleInside from 'drizzle-orm/utils';
import type { Connection } from './connection.ts';
import type { Pool } from './pool.ts';
import { createSql, createSqlTransaction, dialect, type Sql, type SqlTransaction } from './sql.ts';
import type { Row, Rows, Statement } from './statement.ts';

/** What `execute` answers with. */
interface Answer extends PgQueryResultHKT {
  type: Rows<this['row'] & Row>;
}

export type TransactionConfig = PgTransactionConfig & {
  /** Settings for this transaction only. They are there before anything else runs. */
  settings?: Readonly<Record<string, string>>;
  /** First questions that travel with the beginning; see TransactionOptions. */
  open?: (tx: Transaction) => Promise<void>;
};

/** Puts a row of a select into the shape that was asked for. Every driver of Drizzle uses it; its types leave it out. */
const { mapResultRow } = drizzleInside as unknown as {
  mapResultRow: (
    fields: SelectedFieldsOrdered,
    row: unknown[],
    joinsNotNullable: Record<string, boolean> | undefined,
  ) => unknown;
};

type MapRows = (rows: unknown[][]) => unknown;
type Runner = { run(statement: Statement): Promise<Row[]> };

class Prepared<T extends PreparedQueryConfig> extends PgPreparedQuery<T> {
  static override readonly [entityKind]: string = 'BoholPrepared';
  /** Set by the builder of a select with joins. */
  declare joinsNotNullableMap?: Record<string, boolean>;
  readonly #runner: Runner;
  readonly #fields: SelectedFieldsOrdered | undefined;
  readonly #mapRows: MapRows | undefined;
  readonly #repeatable: boolean;

  constructor(
    runner: Runner,
    query: Query,
    fields: SelectedFieldsOrdered | undefined,
    mapRows: MapRows | undefined,
    repeatable: boolean,
  ) {
    super(query, undefined, undefined, undefined);
    this.#runner = runner;
    this.#fields = fields;
    this.#mapRows = mapRows;
    this.#repeatable = repeatable;
  }

  /** Failures are thrown as they are: Drizzle's own error would carry the parameters in its message. */
  override async execute(placeholders: Record<string, unknown> = {}): Promise<T['execute']> {
    const { sql: text, params } = this.query;
    const fields = this.#fields;
    const asArrays = fields !== undefined || this.#mapRows !== undefined;
    const values = fillPlaceholders(params, placeholders);
    const rows = await this.#runner.run({ text, values, asArrays, repeatable: this.#repeatable });
    if (!asArrays) return rows;
    const arrays = rows as unknown as unknown[][];
    if (this.#mapRows) return this.#mapRows(arrays);
    return arrays.map((row) => mapResultRow(fields ?? [], row, this.joinsNotNullableMap));
  }

  all(placeholders?: Record<string, unknown>): Promise<T['all']> {
    return this.execute(placeholders);
  }

  /** Asked by the builders of statements with `returning`. */
  isResponseInArrayMode(): boolean {
    return this.#fields !== undefined || this.#mapRows !== undefined;
  }
}

class Session extends PgSession<Answer> {
  static override readonly [entityKind]: string = 'BoholSession';
  readonly #pool: Pool | null;
  readonly #runner: Runner;

  constructor(runner: Pool | Connection, pool: Pool | null) {
    super(dialect);
    this.#runner = runner;
    this.#pool = pool;
  }

  override prepareQuery<T extends PreparedQueryConfig>(
    query: Query,
    fields: SelectedFieldsOrdered | undefined,
    _name: string | undefined,
    _isArrays: boolean,
    mapRows?: MapRows,
    about?: { type: 'select' | 'update' | 'delete' | 'insert' },
  ): PgPreparedQuery<T> {
    return new Prepared<T>(this.#runner, query, fields, mapRows, about?.type === 'select');
  }

  override transaction<T>(
    work: (tx: Transaction) => Promise<T>,
    { settings, open, isolationLevel, accessMode, deferrable }: TransactionConfig = {},
  ): Promise<T> {
    if (!this.#pool) throw new Error('A transaction begins on a database.');
    const mode = [
      isolationLevel ? `isolation level ${isolationLevel}` : '',
      accessMode ?? '',
      deferrable === undefined ? '' : `${deferrable ? '' : 'not '}deferrable`,
    ];
    const options = {
      mode: mode.filter(Boolean).join(' '),
      settings,
      open: open && ((connection: Connection) => open(new Transaction(connection))),
    };
    return this.#pool.transaction(options, (connection) => work(new Transaction(connection)));
  }
}

/** One transaction: Drizzle's builders, `execute`, and the statements as templates in `sql`. */
export class Transaction extends PgTransaction<Answer> {
  static override readonly [entityKind]: string = 'BoholTransaction';
  readonly sql: SqlTransaction;
  readonly #connection: Connection;

  constructor(connection: Connection) {
    super(dialect, new Session(connection, null), undefined);
    this.#connection = connection;
    this.sql = createSqlTransaction(connection);
  }

  /**
   * Does not wait for statements: the end of the transaction travels behind them, and fails with their error. Not for
   * a part that can be undone by itself, nor for what is checked when it has been answered.
   */
  leave(answer: PromiseLike<unknown>): void {
    this.#connection.leave(answer);
  }

  /** A part of the transaction that can be undone by itself. */
  override transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const inner = new Transaction(this.#connection);
    return this.#connection.savepoint(() => work(inner));
  }
}

/** Statements that are asked at once, and what they answer. */
export type Questions = readonly PromiseLike<unknown>[];
export type Answers<Q extends Questions> = { -readonly [K in keyof Q]: Awaited<Q[K]> };

/** A pool with Drizzle's builders; `$client` takes statements as templates. */
export class Database extends PgDatabase<Answer> {
  static override readonly [entityKind]: string = 'BoholDatabase';
  readonly $client: Sql;
  readonly #pool: Pool;

  constructor(pool: Pool) {
    super(dialect, new Session(pool, pool), undefined);
    this.#pool = pool;
    this.$client = createSql(pool);
  }

  /**
   * Asks questions that do not depend on each other in one read-only transaction, which travels to the server as a
   * whole.
   */
  read<const Q extends Questions>(
    settings: Readonly<Record<string, string>>,
    questions: (tx: Transaction) => Q,
  ): Promise<Answers<Q>> {
    return this.#pool.read(settings, (connection) =>
      // A builder sends its statement when it is asked for its answer: that is here and not later, when the end of
      // the transaction is on its way already.
      Promise.all(
        questions(new Transaction(connection)).map((question) => question.then((answer) => answer)),
      ),
    ) as Promise<unknown> as Promise<Answers<Q>>;
  }

  override transaction<T>(work: (tx: Transaction) => Promise<T>, config?: TransactionConfig): Promise<T> {
    return super.transaction((tx) => work(tx as Transaction), config);
  }
}
