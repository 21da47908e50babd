import { expect, test } from 'vitest';
import { decideLinkedDisclosure } from '#server/domain/disclosure/decide-disclosure.rules.ts';
import { persons, report, share } from './figures.ts';
import { attackWorld } from './linked-attacker.ts';

/**
 * What two reporters that put their own figures together once found. A share that is suppressed for its dominance is
 * nobody's proof that it is small, and a released zero may be hidden like any other figure.
 */
const bySex = (female: number, male: number, unknown: number) => ({
  total: female + male + unknown,
  'sex=female': female,
  'sex=male': male,
  'sex=unknown': unknown,
});

type Sexes = [number, number, number];

test('two reporters find no figure behind a share that asks for the same persons', () => {
  const given: [reporter: string, of: Sexes, part: Sexes][] = [
    ['BB', [0, 7, 13], [0, 1, 2]],
    ['CC', [5, 3, 15], [5, 3, 15]],
    ['DD', [4, 1, 1], [4, 1, 1]],
    ['EE', [0, 0, 10], [0, 0, 5]],
    ['FF', [1, 0, 0], [0, 0, 0]],
  ];
  // The total of BB is one more than its parts: the sex of one person is not told.
  const sum = (sexes: Sexes) => sexes.reduce((one, other) => one + other, 0);
  const shareOf = (reporter: string, of: Sexes, part: Sexes) => ({
    total: `${reporter === 'BB' ? 4 : sum(part)}/${sum(of)}`,
    'sex=female': `${part[0]}/${of[0]}`,
    'sex=male': `${part[1]}/${of[1]}`,
    'sex=unknown': `${part[2]}/${of[2]}`,
  });
  const same = { dimension: null, category: null };
  const world = {
    name: 'a share of the same persons',
    indicators: [persons, { ...share, code: 'I-B5' }],
    equalities: [
      {
        left: { indicator: 'I-B5', part: 'denominator' as const, ...same },
        right: { indicator: 'I-B3', part: 'value' as const, ...same },
      },
    ],
    states: [
      [
        given.flatMap(([reporter, of]) => report(reporter, 'regional', bySex(...of))),
        given.flatMap(([reporter, of, part]) => report(reporter, 'regional', shareOf(reporter, of, part))),
      ],
    ],
  };
  expect(attackWorld(world, decideLinkedDisclosure, ['public', 'singles'])).toEqual([]);
  expect(attackWorld(world, decideLinkedDisclosure, ['pairs'])).toEqual([]);
});

test('two reporters find no figure from what a changed consent shows', () => {
  const round = (release: 'regional' | 'national') => [
    ...report('AA', 'regional', bySex(4, 15, 0)),
    ...report('BB', release, bySex(0, 0, 0)),
    ...report('CC', 'regional', bySex(8, 6, 8)),
    ...report('DD', 'regional', bySex(1, 6, 4)),
    ...report('FF', 'national', { total: 1 }),
  ];
  const world = {
    name: 'a changed consent',
    indicators: [persons],
    equalities: [],
    states: [[round('regional')], [round('national')]],
  };
  expect(attackWorld(world, decideLinkedDisclosure, ['public', 'singles'])).toEqual([]);
  expect(attackWorld(world, decideLinkedDisclosure, ['pairs'])).toEqual([]);
});
