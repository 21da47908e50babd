import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { findCarryOverProblem, isFromBefore } from '#db/carry-over.ts';
import { listMigrations } from '#db/migrate.ts';
import { AdminError } from '../command.ts';
import {
  type BackupHeader,
  type BackupSequences,
  countLines,
  endOfRows,
  formatName,
  formatVersion,
  headerSchema,
  sequencesSchema,
  tableSchema,
  trailerSchema,
} from './backup-format.ts';

/** The parts of a copy, in the order of the file. `rows` must be read to its end before the next part is asked for. */
export type BackupPart =
  | { kind: 'header'; header: BackupHeader }
  | { kind: 'table'; table: string; columns: string[]; rows: AsyncGenerator<Buffer> }
  | { kind: 'sequences'; sequences: BackupSequences }
  /** Given only when everything before it was as it was written. */
  | { kind: 'end'; rows: Record<string, number> };

/** The file is not what a backup wrote. */
export class BackupFileError extends AdminError {}

/**
 * Reads a copy from its beginning, as a stream. Throws BackupFileError, at the latest in place of the part `end`, for
 * a file that is no copy, was cut off or was changed by accident.
 */
export async function* readBackup(handle: FileHandle, name: string): AsyncGenerator<BackupPart> {
  const damaged = (what: string) => describeDamaged(name, what);
  const { size } = await handle.stat();
  const gunzip = createGunzip({ chunkSize: 64 * 1024 });
  // A failure to read destroys the decompressor, and so it reaches whoever reads from that.
  pipeline(readBytes(handle), gunzip).catch(() => {});
  const reader = new LineReader(gunzip, name);
  try {
    const first = await reader.readLine();
    const header = headerSchema.safeParse(parseJson(first));
    if (!header.success) throw describeNoCopy(name);
    if (header.data.version !== formatVersion) {
      throw new BackupFileError(`${name} was written by a newer version of the tracker; use that version.`);
    }
    yield { kind: 'header', header: header.data };
    const counts: Record<string, number> = {};
    for (;;) {
      const before = reader.digest();
      const value = parseJson(await reader.readLine());
      const table = tableSchema.safeParse(value);
      const sequences = sequencesSchema.safeParse(value);
      const trailer = trailerSchema.safeParse(value);
      if (table.success) {
        const { table: named, columns } = table.data;
        if (named in counts) throw damaged(`it holds ${named} twice`);
        counts[named] = 0;
        const count = (rows: number) => {
          counts[named] = (counts[named] ?? 0) + rows;
        };
        yield { kind: 'table', table: named, columns, rows: reader.readRows(count) };
      } else if (sequences.success) yield { kind: 'sequences', sequences: sequences.data.sequences };
      else if (trailer.success) {
        if (trailer.data.sha256 !== before) throw damaged('its content is not what was written');
        if (!isEqualCount(trailer.data.rows, counts)) throw damaged('rows are missing');
        if (!(await reader.isAtEnd()) || !(await endsWithLength(handle, size, reader.length))) {
          throw damaged('something follows its end');
        }
        yield { kind: 'end', rows: counts };
        return;
      } else throw damaged('a line in it cannot be read');
    }
  } finally {
    gunzip.destroy();
  }
}

