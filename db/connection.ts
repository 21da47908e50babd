import type { Readable, Writable } from 'node:stream';
import type { PoolClient, QueryConfig } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { DatabaseError, DatabaseUnavailableError, marksAsStale, namesUnavailable } from './database-error.ts';
import type { Row, Rows, Statement, StatementNames } from './statement.ts';

/** Rows of a COPY leave in pieces of about this many bytes. */
const pieceSize = 64 * 1024;

/** What is known of a client beyond what it tells: whether it has ever answered, and whether it is gone. */
export type ClientState = { used: boolean; lost: boolean };

/** Options of a query that the types of pg do not name. */
type Query = QueryConfig & { queryMode: 'extended'; rowMode?: 'array'; query_timeout?: number };

/**
 * One connection while somebody holds it. When it is lost, every later statement is refused: it is never run on
 * another one, where it would stand outside its transaction or inside somebody else's.
 */
export class Connection {
  readonly wasUsed: boolean;
  readonly #client: PoolClient;
  readonly #state: ClientState;
  readonly #names: StatementNames;
  readonly #patienceMs: number;
  #over = false;
  #broken: Error | null = null;
  #savepoints = 0;
  readonly #left: PromiseLike<unknown>[] = [];
  #isHolding = false;

  /** @param patienceMs how long to wait for one answer, beyond the server's own limit; 0: for ever */
  constructor(client: PoolClient, state: ClientState, names: StatementNames, patienceMs: number) {
    this.#client = client;
    this.#state = state;
    this.#names = names;
    this.#patienceMs = patienceMs;
    this.wasUsed = state.used;
  }

  /** Begins a transaction with settings of its own. */
  async begin(mode: string, settings: Readonly<Record<string, string>>): Promise<void> {
    await Promise.all([
      this.run({ text: `begin ${mode}`.trimEnd(), values: [] }),
      ...Object.entries(settings).map((setting) =>
        this.run({ text: 'select set_config($1, $2, true)', values: setting }),
      ),
    ]);
  }

  /** Runs a statement. Several may be under way: they travel together and are answered in order. */
  async run(statement: Statement): Promise<Rows> {
    this.#refuseWhenOver();
    return this.#query(statement);
  }

  /** Runs a text of one or more statements without parameters; gives the rows of the last one. */
  async script(text: string): Promise<Row[]> {
    this.#refuseWhenOver();
    this.#refuseWhenBroken();
    try {
      const result: unknown = await this.#client.query(text);
      this.#state.used = true;
      const last = (Array.isArray(result) ? result.at(-1) : result) as { rows: Row[] };
      return last.rows;
    } catch (error) {
      throw this.#explain(error, text);
    }
  }

  /** Does a part of a transaction that can be undone by itself. */
  async savepoint<T>(work: () => Promise<T>): Promise<T> {
    this.#savepoints += 1;
    const name = `bohol_${this.#savepoints}`;
    const say = (text: string) => this.run({ text: `${text} ${name}`, values: [] });
    await say('savepoint');
    let result: T;
    try {
      result = await work();
    } catch (error) {
      // When this fails too, the connection is gone and the first failure is the one that tells why.
      await say('rollback to savepoint').catch(() => {});
      throw error;
    }
    await say('release savepoint');
    return result;
  }

