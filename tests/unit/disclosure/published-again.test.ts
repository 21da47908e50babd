import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideDisclosure } from '#server/domain/disclosure/decide-disclosure.rules.ts';
import { asEarlier } from './figures.ts';
import { publishInTurn, type RandomCase, randomCases, randomCorrections } from './random-reports.ts';

/** What is decided of the last publication of a history, and of one more from the same reports. */
function publishTwice(example: RandomCase) {
  const publications = publishInTurn(example);
  const { input, decision } = publications.at(-1)!;
  const earlier = [...input.earlier, ...asEarlier(decision, publications.length)];
  return { once: decision, again: decideDisclosure({ ...input, earlier }) };
}

/** A publication takes over what has not changed since the one before: see unchanged-figures.rules.ts. */
describe('what was decided is decided again in the same way where nothing has changed', () => {
  it.each([
    ['over several publications', randomCases],
    ['after corrections', randomCorrections],
  ])('%s', (_, cases) => {
    fc.assert(
      fc.property(cases, (example) => {
        const { once, again } = publishTwice(example);
        expect(again.figures).toEqual(once.figures);
      }),
      { numRuns: Number(process.env['RUNS'] ?? 200) },
    );
  });

  it.each([
    ['a corrected figure whose parts are shown together', randomCorrections, 5, '440'],
    ['a released figure that is the larger part of a sum', randomCorrections, 6, '1591'],
    ['two figures that are safe together only', randomCorrections, 5, '2188'],
    ['a range that is known from then on', randomCorrections, 5, '4550'],
    ['a figure that two publications kept', randomCases, 5, '3840'],
  ])('once decided otherwise: %s', (_, cases, seed, path) => {
    fc.assert(
      fc.property(cases, (example) => {
        const { once, again } = publishTwice(example);
        expect(again.figures).toEqual(once.figures);
      }),
      { seed, path, numRuns: 1 },
    );
  });
});
