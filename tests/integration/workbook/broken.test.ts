import { expect, it } from 'vitest';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { parseXlsx } from '#server/workbook/parse-xlsx.ts';
import { breakWorkbook } from '#tests/support/broken-workbooks.ts';
import { writeRaw } from '#tests/support/edit-raw-workbook.ts';
import { createRandom } from '#tests/support/random-report.ts';
import { rounds } from '#tests/support/rounds.ts';
import { createTeam } from '#tests/support/reports.ts';
import { createWorld } from '#tests/support/world.ts';

const round = '2024-H2';

/** Broken workbooks all the way: what is uploaded changes nothing, what is accepted is written whole. */
it('broken workbooks are refused or taken whole, never in part', async () => {
  await using world = await createWorld();
  await world.openRound(round);
  const key = { round, reporter: 'TH' };
  const { caller } = (await createTeam(world, 'TH')).focal;
  const versions = async () => {
    const sheet = await caller.submission.get(key);
    return new Map([...sheet.activities, ...sheet.indicators].map(({ code, version }) => [code, version]));
  };
  const totals = { refused: 0, rejected: 0, taken: 0, whole: 0 };
  for (let run = 0; run < rounds(12, 60); run += 1) {
    const random = createRandom(50_000 + run);
    const { content } = await caller.workbook.download(key);
    const raw = await parseXlsx(new Uint8Array(Buffer.from(content, 'base64')));
    const { workbook, names } = breakWorkbook(raw, random);
    const about = `${run}: ${names.join(', ')}`;
    const before = await versions();
    const file = Buffer.from(await writeRaw(workbook)).toString('base64');
    const sent = await caller.workbook
      .upload({ ...key, fileName: 'broken.xlsx', content: file })
      .catch((error: unknown) => error as Error);
    expect(await versions(), about).toEqual(before);
    if (sent instanceof Error) {
      expect(sent.cause, about).toBeInstanceOf(DomainError);
      expect(sent.message, about).toMatch(/\.$/);
      totals.refused += 1;
      continue;
    }
    const preview = await caller.workbook.preview({ ...key, ...sent });
    totals.rejected += preview.counts.rejected;
    const moving = preview.items.filter(({ changes }) =>
      changes.some(({ kind }) => kind === 'new' || kind === 'changed'),
    );
    if (moving.length === 0) continue;
    const { taken, items } = await caller.workbook.accept({
      ...key,
      ...sent,
      stand: preview.stand,
      items: 'all',
    });
    expect(taken, about).toBe(preview.counts.new + preview.counts.changed);
    expect(items, about).toBe(moving.length);
    const after = await versions();
    const moved = [...after].filter(([code, version]) => version !== before.get(code)).map(([code]) => code);
    expect(moved.sort(), about).toEqual(moving.map(({ code }) => code).sort());
    const again = await caller.workbook.preview({ ...key, ...sent });
    expect(again.counts.new + again.counts.changed, about).toBe(0);
    totals.taken += taken;
    totals.whole += 1;
  }
  expect(totals.refused).toBeGreaterThan(0);
  expect(totals.rejected).toBeGreaterThan(2);
  expect(totals.whole).toBeGreaterThan(2);
});
