import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { buildPlanWorkbook } from '#server/domain/plan/build-plan-workbook.calculations.ts';
import { formatPlanFile } from '#server/domain/plan/plan-file-format.calculations.ts';
import { buildDataWorkbook, type SheetRows } from '#server/exports/xlsx/build-data-workbook.ts';
import { serialisePlainWorkbook } from '#server/exports/xlsx/serialise-plain-workbook.ts';
import { parseXlsx } from '#server/workbook/parse-xlsx.ts';
import { anyPlan } from '../plan/any-plan.ts';

const read = (file: Uint8Array, name: string) => new TextDecoder().decode(unzipSync(file)[name]);
const listWidths = (sheet: string) =>
  [...sheet.matchAll(/<col [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width));

const text = (name: string) => ({ name, kind: 'text' as const, width: 10 });
const narrow: SheetRows = {
  name: 'List',
  columns: [text('Questions not sent'), text('Name')],
  rows: [
    ['0', 'ASEAN Commission on the Promotion and Protection'],
    ['1', 'A long account. '.repeat(20)],
  ],
};
const wide: SheetRows = {
  name: 'Values',
  columns: Array.from({ length: 20 }, (_, at) => text(`column_${at}`)),
  rows: [Array.from({ length: 20 }, () => 'x'.repeat(30))],
};

it('sheets of data have columns in which headings and names are read, and set-up for printing', async () => {
  const file = await buildDataWorkbook('Data', '2026-06-16T00:00:00Z', [narrow, wide]);
  const [list, values] = [read(file, 'xl/worksheets/sheet1.xml'), read(file, 'xl/worksheets/sheet2.xml')];
  const [first = 0, second = 0] = listWidths(list);
  expect(first).toBeGreaterThan('Questions not sent'.length);
  expect(second).toBe(60);
  expect(Math.min(...listWidths(values))).toBeGreaterThanOrEqual(30);
  for (const sheet of [list, values]) {
    expect(sheet).toContain('orientation="landscape"');
    expect(sheet).toContain('&amp;RPage &amp;P of &amp;N');
  }
  // What is wider than a page lies on several beside each other, each with the codes; the head is on every page.
  expect(list).toContain('fitToWidth="1"');
  expect(Number(/fitToWidth="(\d+)"/.exec(values)?.[1])).toBeGreaterThan(2);
  const workbook = read(file, 'xl/workbook.xml');
  expect(workbook).toContain("'List'!$1:$1");
  expect(workbook).toContain("'Values'!$A:$A,'Values'!$1:$1");
  // What goes on in further lines is not cut.
  expect(read(file, 'xl/styles.xml')).toMatch(/wrapText="(?:1|true)"/);
});

it('a title stands whole above a sheet without headings', async () => {
  const about: SheetRows = {
    name: 'About',
    columns: [
      { ...text(''), width: 24 },
      { ...text(''), width: 90 },
    ],
    rows: [
      ['The title of a workbook that is longer than its column', ''],
      ['As of', 'June'],
    ],
  };
  const { sheets } = await parseXlsx(await buildDataWorkbook('Data', '2026-06-16T00:00:00Z', [about]));
  expect(sheets[0]?.rows[0]?.cells.map(({ column }) => column)).toEqual([0]);
});

it('no code of a plan is broken in two by the width of its column', async () => {
  await fc.assert(
    fc.asyncProperty(anyPlan, async ({ plan, lists }) => {
      const workbook = buildPlanWorkbook(formatPlanFile(plan), lists);
      for (const { columns, rows } of workbook.sheets.slice(1)) {
        for (const row of rows) {
          row.cells.forEach((cell, at) => {
            const words = typeof cell?.value === 'string' ? cell.value.split(/\s+/) : [];
            const longest = Math.max(0, ...words.map(({ length }) => length));
            expect(columns[at]?.width ?? 0).toBeGreaterThanOrEqual(Math.min(longest, 60));
          });
        }
      }
      expect((await serialisePlainWorkbook(workbook)).length).toBeGreaterThan(0);
    }),
    { numRuns: 3 },
  );
});
