import fc from 'fast-check';
import { expect, test } from 'vitest';
import { helpKinds, obstacleKinds } from '#server/domain/need/need-kinds.ts';
import {
  findCopiedBefore,
  type StoredActivityAnswer,
  type StoredCell,
  undoActivityChanges,
  undoIndicatorChanges,
} from '#server/domain/submission/undo-changes.calculations.ts';

const text = fc.constantFrom('', 'One.', 'Two.', 'Three.');
const activity: fc.Arbitrary<StoredActivityAnswer> = fc.record({
  status_code: fc.constantFrom(null, 'on_track', 'delayed'),
  achievements: text,
  challenges: text,
  obstacles: fc.subarray([...obstacleKinds]),
  help_wanted: fc.subarray([...helpKinds]),
  next_steps: text,
  narrative_released: fc.boolean(),
});
const categories = ['female', 'male', 'unknown'];
const cells: fc.Arbitrary<StoredCell[]> = fc
  .array(fc.option(fc.nat(5), { nil: null }), { minLength: 4, maxLength: 4 })
  .map((values) =>
    values.flatMap((value, at): StoredCell[] =>
      value === null
        ? []
        : [
            at === 0
              ? { state: 'reported', value: String(value) }
              : {
                  dimension: 'sex',
                  category: categories[at - 1] ?? '',
                  state: 'reported',
                  value: String(value),
                },
          ],
    ),
  );
const indicator = fc.record({ note: text, release: fc.constantFrom('regional', 'national'), cells });

/** The changes between states that followed one another, newest first. */
const changesOf = <T>(states: readonly T[]) =>
  states
    .slice(1)
    .map((after, at) => ({ before: states[at], after }))
    .toReversed();

const sorted = (some: readonly StoredCell[]) =>
  some
    .map((cell) => `${cell.category ?? 'total'} ${cell.state} ${cell.value}`)
    .toSorted((a, b) => a.localeCompare(b));

test('taking all changes back gives what stood there first', () => {
  fc.assert(
    fc.property(fc.array(activity, { minLength: 2, maxLength: 8 }), fc.nat(7), (states, upTo) => {
      const changes = changesOf(states);
      const taken = changes.slice(0, (upTo % changes.length) + 1);
      const current = states.at(-1);
      expect(current && undoActivityChanges(current, taken)).toEqual(
        states[states.length - 1 - taken.length],
      );
    }),
  );
  fc.assert(
    fc.property(fc.array(indicator, { minLength: 2, maxLength: 8 }), fc.nat(7), (states, upTo) => {
      const changes = changesOf(states);
      const taken = changes.slice(0, (upTo % changes.length) + 1);
      const [current, then] = [states.at(-1), states[states.length - 1 - taken.length]];
      if (!current || !then) throw new Error('There are at least two states.');
      const restored = undoIndicatorChanges(current, taken);
      expect([restored.note, restored.release]).toEqual([then.note, then.release]);
      expect(sorted(restored.cells)).toEqual(sorted(then.cells));
    }),
  );
});

test('a change that touched one part takes back that part, and nothing that others wrote beside it', () => {
  const current = {
    note: 'Of the focal point.',
    release: 'regional',
    cells: [
      { state: 'reported', value: '40' },
      { dimension: 'sex', category: 'female', state: 'reported', value: '15' },
    ],
  };
  // What an agency sees of its own change: its cell and the rest of the header.
  const change = {
    before: { note: '', release: 'regional', cells: [] },
    after: {
      note: '',
      release: 'regional',
      cells: [{ dimension: 'sex', category: 'female', state: 'reported', value: '15' }],
    },
  };
  expect(undoIndicatorChanges(current, [change])).toEqual({
    note: 'Of the focal point.',
    release: 'regional',
    cells: [{ state: 'reported', value: '40' }],
  });
});

test('the mark of a copy comes back with what was copied', () => {
  const copied = { before: { copied_from: 3, version: 1 }, after: { version: 2 } };
  const later = { before: { version: 2 }, after: { version: 3 } };
  expect(findCopiedBefore([copied])).toBe(3);
  expect(findCopiedBefore([later, copied])).toBe(3);
  expect(findCopiedBefore([later])).toBeNull();
  expect(findCopiedBefore([])).toBeNull();
});
