import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { buildPlanWorkbook } from '#server/domain/plan/build-plan-workbook.calculations.ts';
import { listListChanges, listPlanChanges } from '#server/domain/plan/plan-changes.calculations.ts';
import {
  collapsePlanFile,
  expandPlanFile,
  formatPlanFile,
} from '#server/domain/plan/plan-file-format.calculations.ts';
import { checkPlanFiles } from '#server/domain/plan/plan-file.rules.ts';
import type { PlanFile, PlanFileProblem } from '#server/domain/plan/plan-file.schema.ts';
import { addListsToReference, checkPlanLists } from '#server/domain/plan/plan-list.schema.ts';
import {
  type PlanUpload,
  planSheetNames,
  parsePlanUpload,
  parsePlanWorkbook,
} from '#server/domain/plan/plan-upload.rules.ts';
import type { RawCell, RawSheet, RawWorkbook } from '#server/domain/workbook/raw-workbook.ts';
import { serialisePlanArchive } from '#server/queries/plan/get-plan-workbook.query.ts';
import { parseXlsx } from '#server/workbook/parse-xlsx.ts';
import { readPlanFiles } from '#server/workbook/read-plan-files.ts';
import { serialisePlainWorkbook } from '#server/exports/xlsx/serialise-plain-workbook.ts';
import { type AnyPlan, anyPlan, emptyReference } from './any-plan.ts';
import { readPlanFiles as readSeed, readReference } from './seed-files.ts';
import { rounds } from '#tests/support/rounds.ts';

/** What an upload says, checked as the preview checks it. */
function check(upload: PlanUpload) {
  const read = parsePlanUpload(upload);
  if (typeof read === 'string') return { refusal: read, problems: upload.problems };
  const lists = checkPlanLists(read.lists, emptyReference);
  const reference = addListsToReference(emptyReference, lists.lists ?? {});
  const plan = checkPlanFiles(read.rows, reference);
  return {
    refusal: null,
    problems: [...upload.problems, ...lists.problems, ...plan.problems],
    plan: plan.plan,
    lists: lists.lists,
    reference,
  };
}

const writeXlsx = ({ plan, lists }: AnyPlan) =>
  serialisePlainWorkbook(buildPlanWorkbook(formatPlanFile(plan), lists));
const readXlsx = async (bytes: Uint8Array) => parsePlanWorkbook(await parseXlsx(bytes));

/** What comes back is the plan itself, and its preview shows no change. */
function expectSame({ plan, lists }: AnyPlan, upload: PlanUpload) {
  const found = check(upload);
  expect([found.refusal, found.problems]).toEqual([null, []]);
  if (!found.plan || !found.lists) throw new Error('There is no problem, so there is a plan.');
  expect(found.plan).toEqual(plan);
  expect(found.lists).toEqual(lists);
  const both = (file: PlanFile) => ({
    full: expandPlanFile(file, found.reference),
    shown: collapsePlanFile(expandPlanFile(file, found.reference), found.reference),
  });
  expect(listPlanChanges(both(plan), both(found.plan))).toEqual([]);
  expect(listListChanges(lists, found.lists, false)).toEqual([]);
}

describe('a plan goes out and comes back the same', () => {
  it('as a workbook, whatever its words', async () => {
    await fc.assert(
      fc.asyncProperty(anyPlan, async (any) => {
        expectSame(any, await readXlsx(await writeXlsx(any)));
      }),
      { numRuns: rounds(7, 20) },
    );
  });

  it('as an archive of CSV files', async () => {
    await fc.assert(
      fc.asyncProperty(anyPlan, async (any) => {
        const bytes = serialisePlanArchive(formatPlanFile(any.plan), any.lists);
        expectSame(any, await readPlanFiles([{ name: 'plan.zip', bytes }]));
      }),
      { numRuns: rounds(10, 30) },
    );
  });

  it('with every digit, or says that it cannot keep them', () => {
    const baseline = (text: string) => {
      const seed = readSeed();
      const indicators = seed.indicators.map((row) =>
        row['code'] === 'I-A1' ? { ...row, baseline_year: '2024', baseline_value: text, targets: '' } : row,
      );
      const { plan, problems } = checkPlanFiles({ ...seed, indicators }, readReference());
      const kept =
        plan && formatPlanFile(plan).indicators.find(({ code }) => code === 'I-A1')?.['baseline_value'];
      return kept ?? problems.map(({ column, message }) => `${column}: ${message}`).join();
    };
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 9_999_999_999_999_999n }), (whole) => {
        const text = String(whole);
        expect(baseline(text)).toEqual(
          text.length <= 15 ? text : expect.stringMatching(/^baseline_value: .*too many digits/),
        );
      }),
      { numRuns: rounds(10, 30), examples: [[9_999_999_999_999_999n], [999_999_999_999_999n], [0n]] },
    );
  });
});

