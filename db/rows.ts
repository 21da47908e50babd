import { isDeepStrictEqual } from 'node:util';
import type { SQL } from 'drizzle-orm';
import { z } from 'zod';
import { dialect } from './sql.ts';
import type { Row, Rows } from './statement.ts';

/** What runs a statement: a database or a transaction, or the connection of a command. */
type Runner = { execute(query: SQL): PromiseLike<Rows> };

/** A row that the database gave and its shape does not allow. Thrown in tests only. */
export class RowShapeError extends Error {
  override readonly name = 'RowShapeError';
}

/** The rows that a shape describes. */
export type RowOf<S extends z.ZodRawShape> = z.input<z.ZodObject<S>>;

let isChecking = false;

/**
 * From now on every row that readRows gives is held against its shape. The setups of the tests ask for it; the
 * application never does, so that reading costs nothing there.
 */
export function checkEveryRow(): void {
  isChecking = true;
}

/**
 * Reads the rows of a statement that only SQL can say: sheets, boards, sums over many tables. One table alone is read
 * with the builder (`tx.select().from(round)`), whose types come from db/schema.
 *
 *   const rows = await readRows(
 *     tx,
 *     { code: z.string(), state: z.enum(round.state.enumValues), reports: z.number() },
 *     sql`select r.code, r.state, count(s)::integer as reports from …`,
 *   );
 *
 * The shape names every column and gives the rows their type. It says what the driver hands over: moments, days,
 * numerics and bigints are text ("2025-01-20", "12.5000"); JSON is a value. Rows come as the database gave them: in
 * tests a column that is missing, of another type or not named by the shape is refused with a RowShapeError, and so is
 * a shape that would change the row (a default, a transform, an object without all of its keys); in production nothing is
 * looked at.
 */
export async function readRows<const S extends z.ZodRawShape>(
  from: Runner,
  shape: S,
  query: SQL,
): Promise<RowOf<S>[]> {
  // Sent now, not when somebody waits for it: statements that are asked together travel together.
  const rows = await from.execute(query).then((answer) => answer);
  if (isChecking) for (const row of rows) checkRow(shape, row, query);
  return rows as unknown as RowOf<S>[];
}

const strictShapes = new WeakMap<z.ZodRawShape, z.ZodType>();

function checkRow(shape: z.ZodRawShape, row: Row, query: SQL): void {
  const strict = strictShapes.get(shape) ?? z.strictObject(shape);
  strictShapes.set(shape, strict);
  const read = strict.safeParse(row);
  if (!read.success)
    throw new RowShapeError(`${z.prettifyError(read.error)}\nin a row of ${nameQuery(query)}`);
  const parsed = read.data as Row;
  const changed = Object.keys(shape).filter((column) => !isDeepStrictEqual(parsed[column], row[column]));
  if (changed.length === 0) return;
  throw new RowShapeError(
    `The shape does not say all that is in ${changed.join(', ')}, or changes it,\nin a row of ${nameQuery(query)}`,
  );
}

/** The beginning of a statement, without its values. */
const nameQuery = (query: SQL): string =>
  dialect.sqlToQuery(query).sql.replaceAll(/\s+/g, ' ').trim().slice(0, 160);
