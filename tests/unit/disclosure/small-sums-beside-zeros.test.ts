import { expect, test } from 'vitest';
import { decideLinkedDisclosure } from '#server/domain/disclosure/decide-disclosure.rules.ts';
import { persons, report } from './figures.ts';
import { attackWorld } from './linked-attacker.ts';

/** Parts of a state that come to few, of which one is a zero that is hidden for the others. */
const byAge = (young: number, grown: number, old: number, unknown: number) => ({
  total: young + grown + old + unknown,
  'age_band=under_18': young,
  'age_band=from_18_to_24': grown,
  'age_band=from_25': old,
  'age_band=unknown': unknown,
});

test('a hidden zero beside small counts does not make their small sum certain', () => {
  const cells = [
    ...report('AA', 'national', byAge(6, 0, 3, 63)),
    ...report('BB', 'national', byAge(0, 6, 55, 15)),
    ...report('DD', 'national', byAge(37, 0, 1, 22)),
  ];
  const world = { name: 'a hidden zero', indicators: [persons], equalities: [], states: [[cells]] };
  expect(attackWorld(world, decideLinkedDisclosure, ['public', 'singles', 'pairs'])).toEqual([]);
});

test('nor does a zero that another state hides, if its own figures tell it', () => {
  const bySex = (female: number, male: number, unknown: number) => ({
    total: female + male + unknown,
    'sex=female': female,
    'sex=male': male,
    'sex=unknown': unknown,
  });
  const cells = [
    ...report('AA', 'national', bySex(0, 0, 0)),
    ...report('BB', 'national', { total: 8 }),
    ...report('CC', 'national', bySex(0, 18, 9)),
    ...report('EE', 'national', bySex(2, 0, 6)),
  ];
  const world = { name: 'a zero of another', indicators: [persons], equalities: [], states: [[cells]] };
  expect(attackWorld(world, decideLinkedDisclosure, ['public', 'singles', 'pairs'])).toEqual([]);
});
