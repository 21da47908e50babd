import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countSearchWords,
  countChanges,
  findNearestWord,
  buildSearchQuery,
  parseSearchQuery,
  parseSearchWords,
} from '#server/domain/search/search-words.calculations.ts';

const known = countSearchWords([
  { code: 'A1.1', title: 'Regional campaign kit', body: 'Recruitment of victims by online job offers' },
  { code: 'I-B3', title: 'Victims formally identified', body: 'Victims who were screened in Thailand' },
]);
const understand = (question: string) => parseSearchQuery(question, known).map(({ meant }) => meant);

describe('words', () => {
  test('are read in lower case, each once, codes whole, marks of any script kept', () => {
    expect(parseSearchWords('The A1.1 and I-B3, “victims” VICTIMS! 2025-H2')).toEqual([
      'the',
      'a1.1',
      'and',
      'i-b3',
      'victims',
      '2025-h2',
    ]);
    expect(parseSearchWords('ประเทศไทย កម្ពុជា Việt')).toEqual(['ประเทศไทย', 'កម្ពុជា', 'việt']);
    expect(parseSearchWords('\u0000 -- && | ! :* <> ()')).toEqual([]);
  });

  test('are counted by entries, not by occurrences', () => {
    expect(known.get('victims')).toBe(2);
    expect(known.get('recruitment')).toBe(1);
  });
});

describe('a mistyped word', () => {
  test.each([
    ['recruitmnet', 'recruitment'],
    ['victmis', 'victims'],
    ['vicims', 'victims'],
    ['thialand', 'thailand'],
    ['screenned', 'screened'],
  ])('%s is understood as %s', (typed, meant) => {
    expect(understand(typed)).toEqual([meant]);
  });

  test.each(['victims', 'victim', 'screening', 'recruit', 'i-b3', 'b4', 'zzzzzz', 'vic'])(
    '%s stays as it is: known, the beginning or the stem of a known one, a code, or nothing near',
    (typed) => {
      expect(understand(typed)).toEqual([typed]);
    },
  );

  test('goes to the word that more entries use', () => {
    expect(
      findNearestWord(
        'cames',
        new Map([
          ['games', 1],
          ['cares', 4],
        ]),
      ),
    ).toBe('cares');
  });
});

test('changes are counted as by the plain definition, up to the limit', () => {
  /** Every way, without a table: slow, and plainly right. */
  const slow = (a: string, b: string): number => {
    if (a === '' || b === '') return Math.max(a.length, b.length);
    const swapped =
      a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)
        ? slow(a.slice(0, -2), b.slice(0, -2)) + 1
        : Number.POSITIVE_INFINITY;
    return Math.min(
      slow(a.slice(0, -1), b) + 1,
      slow(a, b.slice(0, -1)) + 1,
      slow(a.slice(0, -1), b.slice(0, -1)) + (a.at(-1) === b.at(-1) ? 0 : 1),
      swapped,
    );
  };
  const word = fc.stringMatching(/^[abc]{0,6}$/);
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(Math.min(countChanges(a, b, 2), 3)).toBe(Math.min(slow(a, b), 3));
    }),
    { numRuns: 200 },
  );
});

test('words that people use stand for those of the plan, mistyped ones too', () => {
  const [word] = parseSearchQuery('repatriaton', known);
  expect(word).toEqual({ typed: 'repatriaton', meant: 'repatriation' });
  expect(buildSearchQuery(word ? [word] : [], '&')).toBe("('repatriation':* | 'return':*)");
  expect(buildSearchQuery(parseSearchQuery('donor', known), '&')).toBe("('donor':* | 'partner':*)");
});

test('whatever is typed, the question holds nothing but quoted words', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (question) => {
      const words = parseSearchQuery(question, known);
      expect(words.length).toBeLessThanOrEqual(12);
      if (words.length > 0) {
        expect(buildSearchQuery(words, '&')).toMatch(
          /^\('[\p{L}\p{N}\p{M}]+':\*( [&|] '[\p{L}\p{N}\p{M}]+':\*)*\)( & \('[\p{L}\p{N}\p{M}]+':\*( [&|] '[\p{L}\p{N}\p{M}]+':\*)*\))*$/u,
        );
      }
    }),
    { numRuns: 300 },
  );
});
