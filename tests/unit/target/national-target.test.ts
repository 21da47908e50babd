import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  canFollow,
  checkNationalTarget,
  checkReturnReason,
  type NationalTargetStatus,
  nationalTargetStatuses,
  type TargetActor,
} from '#server/domain/target/national-target.rules.ts';

const years = [2024, 2025, 2026, 2027, 2028];
const count = { measure: 'count', years } as const;
const percentage = { measure: 'percentage', years } as const;
const none = { year: '', value: '' };
const check = (value: string, about: typeof count | typeof percentage = count) =>
  checkNationalTarget({ baseline: none, targets: [{ year: 2026, value }] }, about);

describe('steps', () => {
  const actors: TargetActor[] = ['focal_point', 'clearing_officer', 'secretariat'];
  const allowed = ([null, ...nationalTargetStatuses] as const).flatMap((last) =>
    nationalTargetStatuses.flatMap((next) =>
      actors.filter((actor) => canFollow(last, next, actor)).map((actor) => `${last} ${next} ${actor}`),
    ),
  );

  test('are those of a report, and no others', () => {
    expect(allowed).toEqual([
      'null proposed focal_point',
      'proposed proposed focal_point',
      'proposed cleared clearing_officer',
      'proposed returned clearing_officer',
      'cleared accepted secretariat',
      'cleared returned secretariat',
      'accepted proposed focal_point',
      'returned proposed focal_point',
    ]);
  });

  test('accept nothing that was not proposed and cleared by the state', () => {
    const step = fc.record({
      next: fc.constantFrom(...nationalTargetStatuses),
      actor: fc.constantFrom(...actors),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let last: NationalTargetStatus | null = null;
        const taken: string[] = [];
        for (const { next, actor } of steps) {
          if (!canFollow(last, next, actor)) continue;
          last = next;
          taken.push(`${next} ${actor}`);
          if (next === 'accepted') {
            expect(taken.slice(-3)).toEqual([
              'proposed focal_point',
              'cleared clearing_officer',
              'accepted secretariat',
            ]);
          }
        }
      }),
    );
  });
});

describe('what is proposed', () => {
  test('is stored as plain decimals in the order of years', () => {
    const typed = {
      baseline: { year: ' 2023 ', value: '1,200' },
      targets: [
        { year: 2027, value: '๑๕๐๐' },
        { year: 2026, value: ' 0012 ' },
        { year: 2028, value: ' ' },
      ],
    };
    expect(checkNationalTarget(typed, count)).toEqual({
      content: {
        baseline: { year: 2023, value: '1200' },
        targets: [
          { year: 2026, value: '12' },
          { year: 2027, value: '1500' },
        ],
      },
      problems: [],
    });
    expect(check('62.50', percentage).content.targets).toEqual([{ year: 2026, value: '62.5' }]);
    expect(check('0').content.targets).toEqual([{ year: 2026, value: '0' }]);
  });

  test.each([
    ['many', count, 'Enter a number, such as 1200.'],
    ['-3', count, 'Enter a number, such as 1200.'],
    ['1.5', count, 'Enter a whole number.'],
    ['101', percentage, 'Enter a number of at most 100.'],
    ['9999999999999', count, 'Enter a number of at most 1000000000000.'],
  ])('%s is refused at its year', (value, about, message) => {
    expect(check(value, about).problems).toEqual([{ path: 'targets.2026', message }]);
  });

  test('needs a target, and a whole baseline', () => {
    const problems = (baseline: typeof none, targets: { year: number; value: string }[]) =>
      checkNationalTarget({ baseline, targets }, count).problems;
    expect(problems(none, [])).toEqual([
      { path: 'targets', message: 'Enter a target for at least one year.' },
    ]);
    const target = { year: 2026, value: '5' };
    expect(problems({ year: '2023', value: '' }, [target])).toEqual([
      { path: 'baseline.value', message: 'Enter the value of the baseline.' },
    ]);
    expect(problems({ year: '', value: '3' }, [target])).toEqual([
      { path: 'baseline.year', message: 'Enter the year of the baseline.' },
    ]);
    expect(problems({ year: '1899', value: '3' }, [target])).toEqual([
      { path: 'baseline.year', message: 'Enter a year from 2000 to 2028.' },
    ]);
    expect(problems(none, [{ year: 2031, value: '5' }])).toEqual([
      { path: 'targets.2031', message: 'The plan does not cover 2031.' },
    ]);
    expect(problems(none, [target, target])).toEqual([
      { path: 'targets', message: 'Give one target for each year.' },
    ]);
  });
});

test('a return says why', () => {
  expect(checkReturnReason(' Too low. ')).toEqual({ reason: 'Too low.', problems: [] });
  expect(checkReturnReason(' \n').problems).toEqual([
    { path: 'reason', message: 'Say what the state should change.' },
  ]);
  expect(checkReturnReason('x'.repeat(2001)).problems).toHaveLength(1);
});
