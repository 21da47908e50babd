import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkActivityReport } from '#server/domain/submission/activity-report.schema.ts';
import { checkCells } from '#server/domain/value/check-cells.rules.ts';
import { buildSave } from '#server/domain/workbook/build-save.calculations.ts';
import { buildWorkbook } from '#server/domain/workbook/build-workbook.calculations.ts';
import { compareWorkbook } from '#server/domain/workbook/compare-workbook.calculations.ts';
import type { RawWorkbook } from '#server/domain/workbook/raw-workbook.ts';
import { parseWorkbook } from '#server/domain/workbook/parse-workbook.rules.ts';
import type { WorkbookReport } from '#server/domain/workbook/workbook-report.ts';
import { UnreadableWorkbook } from '#server/workbook/normalise-package.ts';
import { parseXlsx } from '#server/workbook/parse-xlsx.ts';
import { breakWorkbook, mishaps } from '#tests/support/broken-workbooks.ts';
import { writeRaw } from '#tests/support/edit-raw-workbook.ts';
import { createRandom } from '#tests/support/random-report.ts';
import { rounds } from '#tests/support/rounds.ts';
import { anyReport, toRaw } from '#tests/support/workbook-report.ts';

const place = /^[A-Z]{1,3}\d{1,7}$/;

/**
 * What holds for every workbook, however broken: each rejection names its sheet, its cell and the reason, and what can be
 * taken passes the rules of a report as a whole, so that saving it writes all of it or nothing.
 */
function expectSound(raw: RawWorkbook, report: WorkbookReport, about: string) {
  const result = parseWorkbook(raw, report);
  if ('refusal' in result) {
    expect(result.refusal.length, about).toBeGreaterThan(20);
    return { refused: true, rejected: 0, taken: 0 };
  }
  const { content } = result;
  const names = new Set(raw.sheets.map(({ name }) => name));
  const items = compareWorkbook(content, report);
  const rejected = [
    ...content.rejections,
    ...items.flatMap(({ changes }) =>
      changes
        .filter(({ kind }) => kind === 'rejected')
        .map((change) => ({ ...change, sentence: change.sentence ?? '' })),
    ),
  ];
  for (const { sheet, cell, sentence } of rejected) {
    expect(names.has(sheet), `${about}: ${sheet}`).toBe(true);
    expect(cell, about).toMatch(place);
    expect(sentence.length, about).toBeGreaterThan(10);
    expect(sentence, about).not.toMatch(/undefined|null|NaN|\[object/);
  }
  const fields = items.flatMap(({ changes }) =>
    changes
      .filter(({ kind }) => kind === 'emptied' || kind === 'new' || kind === 'changed')
      .map(({ key }) => key),
  );
  const save = buildSave(report, items, { items: new Set(items.map(({ key }) => key)), fields: new Set() });
  const whole = buildSave(report, items, { items: new Set(), fields: new Set(fields) });
  for (const activity of [...save.activities, ...whole.activities]) {
    expect(
      checkActivityReport(
        activity,
        report.statuses.map(({ code }) => code),
      ).problems,
      about,
    ).toEqual([]);
  }
  for (const indicator of save.indicators) {
    const { definition } = report.indicators.find((one) => one.definition.code === indicator.indicator)!;
    expect(checkCells(definition, indicator.cells).problems, about).toEqual([]);
  }
  return { refused: false, rejected: rejected.length, taken: save.taken.length };
}

describe('a thousand workbooks', { timeout: 60_000 }, () => {
  const reports = fc.sample(anyReport, { numRuns: 20, seed: 2028 });
  const whole = reports.map((report) => toRaw(buildWorkbook(report, '2026-11-25T01:02:03.000Z')));
  const pick = (index: number) => {
    // Downloaded from one report and uploaded to another state of it, now and then.
    const report = reports[index % reports.length]!;
    const other = index % 4 === 0 ? reports[(index + 1) % reports.length]! : report;
    return { raw: whole[index % whole.length]!, report: other };
  };

  it('every mishap alone', () => {
    const random = createRandom(1);
    for (const [name, mishap] of Object.entries(mishaps)) {
      for (let run = 0; run < 6; run += 1) {
        const { raw, report } = pick(run);
        const workbook = structuredClone(raw);
        mishap(workbook, random);
        expectSound(workbook, report, `${name} ${run}`);
      }
    }
  });

  const inMemory = rounds(200, 800);
  it(`${inMemory} of them in memory: no crash, every rejection with its cell, nothing unsound to take`, {
    timeout: 60_000,
  }, () => {
    const totals = { refused: 0, rejected: 0, taken: 0 };
    for (let run = 0; run < inMemory; run += 1) {
      const random = createRandom(run);
      const { raw, report } = pick(run);
      const { workbook, names } = breakWorkbook(raw, random);
      const started = performance.now();
      const result = expectSound(workbook, report, `workbook ${run}: ${names.join(', ')}`);
      expect(performance.now() - started).toBeLessThan(2000);
      totals.refused += Number(result.refused);
      totals.rejected += result.rejected;
      totals.taken += result.taken;
    }
    // They are broken and whole enough to say something.
    expect(totals.refused).toBeGreaterThan(inMemory / 40);
    expect(totals.rejected).toBeGreaterThan(inMemory);
    expect(totals.taken).toBeGreaterThan(inMemory);
  });

  const asFiles = rounds(50, 200);
  it(`${asFiles} of them as files, half of those with broken bytes`, async () => {
    let unreadable = 0;
    for (let run = 0; run < asFiles; run += 1) {
      const random = createRandom(10_000 + run);
      const { raw, report } = pick(run);
      const { workbook, names } = breakWorkbook(raw, random);
      const file = await writeRaw(workbook);
      const bytes = run % 2 === 0 ? file : breakBytes(file, random);
      const about = `file ${run}: ${names.join(', ')}`;
      const started = performance.now();
      try {
        expectSound(await parseXlsx(bytes), report, about);
      } catch (error) {
        if (!(error instanceof UnreadableWorkbook)) throw error;
        expect(run % 2, `${about}: ${error.message} ${String(error.cause)}`).toBe(1);
        expect(error.message).toMatch(/^[A-Z].{20,}\.$/);
        unreadable += 1;
      }
      expect(performance.now() - started, about).toBeLessThan(5000);
    }
    expect(unreadable).toBeGreaterThan(asFiles / 10);
  });
});

/** Some bytes changed, a piece cut off, or something added. */
function breakBytes(file: Uint8Array, random: ReturnType<typeof createRandom>): Uint8Array {
  const bytes = Uint8Array.from(file);
  const kind = random.int(1, 3);
  if (kind === 1) return bytes.subarray(0, random.int(1, bytes.length - 1));
  for (let count = random.int(1, 20); count > 0; count -= 1) {
    bytes[random.int(kind === 2 ? 4 : 0, bytes.length - 1)] = random.int(0, 255);
  }
  return bytes;
}