it('takes a ticked box as LibreOffice saves it, the formula TRUE(), as yes', async () => {
  for (const [saved, illustrative] of [
    ['TRUE()', true],
    ['FALSE()', false],
  ] as const) {
    const [any] = fc.sample(anyPlan, { numRuns: 1, seed: 1 });
    const parts = unzipSync(
      await writeXlsx({
        ...any!,
        plan: { ...any!.plan, plan: { ...any!.plan.plan, illustrative: !illustrative } },
      }),
    );
    const [name = ''] = Object.keys(parts).filter(
      (part) => /sheets\/sheet\d+\.xml$/.test(part) && / r="E2"/.test(strFromU8(parts[part]!)),
    );
    const cell = `<c r="E2" t="b"><f aca="false">${saved}</f><v>${illustrative ? 1 : 0}</v></c>`;
    const sheet = strFromU8(parts[name]!);
    const put = sheet.replace(/<c r="E2"[^>]*?(?:\/>|>.*?<\/c>)/s, cell);
    expect(put).not.toBe(sheet);
    const found = check(await readXlsx(zipSync({ ...parts, [name]: strToU8(put) })));
    expect([found.problems, found.plan?.plan.illustrative]).toEqual([[], illustrative]);
  }
});

/** What happens to a workbook between download and upload, by sheet, row and column; each is taken as far as it goes. */
type Mishap = (
  workbook: RawWorkbook,
  at: { sheet: RawSheet; row: number; column: number; cell: RawCell },
) => void;

const cells = fc.oneof<fc.Arbitrary<RawCell>[]>(
  fc.record({ kind: fc.constant('text' as const), text: fc.string({ unit: 'binary', maxLength: 30 }) }),
  fc.record({
    kind: fc.constant('text' as const),
    text: fc.constantFrom(
      '',
      ';',
      '=',
      'x'.repeat(5000),
      '__proto__',
      'constructor',
      '\ud800',
      '2025=',
      'all; 1',
    ),
  }),
  fc.record({ kind: fc.constant('number' as const), number: fc.double(), percent: fc.boolean() }),
  fc.record({ kind: fc.constant('boolean' as const), value: fc.boolean() }),
  fc.constant({ kind: 'date' as const, iso: '2026-03-02T14:30:00' }),
  fc.constantFrom(
    { kind: 'error' as const, text: '#REF!' },
    { kind: 'formula' as const, shown: '#N/A' },
    { kind: 'formula' as const, shown: '' },
  ),
);
const rowAt = ({ rows }: RawSheet, index: number) => {
  const found = rows.find((row) => row.index === index);
  if (found) return found;
  const added = { index, cells: [] };
  rows.push(added);
  rows.sort((a, b) => a.index - b.index);
  return added;
};

const mishaps: Record<string, Mishap> = {
  'something else in a cell': (_, { sheet, row, column, cell }) => {
    const at = rowAt(sheet, row);
    at.cells = [...at.cells.filter((one) => one.column !== column), { column, cell }];
  },
  'something else in a heading': (_, { sheet, column, cell }) => {
    const at = rowAt(sheet, 0);
    at.cells = [...at.cells.filter((one) => one.column !== column), { column, cell }];
  },
  'an emptied cell': (_, { sheet, row, column }) => {
    const at = rowAt(sheet, row);
    at.cells = at.cells.filter((one) => one.column !== column);
  },
  'a row gone': (_, { sheet, row }) => {
    sheet.rows = sheet.rows.filter(({ index }) => index !== row);
  },
  'a row twice': (_, { sheet, row }) => {
    const last = sheet.rows.at(-1)?.index ?? 0;
    sheet.rows.push({ ...structuredClone(rowAt(sheet, row)), index: last + 2 });
  },
  'the headings gone': (_, { sheet }) => {
    sheet.rows = sheet.rows.filter(({ index }) => index > 0);
  },
  'cells joined': (_, { sheet, row, column }) => {
    const fromRow = Math.min(row, sheet.rows.at(-1)?.index ?? 0);
    sheet.merges.push({ fromRow, toRow: fromRow + 2, fromColumn: column, toColumn: column + 1 });
  },
  'a sheet gone': (workbook, { sheet }) => {
    workbook.sheets = workbook.sheets.filter((one) => one !== sheet);
  },
  'a sheet twice': (workbook, { sheet }) => {
    workbook.sheets.unshift({ ...structuredClone(sheet), name: sheet.name.toUpperCase() });
  },
  'a sheet emptied': (_, { sheet }) => {
    sheet.rows = [];
  },
};