/** The bytes of a file from its first, without an end to the handle. */
async function* readBytes(handle: FileHandle): AsyncGenerator<Buffer> {
  for (let position = 0; ; ) {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(64 * 1024), 0, 64 * 1024, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** Lines of text and blocks of rows out of a stream of bytes, with the fingerprint of all that was given out. */
class LineReader {
  /** Bytes given out so far, uncompressed. */
  length = 0;
  readonly #chunks: AsyncIterator<Buffer>;
  readonly #name: string;
  readonly #hash = createHash('sha256');
  #buffer: Buffer = Buffer.alloc(0);

  constructor(bytes: AsyncIterable<Buffer>, name: string) {
    this.#name = name;
    this.#chunks = bytes[Symbol.asyncIterator]();
  }

  /** The fingerprint up to here. */
  digest(): string {
    return this.#hash.copy().digest('hex');
  }

  async readLine(): Promise<string> {
    let end = this.#buffer.indexOf(10);
    for (let from = 0; end < 0; end = this.#buffer.indexOf(10, from)) {
      from = this.#buffer.length;
      if (from > longestLine || !(await this.#fill())) throw this.#describeCutOff();
    }
    return this.#take(end + 1).toString('utf8', 0, end);
  }

  /** Whole rows until the line that ends them. */
  async *readRows(count: (rows: number) => void): AsyncGenerator<Buffer> {
    for (;;) {
      const whole = this.#buffer.subarray(0, this.#buffer.lastIndexOf(10) + 1);
      const end = findEndOfRows(whole);
      const rows = this.#take(end ?? whole.length);
      count(countLines(rows));
      if (rows.length > 0) yield rows;
      if (end !== null) {
        this.#take(endOfRows.length);
        return;
      }
      if (!(await this.#fill())) throw this.#describeCutOff();
    }
  }

  async isAtEnd(): Promise<boolean> {
    return this.#buffer.length === 0 && !(await this.#fill());
  }

  async #fill(): Promise<boolean> {
    const { value, done } = await this.#chunks.next().catch((error: unknown) => {
      throw this.#explain(error);
    });
    if (done) return false;
    this.#buffer = this.#buffer.length === 0 ? value : Buffer.concat([this.#buffer, value]);
    return true;
  }

  #describeCutOff(): BackupFileError {
    return this.length === 0
      ? describeNoCopy(this.#name)
      : new BackupFileError(`${this.#name} is cut off before its end. Use another copy.`);
  }

  /** What the decompressor says, in words. */
  #explain(error: unknown): unknown {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'Z_BUF_ERROR') return this.#describeCutOff();
    if (typeof code !== 'string' || !code.startsWith('Z_')) return error;
    return this.length === 0
      ? describeNoCopy(this.#name)
      : describeDamaged(this.#name, 'it cannot be unpacked to the end');
  }

  #take(length: number): Buffer {
    const taken = this.#buffer.subarray(0, length);
    this.#buffer = this.#buffer.subarray(length);
    this.#hash.update(taken);
    this.length += length;
    return taken;
  }
}

/** Where in whole lines the one stands that ends the rows; null when it is not among them. */
function findEndOfRows(lines: Buffer): number | null {
  if (lines.subarray(0, endOfRows.length).toString() === endOfRows) return 0;
  const lineBreak = lines.indexOf(`\n${endOfRows}`);
  return lineBreak < 0 ? null : lineBreak + 1;
}

/** A line of JSON is a few kilobytes; what goes on for longer is no copy. */
const longestLine = 16 * 1024 * 1024;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isEqualCount(some: Record<string, number>, others: Record<string, number>): boolean {
  const names = Object.keys(some);
  return names.length === Object.keys(others).length && names.every((name) => some[name] === others[name]);
}

/**
 * A gzip file ends with the length of what it holds. Bytes that somebody has put behind its end are passed over by
 * the decompressor, and then these four are others.
 */
async function endsWithLength(handle: FileHandle, size: number, length: number): Promise<boolean> {
  const last = Buffer.alloc(4);
  await handle.read(last, 0, 4, Math.max(0, size - 4));
  return last.readUInt32LE() === length % 2 ** 32;
}

const describeNoCopy = (name: string) =>
  new BackupFileError(`${name} is not a copy that the command backup has written (${formatName}).`);

const describeDamaged = (name: string, what: string) =>
  new BackupFileError(`${name} is damaged: ${what}. Use another copy.`);

export type VerifiedBackup = { header: BackupHeader; rows: Record<string, number>; total: number };

/** Opens a copy to be read from its beginning, more than once if need be, whatever happens to its name meanwhile. */
export async function withBackupFile<T>(file: string, work: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(file, 'r');
  try {
    return await work(handle);
  } finally {
    await handle.close();
  }
}

/** Reads a copy to its end and says what is in it. Throws BackupFileError unless it is whole. */
export async function verifyBackup(handle: FileHandle, name: string): Promise<VerifiedBackup> {
  let header: BackupHeader | null = null;
  let rows: Record<string, number> | null = null;
  for await (const part of readBackup(handle, name)) {
    if (part.kind === 'header') header = part.header;
    else if (part.kind === 'end') rows = part.rows;
    else if (part.kind === 'table') for await (const _ of part.rows);
  }
  if (!header || !rows) throw new Error('The reader of copies gives a beginning and an end, or throws.');
  return { header, rows, total: Object.values(rows).reduce((sum, count) => sum + count, 0) };
}

/** Why this version of the tracker cannot restore a copy, as a sentence; null when it can. */
export async function findForeignMigration({ migrations }: BackupHeader): Promise<string | null> {
  if (isFromBefore(migrations)) {
    const problem = findCarryOverProblem(migrations);
    return problem && `The copy is too old for this version. ${problem}`;
  }
  const known = await listMigrations();
  if (migrations.length > known.length) {
    return 'The copy is from a newer version of the tracker than this one; restore it with that version.';
  }
  const other = migrations.find(
    ({ name, sha256 }, index) => known[index]?.name !== name || known[index].sha256 !== sha256,
  );
  if (!other) return null;
  return `The migration ${other.name} of the copy is not the one of this version; restore it with the version that made it.`;
}

/** Throws AdminError when this version of the tracker cannot restore a copy. */
export async function requireOwnMigrations(header: BackupHeader): Promise<void> {
  const foreign = await findForeignMigration(header);
  if (foreign) throw new AdminError(foreign);
}
