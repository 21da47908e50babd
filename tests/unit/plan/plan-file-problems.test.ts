import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { checkPlanFiles } from '#server/domain/plan/plan-file.rules.ts';
import {
  type PlanFilePart,
  type PlanFileProblem,
  type PlanFileRows,
  planFileNames,
  type RawPlanFileRow,
} from '#server/domain/plan/plan-file.schema.ts';
import type { PartChanges, PlanFileChanges } from '#server/domain/plan/plan-changes.calculations.ts';
import { listPlanWarnings } from '#server/domain/plan/plan-warnings.rules.ts';
import { problemCases } from './plan-file-problem-cases.ts';
import { csvOptions, readPlanFiles, readReference } from './seed-files.ts';

const seed = readPlanFiles();
const reference = readReference();
const check = (rows: PlanFileRows) => checkPlanFiles(rows, reference);

function rowOf(part: PlanFilePart, code: string): number {
  return seed[part].findIndex((row) => row['code'] === code) + 2;
}

/** The seed files with some cells of one row changed. */
function edited(part: PlanFilePart, code: string, cells: RawPlanFileRow): PlanFileRows {
  return { ...seed, [part]: seed[part].map((row) => (row['code'] === code ? { ...row, ...cells } : row)) };
}

function without(part: PlanFilePart, code: string): PlanFileRows {
  return { ...seed, [part]: seed[part].filter((row) => row['code'] !== code) };
}

const places = (problems: readonly PlanFileProblem[]) =>
  problems.map(({ file, row, column }) => `${file} ${row} ${column}`);