const broken = fc.record({
  any: anyPlan,
  what: fc.array(
    fc.record({
      name: fc.constantFrom(...Object.keys(mishaps)),
      sheet: fc.nat({ max: 20 }),
      row: fc.integer({ min: 1, max: 6 }),
      column: fc.nat({ max: 30 }),
      cell: cells,
    }),
    { minLength: 1, maxLength: 5 },
  ),
});

/** A workbook as it is read from its file: the writing and reading of the file itself is tried above. */
function asRead({ plan, lists }: AnyPlan): RawWorkbook {
  return {
    sheets: buildPlanWorkbook(formatPlanFile(plan), lists).sheets.map(({ name, rows }) => ({
      name,
      merges: [],
      rows: rows.map((row, index) => ({
        index,
        cells: row.cells.flatMap((cell, column) =>
          cell?.value ? [{ column, cell: { kind: 'text' as const, text: String(cell.value) } }] : [],
        ),
      })),
    })),
  };
}

/** A problem is named by a sheet that there is, a row of it, and a column that it has or should have. */
function expectPlace(
  { file, row, column, message }: PlanFileProblem,
  { sheets }: PlanUpload,
  known: readonly string[],
) {
  const sheet = file.replace(/\.csv$/, '');
  expect(planSheetNames).toContain(sheet);
  const rows = sheets[sheet] ?? [];
  expect(row).toBeGreaterThanOrEqual(1);
  expect(row).toBeLessThanOrEqual(rows.length + 1);
  expect([...known, ...Object.keys(rows[0] ?? {})]).toContain(column);
  expect(message).toMatch(/^\S.*[.]$/su);
}

describe('a broken workbook', () => {
  it('never brings anything down, and every problem names its sheet and cell', () => {
    const met = new Set<string>();
    fc.assert(
      fc.property(broken, ({ any, what }) => {
        const workbook = asRead(any);
        const known = workbook.sheets.flatMap(({ rows }) =>
          (rows[0]?.cells ?? []).flatMap(({ cell }) => ('text' in cell ? [cell.text] : [])),
        );
        for (const { name, sheet: number, ...at } of what) {
          const sheet = workbook.sheets[number % Math.max(1, workbook.sheets.length)];
          if (sheet) mishaps[name]?.(workbook, { sheet, ...at });
        }
        const upload = parsePlanWorkbook(workbook);
        const { refusal, problems, plan } = check(upload);
        if (refusal !== null) expect(refusal).toMatch(/^(The sheet|This holds)/);
        else if (problems.length === 0) expect(plan).toBeDefined();
        for (const problem of problems) expectPlace(problem, upload, known);
        met.add(refusal !== null ? 'refused' : problems.length > 0 ? 'problems' : 'whole');
      }),
      { numRuns: rounds(40, 120) },
    );
    expect([...met].sort()).toEqual(['problems', 'refused', 'whole']);
  });

  it('as an archive with bytes changed is read or refused with a sentence', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyPlan,
        fc.array(fc.tuple(fc.nat({ max: 1_000_000 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 6 }),
        async ({ plan, lists }, changes) => {
          const bytes = serialisePlanArchive(formatPlanFile(plan), lists);
          // The first two say that it is an archive at all.
          for (const [at, byte] of changes) bytes[2 + (at % (bytes.length - 2))] = byte;
          try {
            const upload = await readPlanFiles([{ name: 'plan.zip', bytes }]);
            for (const problem of check(upload).problems) expectPlace(problem, upload, [problem.column]);
          } catch (error) {
            if (!(error instanceof DomainError)) throw error;
            expect(error.fields).toMatchObject([
              { path: 'file', message: expect.stringMatching(/^\S.*\.$/s) as string },
            ]);
          }
        },
      ),
      { numRuns: rounds(14, 40) },
    );
  });
});
