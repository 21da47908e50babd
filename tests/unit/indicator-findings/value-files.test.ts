import { describe, expect, it } from 'vitest';
import { createCsvStream } from '#app/features/data/csv-stream.ts';
import { valueColumnWords } from '#app/features/data/file-words.ts';
import { buildValueColumns } from '#app/features/data/value-csv.ts';

const origin = 'https://tracker.test';

async function* pagesOf(count: number, taken: number[] = []) {
  for (let page = 0; page < count; page += 1) {
    taken.push(page);
    yield [{ word: `=cmd ${page}` }, { word: '' }];
  }
}

const columns = [{ name: 'word', cell: (row: { word: string }) => row.word }];
const open = (pages: ReturnType<typeof pagesOf>, headers: Record<string, string> = {}) =>
  createCsvStream({
    name: 'bohol values',
    columns,
    pages,
    version: 'a'.repeat(64),
    request: new Request(origin, { headers }),
  });

describe('files of figures', () => {
  it('explain every column, in the order of the file', () => {
    expect(valueColumnWords.map(({ name }) => name)).toEqual(
      buildValueColumns('https://tracker.test', 3).map(({ name }) => name),
    );
  });

  it('have their names once and cells that no spreadsheet runs', async () => {
    const response = open(pagesOf(2));
    expect(response.headers.get('x-stream')).toBe('1');
    expect(await response.text()).toBe("word\r\n'=cmd 0\r\n\r\n'=cmd 1\r\n\r\n");
  });

  it('read the next page only when the one before has been taken', async () => {
    const taken: number[] = [];
    const reader = open(pagesOf(50, taken)).body!.getReader();
    await reader.read();
    await reader.read();
    expect(taken.length).toBeLessThanOrEqual(3);
    await reader.cancel();
    expect(taken.length).toBeLessThanOrEqual(3);
  });

  it('are not sent again to who has them', () => {
    const first = open(pagesOf(1));
    const again = open(pagesOf(1), { 'if-none-match': first.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
  });
});
