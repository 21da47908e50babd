import { readPicked } from '#app/features/plan-desk/pick-list.tsx';
import { describe, expect, it } from 'vitest';
import { applyPlanEdit, groupProblemsByField } from '#server/domain/plan/apply-plan-edit.rules.ts';
import type { PlanEdit, SplitPart } from '#server/domain/plan/plan-edit.schema.ts';
import { checkPlanFiles } from '#server/domain/plan/plan-file.rules.ts';
import type { PlanFileRows, RawPlanFileRow } from '#server/domain/plan/plan-file.schema.ts';
import { readPlanFiles, readReference } from './seed-files.ts';

const seed = readPlanFiles();
const reference = readReference();
const [round = '', later = ''] = reference.rounds;
const rowOf = ({ activities }: PlanFileRows, code: string): RawPlanFileRow =>
  activities.find((row) => row['code'] === code) ?? {};

/** What the form shows: problems of the edit itself, and of the plan that it would give, at their fields. */
function findProblems(edit: PlanEdit, plan = seed) {
  const { rows, problems } = applyPlanEdit(plan, edit, round);
  return [...problems, ...groupProblemsByField(edit, rows, checkPlanFiles(rows, reference).problems)];
}

const part = (code: string, changes: Partial<SplitPart> = {}): SplitPart => ({
  code,
  title: `New activity ${code}`,
  description: '',
  lead: 'SOMTC',
  participating_states: 'all',
  active_years: '2026; 2027',
  inherits: ['cooperating', 'tags'],
  ...changes,
});
const split = (...parts: SplitPart[]): PlanEdit => ({
  kind: 'split-activity',
  code: 'A1.2',
  parts,
  followers: [{ indicator: 'I-A2', goes: 'moves', to: parts[0]?.code ?? '' }],
});

describe('a split', () => {
  it('ends the old one and puts the new ones after it, each with what it takes over', () => {
    const { rows, problems } = applyPlanEdit(seed, split(part('A1.8'), part('A1.9', { lead: 'ACW' })), round);
    expect(problems).toEqual([]);
    const codes = rows.activities.map((row) => row['code']);
    const at = codes.indexOf('A1.2');
    expect(codes.slice(at, at + 4)).toEqual(['A1.2', 'A1.8', 'A1.9', 'A1.3']);
    expect(rowOf(rows, 'A1.2')['ended_from']).toBe(round);
    const old = rowOf(seed, 'A1.2');
    expect(rowOf(rows, 'A1.8')).toMatchObject({
      objective: 'A1',
      split_from: 'A1.2',
      added_from: round,
      tags: old['tags'],
      cooperating: old['cooperating'],
    });
    expect(rowOf(rows, 'A1.8')['partners'] || '').toBe('');
    // Whoever leads does not cooperate as well.
    expect(old['cooperating']).toMatch(/\bACW\b/);
    expect(rowOf(rows, 'A1.9')['cooperating']).not.toMatch(/\bACW\b/);
    expect(rows.indicators.find((row) => row['code'] === 'I-A2')?.['activity']).toBe('A1.8');
    expect(checkPlanFiles(rows, reference).problems).toEqual([]);
  });

  it.each<[string, SplitPart[], string, RegExp]>([
    ['a code that another has', [part('a1.1'), part('A1.9')], 'parts.0.code', /A1\.1 is the code of/],
    ['the same code twice', [part('A1.8'), part('A1.8')], 'parts.1.code', /a code of its own/],
    ['no code', [part('A1.8'), part('')], 'parts.1.code', /Give a code/],
    ['no title', [part('A1.8', { title: ' ' }), part('A1.9')], 'parts.0.title', /Fill in the title/],
    [
      'years outside the plan',
      [part('A1.8'), part('A1.9', { active_years: '2040' })],
      'parts.1.active_years',
      /2040/,
    ],
    ['one part alone', [part('A1.8')], '', /at least two new activities/],
  ])('says where %s stands', (_, parts, path, says) => {
    expect(findProblems(split(...parts))).toContainEqual({
      path,
      message: expect.stringMatching(says) as string,
    });
  });
});

