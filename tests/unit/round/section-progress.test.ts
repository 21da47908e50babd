import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findNewDayProblems } from '#server/domain/round/round-days.rules.ts';
import {
  countSections,
  findSectionState,
  describeSections,
  type SectionCell,
} from '#server/domain/round/section-progress.calculations.ts';

const cellOf = (due: number, touched: number, returned = 0): SectionCell => ({
  due,
  touched,
  returned,
  state: findSectionState({ due, touched }),
});

describe('how far a section is', () => {
  test('by numbers alone', () => {
    expect(findSectionState({ due: 0, touched: 0 })).toBe('none');
    expect(findSectionState({ due: 3, touched: 0 })).toBe('notBegun');
    expect(findSectionState({ due: 3, touched: 2 })).toBe('partly');
    expect(findSectionState({ due: 3, touched: 3 })).toBe('complete');
  });

  test('every section that is asked is complete, partly filled in or not begun', () => {
    const cell = fc
      .record({ due: fc.nat(9), touched: fc.nat(9) })
      .map(({ due, touched }) => cellOf(due, Math.min(due, touched)));
    fc.assert(
      fc.property(fc.array(cell), (cells) => {
        const counts = countSections(cells);
        expect(counts.complete + counts.partly + counts.notBegun).toBe(counts.asked);
        expect(counts.asked).toBe(cells.filter(({ due }) => due > 0).length);
      }),
    );
  });

  test('in words', () => {
    expect(describeSections([cellOf(3, 3), cellOf(3, 1), cellOf(2, 0, 1), cellOf(0, 0)])).toBe(
      'Of 3 sections, 1 is complete, 1 is partly filled in and 1 is not begun. One carries questions that wait for an answer.',
    );
    expect(describeSections([])).toBe('Nothing is asked yet.');
  });
});

describe('a new day with its reason', () => {
  const names = { day: 'dueOn', asked: 'the new due day', missingReason: 'Say why.' };
  const find = (day: string, reason: string, after: string | null = '2026-11-30') =>
    findNewDayProblems(
      { day, reason },
      { today: '2026-11-20', after, what: 'when it is due now' },
      names,
    ).map(({ path }) => path);

  test.each([
    ['2026-12-15', 'Floods.', []],
    ['2026-12-15', '', ['reason']],
    ['2026-11-30', 'Floods.', ['dueOn']],
    ['2026-02-30', 'Floods.', ['dueOn']],
    ['soon', '', ['dueOn', 'reason']],
    ['2029-01-01', 'Floods.', ['dueOn']],
  ])('%s, %j', (day, reason, problems) => {
    expect(find(day, reason)).toEqual(problems);
  });

  test('without a day that holds now, any from today on will do', () => {
    expect(find('2026-11-20', 'Floods.', null)).toEqual([]);
    expect(find('2026-11-19', 'Floods.', null)).toEqual(['dueOn']);
  });
});
