import pg from 'pg';
import { type ClientState, Connection } from './connection.ts';
import { DatabaseError, DatabaseUnavailableError, namesUnavailable } from './database-error.ts';
import { type Row, type Rows, type Statement, StatementNames } from './statement.ts';

export type PoolOptions = {
  /** How many connections at most. */
  max: number;
  /** Shown by the database as application_name. */
  name?: string;
  /** Statements that take longer are ended by the server; 0: none is. */
  statementTimeoutMs?: number;
  /** Further settings of every session. */
  settings?: Readonly<Record<string, string | number>>;
  /** How long to wait for a connection: for a free one and, where there is none, for a new one. */
  connectWithinMs?: number;
  /** Its role can only read, so a statement whose connection turned out to be dead is asked again. */
  readOnly?: boolean;
};

export type TransactionOptions = {
  /** What follows `begin`, such as "read only". */
  mode?: string | undefined;
  /** Settings for this transaction only. They are there before anything else runs. */
  settings?: Readonly<Record<string, string>> | undefined;
  /**
   * Asks first questions, which travel with the beginning of the transaction. They may lock rows and must change nothing:
   * when the connection turns out to be dead they are asked again on another.
   */
  open?: ((connection: Connection) => Promise<void>) | undefined;
};

/** Longer than that nobody waits who looks at a page. */
const connectWithinMs = 10_000;
/** An answer that is this much later than the server's own limit will not come any more. */
const graceMs = 15_000;
/** Connections are made anew now and then, so that what they keep in memory does not grow for ever. */
const lifetimeSeconds = 45 * 60;
const endWithinMs = 5_000;

const text = (value: string) => value;
/** The types of pg know few of the numbers. */
const getTypeParser = pg.types.getTypeParser as (type: number, format?: 'text') => (value: string) => unknown;
const listOfTexts = getTypeParser(1009);
/** Moments, days, times, intervals and points stay as Postgres writes them; lists of them are lists of such texts. */
const parsers = new Map<number, (value: string) => unknown>([
  ...[600, 718, 1082, 1083, 1114, 1184, 1186, 1266].map((type) => [type, text] as const),
  ...[1017, 719, 1182, 1183, 1115, 1185, 1187, 1270, 1231].map((type) => [type, listOfTexts] as const),
]);
const types = {
  getTypeParser: ((type: number, format?: 'text') =>
    parsers.get(type) ?? getTypeParser(type, format)) as typeof pg.types.getTypeParser,
};

/** How a connection is made. */
export function buildClientConfig(url: string, options: Omit<PoolOptions, 'max'>): pg.ClientConfig {
  const address = new URL(url);
  // "require" encrypts without asking for a certificate that is known, as in every other program of Postgres.
  if (address.searchParams.has('sslmode')) address.searchParams.set('uselibpqcompat', 'true');
  const given = address.searchParams.get('options');
  address.searchParams.delete('options');
  const settings = {
    // Moments are read as Postgres writes them; see readMoment.
    TimeZone: 'UTC',
    ...(options.statementTimeoutMs === undefined ? {} : { statement_timeout: options.statementTimeoutMs }),
    ...options.settings,
  };
  return {
    connectionString: address.href,
    application_name: options.name,
    options: [
      ...(given === null ? [] : [given]),
      ...Object.entries(settings).map(
        ([name, value]) => `-c ${name}=${String(value).replaceAll(/[\\ ]/g, '\\$&')}`,
      ),
    ].join(' '),
    types,
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
    connectionTimeoutMillis: options.connectWithinMs ?? connectWithinMs,
  };
}

/** Connections of one role to one database. */
export class Pool {
  readonly config: pg.ClientConfig;
  readonly #pool: pg.Pool;
  readonly #states = new Map<pg.PoolClient, ClientState>();
  readonly #names = new StatementNames();
  readonly #patienceMs: number;
  readonly #readOnly: boolean;
  #ended: Promise<void> | null = null;

