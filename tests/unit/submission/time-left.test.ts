import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  calculatePace,
  estimateItem,
  estimateTimeLeft,
  type ItemToDo,
  minutesFor,
  type OwnSave,
} from '#server/domain/submission/time-left.calculations.ts';

const activity = (code: string, state: ItemToDo['state'] = 'empty'): ItemToDo => ({
  kind: 'activity',
  code,
  state,
});
const figure = (code: string, cells: number): ItemToDo => ({
  kind: 'indicator',
  code,
  state: 'empty',
  measure: 'count',
  cells,
});

test('an item takes what its kind takes, begun ones half, copied ones a quarter', () => {
  expect(estimateItem(activity('A1.1'))).toBe(minutesFor.activity);
  expect(estimateItem(activity('A1.1', 'begun'))).toBe(minutesFor.activity / 2);
  expect(estimateItem(activity('A1.1', 'copied'))).toBe(minutesFor.activity / 4);
  expect(estimateItem(figure('I-B3', 1))).toBe(minutesFor.figure);
  expect(estimateItem(figure('I-B3', 11))).toBeCloseTo(minutesFor.figure + 10 * minutesFor.furtherCell);
  expect(estimateItem({ kind: 'indicator', code: 'I-C1', state: 'empty', measure: 'choice', cells: 1 })).toBe(
    minutesFor.choice,
  );
  expect(estimateItem({ kind: 'indicator', code: 'I-D8', state: 'empty', measure: 'text', cells: 1 })).toBe(
    minutesFor.account,
  );
});

test('minutes are whole, of five from ten on, and nothing left is nothing', () => {
  expect(estimateTimeLeft([], null)).toEqual({ minutes: 0, isOwnPace: false });
  expect(estimateTimeLeft([activity('A1.1')], null)).toEqual({ minutes: 4, isOwnPace: false });
  const many = Array.from({ length: 9 }, (_, at) => activity(`A${at}`));
  expect(estimateTimeLeft(many, null).minutes).toBe(35);
  expect(estimateTimeLeft(many, 0.5)).toEqual({ minutes: 20, isOwnPace: true });
  // The least that is left is a minute, never none.
  expect(
    estimateTimeLeft([{ kind: 'indicator', code: 'I', state: 'copied', measure: 'choice', cells: 1 }], null)
      .minutes,
  ).toBe(1);
});

const start = Date.parse('2026-11-02T08:00:00Z');
const at = (minutes: number) => new Date(start + minutes * 60_000).toISOString();
const whole = new Map(Array.from({ length: 30 }, (_, n) => [`A${n}`, activity(`A${n}`)]));
/** Goes through activities one after the other, `pace` minutes each, saving `times` times on each. */
const goThrough = (items: number, pace: number, times = 1): OwnSave[] =>
  Array.from({ length: items }, (_, n) =>
    Array.from({ length: times }, (_, k) => ({ code: `A${n}`, at: at(n * pace + ((k + 1) * pace) / times) })),
  ).flat();

test('the pace is the median of what items took, however often each was saved', () => {
  expect(calculatePace(goThrough(8, 2), whole)).toBeCloseTo(0.5);
  expect(calculatePace(goThrough(8, 2, 5), whole)).toBeCloseTo(0.5);
  expect(calculatePace(goThrough(8, 6), whole)).toBeCloseTo(1.5);
});

test('too little, a night between two items, and many items saved at once tell nothing', () => {
  expect(calculatePace([], whole)).toBeNull();
  expect(calculatePace(goThrough(5, 2), whole)).toBeNull();
  const nights = Array.from({ length: 20 }, (_, n) => ({ code: `A${n}`, at: at(n * 24 * 60) }));
  expect(calculatePace(nights, whole)).toBeNull();
  const upload = Array.from({ length: 20 }, (_, n) => ({ code: `A${n}`, at: at(0) }));
  expect(calculatePace(upload, whole)).toBeNull();
  // One long pause among many items does not move the median.
  const paused = goThrough(12, 2).map((save, n) => (n > 6 ? { ...save, at: at(n * 2 + 200) } : save));
  expect(calculatePace(paused, whole)).toBeCloseTo(0.5);
});

test('whatever the history, the pace is clamped and the estimate finite, and more work never takes less time', () => {
  const save = fc.record({
    code: fc.constantFrom('A0', 'A1', 'A2', 'A3', 'unknown'),
    at: fc.integer({ min: 0, max: 10_000 }).map((seconds) => at(seconds / 60)),
  });
  const item = fc.oneof(
    fc.constantFrom('empty', 'begun', 'copied').map((state) => activity('A0', state)),
    fc.integer({ min: 1, max: 60 }).map((cells) => figure('I', cells)),
  );
  fc.assert(
    fc.property(
      fc.array(save, { maxLength: 60 }),
      fc.array(item, { maxLength: 60 }),
      item,
      (saves, items, more) => {
        const ordered = saves.toSorted((a, b) => a.at.localeCompare(b.at));
        const pace = calculatePace(ordered, whole);
        if (pace !== null) {
          expect(pace).toBeGreaterThanOrEqual(0.3);
          expect(pace).toBeLessThanOrEqual(3);
        }
        const { minutes } = estimateTimeLeft(items, pace);
        expect(Number.isInteger(minutes)).toBe(true);
        expect(minutes === 0).toBe(items.length === 0);
        expect(estimateTimeLeft([...items, more], pace).minutes).toBeGreaterThanOrEqual(minutes);
      },
    ),
  );
});
