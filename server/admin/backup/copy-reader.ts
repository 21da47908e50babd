import type { Readable } from 'node:stream';
import type postgres from 'postgres';
import { quoteName, quoteTable } from './list-tables.ts';

/** Rows are given in blocks of about this many bytes: one by one they would keep gzip busy with itself. */
const blockBytes = 64 * 1024;

/** Reads tables by COPY in a transaction, one after the other, at the pace of whoever takes the rows. */
export class CopyReader {
  readonly #sql: postgres.Sql;
  #stream: Readable | null = null;

  constructor(sql: postgres.Sql) {
    this.#sql = sql;
  }

  /** The rows of a table as COPY writes them, a line each, in blocks of whole rows. */
  async *readRows(table: string, columns: readonly string[]): AsyncGenerator<Buffer> {
    const statement = `copy ${quoteTable(table)} (${columns.map(quoteName).join(', ')}) to stdout`;
    const stream = await this.#sql.unsafe(statement).readable();
    this.#stream = stream;
    let kept: Buffer[] = [];
    let size = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      kept.push(chunk);
      size += chunk.length;
      if (size < blockBytes) continue;
      yield Buffer.concat(kept, size);
      kept = [];
      size = 0;
    }
    this.release();
    if (size > 0) yield Buffer.concat(kept, size);
  }

  /**
   * Lets the connection go on. The driver pauses it while a buffer is full and wakes it when somebody reads; when the
   * last row is in that buffer, or nobody wants the rest, nobody does, and the connection could not even be closed.
   */
  release(): void {
    try {
      this.#stream?._read(0);
    } catch {
      // The connection is gone already.
    }
    this.#stream = null;
  }
}