  /** What a COPY ... TO STDOUT gives, at the pace of the reader. A reader that leaves before the end costs the connection. */
  async *copyOut(statement: string): AsyncGenerator<Buffer> {
    this.#refuseWhenOver();
    this.#refuseWhenBroken();
    let isWhole = false;
    const stream = this.#client.query(this.#alone(copyTo(statement)));
    try {
      let piece: Buffer[] = [];
      let size = 0;
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        piece.push(chunk);
        size += chunk.length;
        if (size < pieceSize) continue;
        yield Buffer.concat(piece, size);
        piece = [];
        size = 0;
      }
      isWhole = true;
      if (size > 0) yield Buffer.concat(piece, size);
    } catch (error) {
      throw this.#explain(error, statement);
    } finally {
      if (isWhole) this.#setPipeline(true);
      else this.#breakOff();
    }
  }

  /** Takes the rows of a COPY ... FROM STDIN, at the pace of the database. A failure costs the connection. */
  async copyIn(statement: string, fill: (into: Writable) => Promise<void>): Promise<void> {
    this.#refuseWhenOver();
    this.#refuseWhenBroken();
    try {
      await fill(this.#client.query(this.#alone(copyFrom(statement))));
      this.#setPipeline(true);
    } catch (error) {
      const explained = this.#explain(error, statement);
      this.#breakOff();
      throw explained;
    }
  }

  /**
   * Takes the answer of statements that nobody waits for: the end of the transaction travels behind them. When they
   * fail nothing is kept, and the transaction fails with their error.
   */
  leave(answer: PromiseLike<unknown>): void {
    // A builder sends its statement when it is asked for its answer: that is here, before the end is sent.
    const left = answer.then((given) => given);
    left.then(undefined, () => {});
    this.#left.push(left);
  }

  /** Waits for what was left. Throws the first error of it. */
  async settle(): Promise<void> {
    const failed = (await Promise.allSettled(this.#left)).find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  }

  /**
   * Keeps what the transaction did. Throws when it was not kept; when the answer is lost nobody knows, and that is an
   * error too.
   */
  async commit(): Promise<void> {
    this.#over = true;
    const ended = this.#query({ text: 'commit', values: [] });
    ended.catch(() => {});
    await this.settle();
    const { command } = await ended;
    if (command !== 'COMMIT') {
      throw new Error('A statement of the transaction had failed, so nothing was kept.');
    }
  }

  /** Undoes the transaction. Never throws: a connection on which that fails is closed, which undoes it as well. */
  async rollBack(): Promise<void> {
    this.#over = true;
    try {
      await this.#query({ text: 'rollback', values: [] });
    } catch {
      // Known by its state when it is released.
    } finally {
      this.release();
    }
  }

  /** Gives the connection back. One that is lost, in a transaction or in the middle of something is closed instead. */
  release(): void {
    this.#over = true;
    const isIdle = this.#client.getTransactionStatus() === 'I';
    this.#client.release(this.#broken ?? (this.#state.lost || !isIdle));
  }

  async #query({ text, values, asArrays }: Statement): Promise<Rows & { command: string }> {
    this.#refuseWhenBroken();
    if (values.includes(undefined)) throw new TypeError('A parameter of a statement is undefined.');
    const name = this.#names.nameOf(text);
    const query: Query = {
      text,
      values: [...values],
      // With a text of its own, nothing can hide behind a statement.
      queryMode: 'extended',
      ...(name === undefined ? {} : { name }),
      ...(asArrays ? { rowMode: 'array' as const } : {}),
      ...(this.#patienceMs > 0 ? { query_timeout: this.#patienceMs } : {}),
    };
    this.#sendTogether();
    try {
      const { rows, rowCount, command } = await this.#client.query<Row>(query);
      this.#state.used = true;
      // Beside the rows, not among them: who compares rows does not see it.
      return Object.defineProperties(rows, {
        count: { value: rowCount ?? rows.length },
        command: { value: command },
      }) as Rows & { command: string };
    } catch (error) {
      throw this.#explain(error, text);
    }
  }

  /** What is asked in one go leaves in one piece. */
  #sendTogether(): void {
    if (this.#isHolding) return;
    this.#isHolding = true;
    const { stream } = this.#client.connection;
    stream.cork();
    process.nextTick(() => {
      this.#isHolding = false;
      stream.uncork();
    });
  }

  /** What a failure is to the caller, and whether the connection can be used after it. */
  #explain(error: unknown, text: string): unknown {
    const isRefusal = error instanceof DatabaseError;
    const isGone = isRefusal ? namesUnavailable(error) || marksAsStale(error) : this.#isLost(error);
    if (isGone) {
      const unavailable = new DatabaseUnavailableError(error);
      this.#broken ??= unavailable;
      return unavailable;
    }
    this.#state.used ||= isRefusal;
    // Parameters are what people wrote; the text of the statement is ours.
    return isRefusal ? Object.assign(error, { query: text }) : error;
  }

  #isLost(error: unknown): boolean {
    if (this.#state.lost || this.#broken) return true;
    return error instanceof Error && /^Query read timeout$|is not queryable$/.test(error.message);
  }

  #refuseWhenOver(): void {
    if (this.#over) throw new Error('The transaction is over; this statement would run outside of it.');
  }

  #refuseWhenBroken(): void {
    const broken = this.#broken;
    if (broken)
      throw broken instanceof DatabaseUnavailableError ? broken : new DatabaseUnavailableError(broken);
  }

  /** A COPY has the connection for itself: nothing may be sent behind it. */
  #alone<T extends Readable | Writable>(stream: T): T {
    // A connection that is lost when the last row is through already has nobody left to tell.
    stream.on('error', () => {});
    this.#setPipeline(false);
    return stream;
  }

  #breakOff(): void {
    this.#broken ??= new Error('A COPY was broken off.');
  }

  #setPipeline(pipeline: boolean): void {
    Object.assign(this.#client, { pipeline });
  }
}