describe('a merge', () => {
  const merge = (into: string): PlanEdit => ({ kind: 'merge-activity', code: 'A1.2', into, followers: [] });

  it('ends the activity and names the one in which it goes on', () => {
    const { rows } = applyPlanEdit(seed, merge('A1.1'), round);
    expect(rowOf(rows, 'A1.2')).toMatchObject({ ended_from: round, merged_into: 'A1.1' });
    expect(findProblems(merge('A1.1'))).toEqual([]);
  });

  it('is refused into nothing, into itself and into what has ended', () => {
    expect(findProblems(merge('')).map(({ path }) => path)).toEqual(['into']);
    expect(findProblems(merge('A1.2'))).toEqual([
      { path: 'into', message: 'Name another activity, not this one.' },
    ]);
    const ended = applyPlanEdit(seed, { kind: 'end-activity', code: 'A1.1', followers: [] }, later).rows;
    expect(findProblems(merge('A1.1'), ended)).toMatchObject([{ path: 'into' }]);
  });
});

it('what has ended is not ended again, and indicators that went elsewhere are not moved', () => {
  const end: PlanEdit = {
    kind: 'end-activity',
    code: 'A1.2',
    followers: [{ indicator: 'I-A2', goes: 'ends', to: '' }],
  };
  const { rows } = applyPlanEdit(seed, end, round);
  expect(rows.indicators.find((row) => row['code'] === 'I-A2')?.['ended_from']).toBe(round);
  expect(findProblems(end, rows)).toContainEqual({
    path: '',
    message: `A1.2 has already ended from ${round}.`,
  });
  const other = { ...end, followers: [{ indicator: 'I-A3', goes: 'ends' as const, to: '' }] };
  expect(findProblems(other)).toMatchObject([{ path: 'followers.0' }]);
});

it('an activity is added at the end of its objective', () => {
  const { code: _, objective: __, ...cells } = rowOf(seed, 'A1.1') as Record<string, string>;
  const add: PlanEdit = { kind: 'add-activity', code: 'A1.7', objective: 'A1', cells: cells as never };
  const { rows } = applyPlanEdit(seed, add, null);
  const codes = rows.activities.map((row) => row['code']);
  expect(codes[codes.indexOf('A1.7') - 1]).toBe('A1.4');
  expect(codes[codes.indexOf('A1.7') + 1]).toBe('A2.1');
  expect(rowOf(rows, 'A1.7')['added_from']).toBe('');
  expect(findProblems({ ...add, code: 'A1.1' })).toMatchObject([{ path: 'code' }, {}]);
  expect(findProblems({ ...add, objective: '' })).toContainEqual({
    path: 'objective',
    message: 'Name the objective this activity belongs to.',
  });
});

it('a row says out of which ended one it was split', () => {
  const given = (cells: RawPlanFileRow, ended: RawPlanFileRow) =>
    checkPlanFiles(
      {
        ...seed,
        activities: seed.activities.map((row) =>
          row['code'] === 'A1.1' ? { ...row, ...cells } : row['code'] === 'A1.2' ? { ...row, ...ended } : row,
        ),
      },
      reference,
    ).problems.map(({ column, message }) => `${column}: ${message}`);
  expect(given({ split_from: 'A1.2' }, { ended_from: round })).toEqual([]);
  expect(given({ split_from: 'A1.2' }, {})[0]).toMatch(/^split_from: An activity that was split has ended/);
  expect(given({ split_from: 'A1.1' }, {})[0]).toMatch(/^split_from: Name another activity/);
  expect(given({ split_from: 'A9.9' }, {})[0]).toMatch(/^split_from: There is no activity “A9.9”/);
  expect(given({ split_from: 'A1.2' }, { ended_from: round, merged_into: 'A1.3' })[0]).toMatch(
    /^split_from: A1.2 was merged into A1.3/,
  );
});

it('reads ticked boxes as the plan writes lists, and leaves a list that is the same as it was', () => {
  const post = (...ticked: string[]) => {
    const form = new FormData();
    for (const code of ticked) form.append('states', code);
    return form;
  };
  expect(readPicked(post('KH', 'TH'), 'states', 'KH')).toBe('KH; TH');
  expect(readPicked(post('KH', 'TH'), 'states', 'TH;KH')).toBe('TH;KH');
  expect(readPicked(post('all', 'TH'), 'states', 'KH; TH')).toBe('all');
  expect(readPicked(post(), 'states', 'KH')).toBe('');
});