describe('problems of a plan file', () => {
  it.each(problemCases)('finds %s', (_what, part, code, cells, column, says) => {
    const { plan, problems } = check(edited(part, code, cells));
    expect(plan).toBeUndefined();
    const file = planFileNames[part];
    const here = problems.filter(
      (each) => each.file === file && each.row === rowOf(part, code) && each.column === column,
    );
    expect(here.map(({ message }) => message).join(' ')).toMatch(says);
    for (const { message } of problems) expect(message).toMatch(/^[A-Z0-9“].*\.$/su);
  });

  it('reports a fault once and where it is', () => {
    const { problems } = check(edited('activities', 'B2.1', { lead: 'ZZ' }));
    expect(problems).toEqual([
      {
        file: 'activities.csv',
        row: rowOf('activities', 'B2.1'),
        column: 'lead',
        message: 'There is no body “ZZ”.',
      },
    ]);
  });

  it.each(['areas', 'objectives', 'activities', 'indicators'] as const)(
    'finds a code used twice in %s',
    (part) => {
      const [first] = seed[part];
      const { problems } = check({
        ...seed,
        [part]: [...seed[part], { ...first, code: first?.['code']?.toLowerCase() }],
      });
      expect(places(problems)).toContain(`${planFileNames[part]} ${seed[part].length + 2} code`);
      expect(problems.some(({ message }) => message.startsWith('Row 2 already has'))).toBe(true);
    },
  );

  it('finds everything below a branch that was cut', () => {
    const found = places(check(without('objectives', 'B4')).problems);
    expect(found).toEqual([
      `activities.csv ${rowOf('activities', 'B4.1')} objective`,
      `activities.csv ${rowOf('activities', 'B4.2')} objective`,
    ]);
  });

  it('finds several faults of one row at once, also across cells and lists', () => {
    const row = rowOf('activities', 'A1.1');
    const { problems } = check(
      edited('activities', 'A1.1', { lead: 'ZZ', active_years: 'soon', tags: 'x; y' }),
    );
    expect(places(problems)).toEqual([
      `activities.csv ${row} lead`,
      `activities.csv ${row} active_years`,
      `activities.csv ${row} tags`,
      `activities.csv ${row} tags`,
    ]);
  });

  it('finds two steps at one place of a funnel', () => {
    const { problems } = check(edited('indicators', 'I-B2', { funnel_position: '1' }));
    expect(places(problems)).toEqual([`indicators.csv ${rowOf('indicators', 'I-B2')} funnel_position`]);
  });

  it('finds a second plan and a missing one', () => {
    const [plan = {}] = seed.plan;
    expect(places(check({ ...seed, plan: [plan, { ...plan, code: 'OTHER' }] }).problems)).toEqual([
      'plan.csv 3 code',
    ]);
    expect(places(check({ ...seed, plan: [] }).problems)).toEqual(['plan.csv 1 code']);
  });

  it('finds a missing column once, in the header, and one that is not known', () => {
    const areas = seed.areas.map((row) => ({ code: row['code'], titel: row['title'] }));
    const { problems } = check({ ...seed, areas });
    expect(places(problems).sort()).toEqual(['areas.csv 1 titel', 'areas.csv 1 title']);
  });

  it('passes over empty rows and unnamed empty columns, and keeps counting rows', () => {
    const blank = { code: '', title: '', '': '' };
    const areas: RawPlanFileRow[] = [blank, ...seed.areas.map((row) => ({ ...row, '': ' ' })), { code: ' ' }];
    expect(check({ ...seed, areas }).problems).toEqual([]);
    const broken = areas.map((row) => (row['code'] === 'A' ? { ...row, title: '' } : row));
    expect(places(check({ ...seed, areas: broken }).problems)).toEqual(['areas.csv 3 title']);
  });

  it('counts rows as a spreadsheet does in a file with an empty line and a row that was cut short', () => {
    const text = 'code,title\nA,Prevention\n\nB\nC,"Law,\nand courts"\nD,Cooperation\n';
    const { problems } = check({ ...seed, areas: parse(text, csvOptions) });
    expect(problems.filter(({ file }) => file === 'areas.csv')).toEqual([
      { file: 'areas.csv', row: 4, column: 'title', message: 'Fill in the title.' },
      { file: 'areas.csv', row: 5, column: 'title', message: 'This cell must be on one line.' },
    ]);
  });

  it('cuts a long text that it quotes', () => {
    const { problems } = check(edited('activities', 'A1.1', { tags: 'x'.repeat(500) }));
    expect(problems[0]?.message.length).toBeLessThan(100);
  });

  it('takes text in the scripts of the region, with their invisible word breaks', () => {
    const title = 'ការការពារ\u200Bជនរងគ្រោះ ကာကွယ်\u200Bရေး การป้องกัน';
    const { plan, problems } = check(edited('areas', 'B', { title }));
    expect(problems).toEqual([]);
    expect(plan?.areas[1]?.title).toBe(title.normalize('NFC'));
  });

  it('reads words without regard to capitals, and lists without regard to spaces', () => {
    const rows = edited('activities', 'A1.1', {
      participating_states: 'All',
      active_years: '2026;2024 ;2025;',
    });
    const activity = check(rows).plan?.activities[0];
    expect(activity?.participatingStates).toBe('all');
    expect(activity?.activeYears).toEqual([2024, 2025, 2026]);
  });
});

it('takes the ticked box of a spreadsheet as yes', () => {
  expect(check(edited('plan', 'BOHOL-2', { illustrative: 'TRUE' })).plan?.plan.illustrative).toBe(true);
  expect(check(edited('plan', 'BOHOL-2', { illustrative: 'false' })).plan?.plan.illustrative).toBe(false);
});

it('warns of an activity that ends before its first year', () => {
  const rows = edited('activities', 'A1.3', { active_years: '2026; 2027', ended_from: '2025-H1' });
  const { plan, problems } = check(rows);
  expect(problems).toEqual([]);
  const none: PartChanges = { added: [], changed: [], unchanged: [], removed: [] };
  const changes: PlanFileChanges = {
    plan: none,
    areas: none,
    objectives: none,
    activities: { ...none, changed: ['A1.3'] },
    indicators: none,
    rules: none,
  };
  const warnings = listPlanWarnings(plan!, rows, [{ code: '2025-H1', start: '2025-01-01' }], changes);
  expect(warnings).toEqual([
    {
      file: 'activities.csv',
      row: rowOf('activities', 'A1.3'),
      column: 'ended_from',
      message: 'It ends from 2025-H1, before its first year 2026.',
    },
  ]);
});