  constructor(url: string, options: PoolOptions) {
    this.config = buildClientConfig(url, options);
    this.#readOnly = options.readOnly ?? false;
    this.#patienceMs = options.statementTimeoutMs ? options.statementTimeoutMs + graceMs : 0;
    this.#pool = new pg.Pool({
      ...this.config,
      max: options.max,
      pipeline: true,
      idleTimeoutMillis: 0,
      maxLifetimeSeconds: lifetimeSeconds,
    });
    // An idle connection that is lost is taken out by itself; nobody was waiting for it.
    this.#pool.on('error', () => {});
    this.#pool.on('connect', (client) => {
      const state = { used: false, lost: false };
      this.#states.set(client, state);
      // Without a listener a lost connection would end the process. Whoever holds it is told by their statement.
      client.on('error', () => {
        state.lost = true;
      });
      client.on('end', () => {
        state.lost = true;
        this.#states.delete(client);
      });
    });
  }

  /** Runs one statement on any connection. */
  async run(statement: Statement): Promise<Rows> {
    for (;;) {
      const connection = await this.take();
      try {
        return await connection.run(statement);
      } catch (error) {
        const mayRepeat = statement.repeatable === true || this.#readOnly;
        if (!mayRepeat || !isFoundDead(connection, error)) throw error;
      } finally {
        connection.release();
      }
    }
  }

  /** Runs a text of one or more statements on any connection. */
  async script(statements: string): Promise<Row[]> {
    const connection = await this.take();
    try {
      return await connection.script(statements);
    } finally {
      connection.release();
    }
  }

  /** Does work in a transaction: all of it is kept, or nothing. */
  async transaction<T>(
    options: TransactionOptions,
    work: (connection: Connection) => Promise<T>,
  ): Promise<T> {
    const connection = await this.begin(options);
    let result: T;
    try {
      result = await work(connection);
    } catch (error) {
      await connection.rollBack();
      // What was left had failed before, and this is why.
      await connection.settle();
      throw error;
    }
    try {
      await connection.commit();
    } finally {
      connection.release();
    }
    return result;
  }

  /**
   * Begins a transaction, to be ended by rollBack of the connection, or by commit and release. A connection that turns out to be dead
   * is replaced: nothing has been changed on it yet.
   */
  async begin({ mode = '', settings = {}, open }: TransactionOptions): Promise<Connection> {
    for (;;) {
      const connection = await this.take();
      const [begun, opened] = await Promise.allSettled([
        connection.begin(mode, settings),
        (async () => open?.(connection))(),
      ]);
      if (begun.status === 'fulfilled' && opened.status === 'fulfilled') return connection;
      await connection.rollBack();
      // Without a transaction whatever else was asked is of no use.
      const error: unknown =
        begun.status === 'rejected' ? begun.reason : (opened as PromiseRejectedResult).reason;
      if (!isFoundDead(connection, error)) throw error;
    }
  }

  /**
   * Asks several questions in one read-only transaction, which travels to the server as a whole: its beginning, the
   * questions and its end. When the connection turns out to be dead they are asked again on another.
   */
  async read<T>(
    settings: Readonly<Record<string, string>>,
    ask: (connection: Connection) => Promise<T>,
  ): Promise<T> {
    for (;;) {
      const connection = await this.take();
      const [begun, answer, ended] = await Promise.allSettled([
        connection.begin('read only', settings),
        (async () => ask(connection))(),
        // From here on nothing more is taken: it would be asked outside of the transaction, by nobody.
        connection.commit(),
      ]);
      connection.release();
      // The first that failed is why those after it did.
      const failed = [begun, answer, ended].find((outcome) => outcome.status === 'rejected');
      if (answer.status === 'fulfilled' && !failed) return answer.value;
      if (!isFoundDead(connection, failed?.reason)) throw failed?.reason;
    }
  }

  /** Takes a connection, which has to be released. Throws DatabaseUnavailableError when there is none in time. */
  async take(): Promise<Connection> {
    let client: pg.PoolClient;
    try {
      client = await this.#pool.connect();
    } catch (error) {
      // What Postgres refuses in words, such as a wrong password, is no outage.
      if (error instanceof DatabaseError && !namesUnavailable(error)) throw error;
      throw new DatabaseUnavailableError(error);
    }
    const state = this.#states.get(client) ?? { used: true, lost: true };
    return new Connection(client, state, this.#names, this.#patienceMs);
  }

  /** Closes every connection. What is under way may end, for so long; then it is cut off. */
  end(withinMs = endWithinMs): Promise<void> {
    this.#ended ??= this.#close(withinMs);
    return this.#ended;
  }

  async #close(withinMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const cut = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        for (const client of this.#states.keys()) client.connection.stream.destroy();
        resolve();
      }, withinMs);
    });
    await Promise.race([this.#pool.end(), cut]);
    clearTimeout(timer);
  }
}

/** Whether a connection that had answered before was dead; its place is then taken by another. */
const isFoundDead = (connection: Connection, error: unknown): boolean =>
  connection.wasUsed && error instanceof DatabaseUnavailableError;
