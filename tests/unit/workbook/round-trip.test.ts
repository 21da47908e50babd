import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildWorkbook } from '#server/domain/workbook/build-workbook.calculations.ts';
import { compareWorkbook, countChanges } from '#server/domain/workbook/compare-workbook.calculations.ts';
import type { RawWorkbook } from '#server/domain/workbook/raw-workbook.ts';
import { parseWorkbook } from '#server/domain/workbook/parse-workbook.rules.ts';
import {
  type WorkbookContent,
  isSameValue,
  listEntryRows,
  listFields,
  getStoredField,
  type WorkbookReport,
} from '#server/domain/workbook/workbook-report.ts';
import { parseXlsx } from '#server/workbook/parse-xlsx.ts';
import { serialisePlainWorkbook } from '#server/exports/xlsx/serialise-plain-workbook.ts';
import { anyReport, toRaw } from '#tests/support/workbook-report.ts';
import { rounds } from '#tests/support/rounds.ts';

const madeAt = '2026-11-25T01:02:03.000Z';

function read(raw: RawWorkbook, report: WorkbookReport): WorkbookContent {
  const result = parseWorkbook(raw, report);
  if ('refusal' in result) throw new Error(result.refusal);
  return result.content;
}

/** Every field of the report stands in the content as it is stored, and in it once. */
function expectLossless(content: WorkbookContent, report: WorkbookReport) {
  expect(content.rejections).toEqual([]);
  expect(content.remarks).toEqual([]);
  expect(content.rowsMissing).toBe(0);
  const rows = new Map(content.rows.map((row) => [row.key, row]));
  for (const row of listEntryRows(report)) {
    for (const field of listFields(row)) {
      const got = rows.get(row.key)?.fields.find((one) => one.field === field);
      const stored = getStoredField(row, field);
      if (!got || !('value' in got) || !isSameValue(got.value, stored)) {
        expect({ row: row.key, field, got }).toEqual({ row: row.key, field, stored });
      }
      expect(got?.base !== undefined && isSameValue(got.base, stored)).toBe(true);
    }
  }
  expect(content.rows).toHaveLength(listEntryRows(report).length);
}

describe('a workbook there and back', { timeout: 60_000 }, () => {
  it('loses nothing of any report, as sheets in memory', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const content = read(toRaw(buildWorkbook(report, madeAt)), report);
        expectLossless(content, report);
        expect(content.madeAt).toBe(madeAt);
      }),
      { numRuns: rounds(134, 400) },
    );
  });

  it('loses nothing of any report, as a file', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyReport, async (report) => {
        const file = await serialisePlainWorkbook(buildWorkbook(report, madeAt));
        expectLossless(read(await parseXlsx(file), report), report);
      }),
      { numRuns: rounds(20, 60) },
    );
  });

  it('an untouched workbook changes nothing, whatever was stored in the meantime', () => {
    fc.assert(
      fc.property(anyReport, anyReport, (then, now) => {
        const content = read(toRaw(buildWorkbook(then, madeAt)), now);
        const counts = countChanges(compareWorkbook(content, now), content);
        expect({ ...counts, same: 0 }).toEqual({
          new: 0,
          changed: 0,
          emptied: 0,
          conflict: 0,
          rejected: 0,
          same: 0,
        });
      }),
      { numRuns: rounds(67, 200) },
    );
  });
});
