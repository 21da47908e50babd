import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNamedReports } from '#app/features/review/report-queue.tsx';
import { placeWords } from '#app/features/review/ask-form.tsx';
import { findAcceptanceStep, describeWhyNotAccepted } from '#server/domain/review/acceptance.rules.ts';
import {
  everything,
  filterQueue,
  isFilteredQueue,
  parseQueueFilter,
  serialiseQueueFilter,
} from '#server/domain/review/queue-filter.rules.ts';
import {
  isEditedField,
  listMarksThatHold,
  serialiseFieldName,
  parseFieldName,
} from '#server/domain/review/reviewed-fields.rules.ts';

describe('whose word accepts', () => {
  const [ana, ben] = [
    { personId: 'ana', name: 'Ana' },
    { personId: 'ben', name: 'Ben' },
  ];
  const step = (change: Partial<Parameters<typeof findAcceptanceStep>[0]>) =>
    findAcceptanceStep({ twoPersons: true, approvals: [], unsent: 0, personId: 'ana', ...change });

  test('one word where one is asked for; else a first, and then somebody else', () => {
    expect(step({ twoPersons: false })).toBe('accepts');
    expect(step({})).toBe('first');
    expect(step({ approvals: [ana] })).toBe('waitsForSecond');
    expect(step({ approvals: [ben] })).toBe('accepts');
    expect(step({ approvals: [ana, ben] })).toBe('accepts');
  });

  test('nobody accepts while questions were not sent, and what stands in the way is said', () => {
    for (const twoPersons of [true, false]) expect(step({ twoPersons, unsent: 2 })).toBe('unsent');
    expect(describeWhyNotAccepted('unsent', 2)).toContain('2 questions have not been sent');
    expect(describeWhyNotAccepted('waitsForSecond', 0)).toContain('Somebody else');
    expect(describeWhyNotAccepted('accepts', 0)).toBeNull();
  });
});

describe('what was looked at', () => {
  const place = fc.record({
    subject: fc.constantFrom('activity' as const, 'indicator' as const),
    code: fc.constantFrom('A1.1', 'I-B2', '3/7', 'x y'),
    field: fc.constantFrom('total', 'sex=female', 'status'),
  });

  test('a field has a name that is read back', () => {
    fc.assert(
      fc.property(place, (one) => {
        expect(parseFieldName(serialiseFieldName(one))).toEqual(one);
      }),
    );
    expect(parseFieldName('report//')).toBeNull();
    expect(parseFieldName('')).toBeNull();
  });

  test('a mark holds until the field changes, and not over two submissions', () => {
    const mark = { subject: 'indicator' as const, code: 'I-A1', field: 'total' };
    const name = serialiseFieldName(mark);
    const hold = (number: number, changed: string[]) =>
      listMarksThatHold([{ ...mark, number }], { now: 3, before: 2 }, new Set(changed));
    expect(hold(3, [name])).toEqual([name]);
    expect(hold(2, [])).toEqual([name]);
    expect(hold(2, [name])).toEqual([]);
    expect(hold(1, [])).toEqual([]);
  });
});

test('only words can have other wording', () => {
  expect(isEditedField('activity', 'achievements')).toBe(true);
  expect(isEditedField('activity', 'status')).toBe(false);
  expect(isEditedField('indicator', 'note')).toBe(true);
  expect(isEditedField('indicator', 'total')).toBe(false);
});

describe('the queue in the address', () => {
  test('is read as it was written, and what it does not know is as if it were not there', () => {
    for (const filter of [
      everything,
      { ...everything, why: 'none' as const, kind: 'state' as const, round: '2026-H1' },
      { ...everything, reviewer: 'me' as const, plan: 'BOHOL-2' },
    ]) {
      expect(parseQueueFilter(new URLSearchParams(serialiseQueueFilter(filter)))).toEqual(filter);
    }
    const odd = new URLSearchParams({
      why: 'toString',
      kind: 'x',
      round: '../etc',
      reviewer: 'them',
      plan: '<b>',
    });
    expect(parseQueueFilter(odd)).toEqual(everything);
  });

  test('keeps the reports of one plan and of one reviewer', () => {
    const report = (code: string, plan: string, reviewer: string | null) => ({
      risk: { points: 0, reasons: [] },
      reporter: { kind: 'state' as const },
      round: { code, plan },
      reviewer: reviewer === null ? null : { id: reviewer },
    });
    const mine = report('2026-H1', 'BOHOL-2', 'me');
    const theirs = report('2026-H1', 'BOHOL-2', 'them');
    const other = report('2029-H1', 'NEXT', null);
    const all = [mine, theirs, other];
    expect(filterQueue(all, { ...everything, plan: 'BOHOL-2' }, 'me')).toEqual([mine, theirs]);
    expect(filterQueue(all, { ...everything, reviewer: 'me' }, 'me')).toEqual([mine]);
    expect(filterQueue(all, { ...everything, reviewer: 'nobody' }, 'me')).toEqual([other]);
    expect(isFilteredQueue({ ...everything, plan: 'NEXT' })).toBe(false);
    expect(isFilteredQueue({ ...everything, reviewer: 'me' })).toBe(true);
  });

  test('a confirmed list is read back, and what is no report is left out', () => {
    expect(readNamedReports(['2026-H1/TH/3', '2026-H1/TH', '2026-H1/TH/x', '', '//1'])).toEqual([
      { round: '2026-H1', reporter: 'TH', version: 3 },
    ]);
  });
});

test('a phrase goes where the caret is, with a blank where words would touch', () => {
  expect(placeWords('', 0, 0, 'Why?').text).toBe('Why?');
  expect(placeWords('So.', 3, 3, 'Why?').text).toBe(' Why?');
  expect(placeWords('So. Then', 4, 4, 'Why?').text).toBe('Why? ');
});
