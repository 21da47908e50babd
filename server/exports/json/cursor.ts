import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { DataFilter } from '#server/domain/data/data-query.rules.ts';
import type { DataPosition } from '../data-rows.ts';

const cursorSchema = z.tuple([
  z.number().int().positive(),
  z.string(),
  z.number().int().min(0),
  z.number().int().min(0),
]);

/** The content of a cursor: a position in the rows of a publication under a filter. */
export type Cursor = { publication: number; from: DataPosition };

/** Ties a cursor to one file and one filter: among other rows its position would mean something else. */
function signFilter(dataset: string, filter: DataFilter): string {
  const parts = Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([dataset, parts]))
    .digest('base64url')
    .slice(0, 10);
}

export function writeCursor(dataset: string, filter: DataFilter, { publication, from }: Cursor): string {
  const content = [publication, signFilter(dataset, filter), from.pair, from.row];
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

/** Parses a cursor; returns null if it is malformed or belongs to another file or filter. */
export function readCursor(text: string, dataset: string, filter: DataFilter): Cursor | null {
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
  const read = cursorSchema.safeParse(content);
  if (!read.success || read.data[1] !== signFilter(dataset, filter)) return null;
  const [publication, , pair, row] = read.data;
  return { publication, from: { pair, row } };
}
