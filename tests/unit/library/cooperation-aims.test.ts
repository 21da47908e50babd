import { describe, expect, test } from 'vitest';
import { cooperationAims, listServedAims } from '#server/domain/library/cooperation-aims.ts';

const activity = (code: string, ...tags: string[]) => ({ code, tags });
const entry = (code: string, change: object = {}) => ({
  code,
  states: ['KH', 'TH'],
  activities: ['D1.2'],
  isCooperation: true,
  happenedOn: null as string | null,
  year: null as number | null,
  ...change,
});

describe('aims of cooperation between two states', () => {
  test('stand in their own order, each with the activities that are tagged with it', () => {
    const aims = listServedAims(
      [activity('C2.3', 'justice'), activity('D1.2', 'technology', 'sharing_intelligence', 'justice')],
      [],
    );
    expect(aims.map(({ aim, activities }) => [aim, activities.map(({ code }) => code)])).toEqual([
      ['sharing_intelligence', ['D1.2']],
      ['justice', ['C2.3', 'D1.2']],
    ]);
  });

  test('that no activity serves are left out', () => {
    expect(listServedAims([activity('A1.1', 'technology')], [entry('one')])).toEqual([]);
  });

  test('have the newest entry of two states on their activities as last step', () => {
    const findStep = (...library: ReturnType<typeof entry>[]) =>
      listServedAims([activity('D1.2', cooperationAims[0])], library)[0]?.lastStep?.code ?? null;
    expect(
      findStep(
        entry('undated'),
        entry('of a year', { year: 2025 }),
        entry('of a day', { happenedOn: '2025-03-04', year: 2025 }),
        entry('older', { happenedOn: '2024-12-31', year: 2024 }),
        entry('of three states', { states: ['KH', 'LA', 'TH'], happenedOn: '2026-01-01' }),
        entry('no cooperation', { isCooperation: false, happenedOn: '2026-01-01' }),
        entry('on another activity', { activities: ['A1.1'], happenedOn: '2026-01-01' }),
      ),
    ).toBe('of a day');
    expect(findStep(entry('undated'))).toBe('undated');
    expect(findStep()).toBeNull();
  });
});
