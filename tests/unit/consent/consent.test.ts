import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type ConsentAnswer,
  decideRelease,
  createConsentLookup,
} from '#server/domain/consent/consent.rules.ts';
import { releases } from '#server/domain/value/indicator-definition.ts';

const answers = fc.array(
  fc.record({
    submission: fc.integer({ min: 1, max: 3 }),
    indicator: fc.integer({ min: 1, max: 3 }),
    snapshot: fc.integer({ min: 1, max: 3 }),
    agreed: fc.boolean(),
  }),
);

test('the newest answer about the report as it stands counts, and no other', () => {
  fc.assert(
    fc.property(answers, fc.integer({ min: 1, max: 3 }), (given: ConsentAnswer[], now) => {
      const read = createConsentLookup(given, new Map([[1, now]]));
      const expected = given.findLast(
        (one) => one.submission === 1 && one.indicator === 2 && one.snapshot === now,
      );
      expect(read(1, 2)).toBe(expected?.agreed ?? null);
      // A report that is not accepted is not in the list.
      expect(read(2, 2)).toBeNull();
    }),
  );
});

test('only a yes changes what is released, and only to more', () => {
  for (const reported of releases) {
    expect(decideRelease(reported, true)).toBe('national');
    expect(decideRelease(reported, false)).toBe(reported);
    expect(decideRelease(reported, null)).toBe(reported);
  }
});
