import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Answers, describeMerge, mergeAnswers } from '#server/domain/submission/merge-answers.rules.ts';

const keys = ['status', 'achievements', 'challenges', 'consent'] as const;
const answer = fc.constantFrom('', 'a', 'b', 'c');
const answers: fc.Arbitrary<Answers> = fc.record({
  status: answer,
  achievements: answer,
  challenges: answer,
  consent: fc.constantFrom('yes', 'no'),
});
const sides = fc.record({ base: answers, mine: answers, theirs: answers });
const merge = (given: { base: Answers; mine: Answers; theirs: Answers }) => mergeAnswers(given, 'consent');

describe('merging the work of two people', () => {
  test('keeps each change that one of them made, and asks about what both changed', () => {
    const base = { status: 'planned', achievements: 'a', challenges: '', consent: 'no' };
    expect(
      merge({
        base,
        mine: { ...base, challenges: 'mine' },
        theirs: { ...base, status: 'on_track', achievements: 'theirs' },
      }),
    ).toEqual({
      merged: { status: 'on_track', achievements: 'theirs', challenges: 'mine', consent: 'no' },
      fromThem: ['status', 'achievements'],
      conflicts: [],
    });
    expect(
      merge({ base, mine: { ...base, achievements: 'x' }, theirs: { ...base, achievements: 'y' } }),
    ).toMatchObject({ merged: { achievements: 'x' }, fromThem: [], conflicts: ['achievements'] });
  });

  test('a consent does not reach words that its giver has not read', () => {
    const base = { status: '', achievements: 'a', challenges: '', consent: 'no' };
    const consented = { ...base, consent: 'yes' };
    const wrote = { ...base, achievements: 'names a place' };
    expect(merge({ base, mine: wrote, theirs: consented }).conflicts).toEqual(['consent']);
    expect(merge({ base, mine: consented, theirs: wrote })).toMatchObject({
      merged: { achievements: 'names a place' },
      conflicts: ['consent'],
    });
    expect(merge({ base, mine: base, theirs: consented })).toMatchObject({
      merged: consented,
      conflicts: [],
    });
  });

  test('no change is lost and none is invented', () => {
    fc.assert(
      fc.property(sides, (given) => {
        const { base, mine, theirs } = given;
        const { merged, fromThem, conflicts } = merge(given);
        for (const key of keys) {
          expect([mine[key], theirs[key]]).toContain(merged[key]);
          if (conflicts.includes(key)) continue;
          if (mine[key] !== base[key]) expect(merged[key]).toBe(mine[key]);
          if (theirs[key] !== base[key]) expect(merged[key]).toBe(theirs[key]);
          expect(fromThem.includes(key)).toBe(merged[key] !== mine[key]);
        }
      }),
    );
  });

  test('it does not matter who was second, and a side without changes changes nothing', () => {
    fc.assert(
      fc.property(sides, ({ base, mine, theirs }) => {
        const one = merge({ base, mine, theirs });
        const other = merge({ base, mine: theirs, theirs: mine });
        expect(other.conflicts).toEqual(one.conflicts);
        for (const key of keys)
          if (!one.conflicts.includes(key)) expect(other.merged[key]).toBe(one.merged[key]);
        expect(merge({ base, mine: base, theirs })).toMatchObject({ merged: theirs, conflicts: [] });
        expect(merge({ base, mine, theirs: base })).toMatchObject({
          merged: mine,
          conflicts: [],
          fromThem: [],
        });
        expect(merge({ base, mine, theirs: mine })).toMatchObject({
          merged: mine,
          conflicts: [],
          fromThem: [],
        });
      }),
    );
  });
});

test("says whose changes stand beside one's own", () => {
  expect(describeMerge('Malee', ['Achievements'])).toBe(
    'Malee changed Achievements while you were writing. Your changes and theirs are both kept.',
  );
  expect(describeMerge(null, ['Total', 'Note', 'Sex: Female'])).toMatch(
    /^Another person changed Total, Note and Sex: Female while/,
  );
});
