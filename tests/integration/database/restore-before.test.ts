import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { verifyBundle } from '#server/publications/verify-bundle.ts';
import { sealPublications } from '#server/use-cases/publication/seal-publications.ts';
import { openCopy } from '#tests/golden/copies.ts';
import { readDataFile } from '#tests/support/data-file.ts';
import type { World } from '#tests/support/world.ts';

/**
 * The demo as version 0.1.0 kept it: a copy of a database with all of the migrations of before the baseline. Its three
 * publications are older still, from before publications were documents.
 */
const copies = join(import.meta.dirname, '../../golden/before-baseline');
let world: World;
let stop: () => Promise<void>;

beforeAll(async () => {
  const golden = await openCopy('demo', copies, inject('adminUrl'));
  ({ world } = golden);
  stop = () => golden.close();
}, 60_000);
afterAll(() => stop?.());

const sum = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** As they were served when they were published, for the same database. */
const filesBefore = {
  'values.csv': ['250b3d8deeae2a89', '989a1d2ee6539e88', '6ec6211780aaf097'],
  'statuses.csv': ['f9baf7268196f6fd', '850322914025b2d1', '0f35e94af494610e'],
  'reports.csv': ['e3270dd145666418', 'a7a324ceee13c21f', 'a0fe1cda9f000c51'],
  'indicators.csv': ['d8f4c3fcc5d85fec', 'a869ed85408d7588', 'ce5e191c8cdf778c'],
  'library.csv': ['86d30eb2a63d9c78', '683b629d9fe4b3f6', 'c36090d4fdaab16f'],
  'codes.csv': ['b9f7e0bc1151edb4', '323aa1f18fe10031', '389b2626d25cdb87'],
};

/** Columns that files have had since: what was there before has to stay as it was. */
const columnsSince = new Set([
  'kept_from',
  'least',
  'most',
  'value_state',
  'status_state',
  'report_state',
  'obstacle_kinds',
  'help_kinds',
]);

function withoutNewColumns(text: string): string {
  const [header = [], ...lines] = parse(text, { record_delimiter: '\r\n', bom: true });
  const kept = header.flatMap((name, at) => (columnsSince.has(name) ? [] : [at]));
  if (kept.length === header.length) return text;
  const write = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return [header, ...lines]
    .map((cells) => `${kept.map((at) => write(cells[at] ?? '')).join(',')}\r\n`)
    .join('');
}

test.each(Object.entries(filesBefore))(
  '%s of each publication is the same to the byte, but for columns that were added',
  async (file, sums) => {
    const now: string[] = [];
    for (const number of [1, 2, 3]) {
      now.push(sum(withoutNewColumns(await readDataFile(world, `${file}?publication=${number}`))));
    }
    expect(now).toEqual(sums);
  },
);

test('the audit knows every row as it is', async () => {
  const faults = await world.owner`select * from tracker.list_audit_row_faults()`;
  expect([...faults]).toEqual([]);
  expect((await world.owner`select from tracker.audit_entry`).length).toBeGreaterThan(100);
});

test('they keep their checksum, which says what it covers', async () => {
  const { publications } = await world.base.published.list();
  expect(publications.map(({ number, contentCovers }) => [number, contentCovers])).toEqual([
    [1, 'figures'],
    [2, 'figures'],
    [3, 'figures'],
  ]);
});

test('they are sealed when the tracker starts, and are as they were sealed', async () => {
  await sealPublications(world.database.url, world.base.signer);
  for (const number of [1, 2, 3]) {
    const { open } = await world.anonymous.dashboard.bundle({ number, origin: 'https://tracker.test' });
    const files = Object.entries(unzipSync(new Uint8Array(await new Response(open()).arrayBuffer()))).map(
      ([path, bytes]) => [path.slice(path.indexOf('/') + 1), bytes] as const,
    );
    const { faults, verified } = await verifyBundle(
      {
        paths: files.map(([path]) => path),
        read: (path) => Promise.resolve(new Map(files).get(path) ?? new Uint8Array()),
      },
      null,
    );
    // Files of evidence are not in the copy.
    expect(faults.filter((fault) => !fault.startsWith('evidence/'))).toEqual([]);
    expect(verified?.parts).toBeGreaterThan(400);
  }
});
