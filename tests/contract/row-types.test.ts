import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** `execute<Row>(…)`, and type arguments before a template: sql<Row[]>`…`. */
function listByHand(text: string): number[] {
  return [...text.matchAll(/\b[\w$]+(?=<[^/])/g)]
    .filter(({ 0: name, index }) => {
      let depth = 0;
      let end = index + name.length;
      do {
        if (text[end] === '<') depth += 1;
        if (text[end] === '>' && text[end - 1] !== '=') depth -= 1;
        end += 1;
      } while (depth > 0 && end < text.length);
      return text[end] === '`' || (name === 'execute' && text[end] === '(');
    })
    .map(({ index }) => index);
}

test('places that state it are found, and no others', () => {
  const found = (text: string) => listByHand(text).map((index) => text.slice(index).split('<')[0]);
  expect(found('await tx.execute<{ n: number; at: Map<string, () => void> }>(sql`select`)')).toEqual([
    'execute',
  ]);
  expect(found('owner<\n  { n: number }[]\n>`select`; readRows<S>(tx, shape, sql`select`)')).toEqual([
    'owner',
  ]);
  expect(found('sql<number>`count(*)`; tx.execute(sql`select`); a < b; Array<string>')).toEqual(['sql']);
  expect(found('`<h1>a title</h1>`')).toEqual([]);
});

// Such a type is held to nothing: write with the builder, or with readRows and a shape (db/rows.ts).
test('no place states the type of a row by hand', async () => {
  const places: string[] = [];
  for (const folder of ['server', 'db', 'seeds']) {
    for (const entry of await readdir(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
      const path = join(entry.parentPath, entry.name);
      const text = await readFile(path, 'utf8');
      for (const index of listByHand(text)) {
        places.push(`${relative(root, path)}:${text.slice(0, index).split('\n').length}`);
      }
    }
  }
  expect(places).toEqual([]);
});
