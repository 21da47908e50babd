import { describe, expect, it } from 'vitest';
import { rounds } from '#tests/support/rounds.ts';
import { attackWorld, type Readers } from './linked-attacker.ts';
import { decideLinkedDisclosure } from '#server/domain/disclosure/decide-disclosure.rules.ts';
import { plantedHistories } from './planted-histories.ts';
import { describeWorld, shrinkWorld } from './shrink-world.ts';
import { createWideWorld } from './wide-worlds.ts';
import { createWorld, type World } from './worlds.ts';

/** Long enough for the long form. */
const patience = 7_200_000;
const enough = 20;

/**
 * What is found in so many random worlds, from the first seed on. Stops when there is enough to look at, and says last
 * what the smallest world is in which the first still follows.
 */
function attackWorlds(
  first: number,
  count: number,
  readers: Readers[],
  create: (seed: number) => World = createWorld,
): string[] {
  const found: string[] = [];
  let smallest = '';
  for (let seed = first; seed < first + count && found.length < enough; seed += 1) {
    const world = create(seed);
    const leaks = attackWorld(world, decideLinkedDisclosure, readers);
    const [leak] = leaks;
    if (leak && smallest === '') {
      const isSame = (one: typeof leak) => one.kind === leak.kind;
      smallest = describeWorld(
        shrinkWorld(world, (smaller) => attackWorld(smaller, decideLinkedDisclosure, readers).some(isSame)),
      );
    }
    found.push(...leaks.map((one) => Object.values(one).join(' | ')));
  }
  return found.length > 0 ? [...found, smallest] : [];
}

describe('from linked indicators and all publications', () => {
  it.each(plantedHistories)('nobody finds out anything in the history of $name', (history) => {
    expect(attackWorld(history, decideLinkedDisclosure, ['public', 'singles', 'pairs'])).toEqual([]);
  });

  it.each([
    ['public', 'what two linked indicators leave of one reporter', [712, 1160, 1207, 2440]],
    ['public', 'the lack of a range, before and after a correction', [967]],
    ['public', 'a sum with a corrected figure', [2212]],
    ['public', 'a sum of which a released figure is the larger part', [700_109]],
    ['public', 'the lack of a range, where one fewer is behind a sum', [700_898, 707_038]],
    ['public', 'what an earlier total leaves beside today’s parts', [711_271, 711_442]],
    ['public', 'small counts that an earlier publication did not tell', [720_435]],
    ['public', 'the small parts of a percentage, one of them empty', [702_209, 705_626, 720_257, 720_870]],
    ['singles', 'the range of a total of few, and a late joiner', [100_218, 100_377]],
    ['pairs', 'the range of a total of three', [200_257, 200_296, 400_380]],
    ['pairs', 'a range that makes sure of what was only supposed', [510_125]],
    ['pairs', 'ranges after a figure was released', [200_423]],
    ['pairs', 'what was told as small before there were no ranges', [200_351]],
    ['pairs', 'a percentage that was small before a correction', [400_030]],
  ] as const)('once found out by %s: %s', (readers, _, seeds) => {
    for (const seed of seeds) expect(attackWorlds(seed, 1, [readers])).toEqual([]);
  });

  it.each([
    [
      'small figures of then and now, by a correction that two sums tell',
      [185, 194, 312, 729, 910, 1236, 2108],
    ],
    ['what an earlier total leaves beside parts of two publications', [1573]],
    ['a small sum, by figures that are tied to smaller ones', [1726]],
  ] as const)('once found out beside several breakdowns: %s', (_, seeds) => {
    for (const seed of seeds) expect(attackWorlds(seed, 1, ['public'], createWideWorld)).toEqual([]);
  });

  it(
    'nor does anybody where a figure has several breakdowns',
    () => {
      expect(attackWorlds(0, rounds(25, 2500), ['public', 'singles'], createWideWorld)).toEqual([]);
    },
    patience,
  );

  it(
    'the public finds out nothing in random worlds',
    () => {
      expect(attackWorlds(0, rounds(15, 2500), ['public'])).toEqual([]);
    },
    patience,
  );

  it(
    'no reporter finds out anything of another',
    () => {
      expect(attackWorlds(100_000, rounds(6, 500), ['singles'])).toEqual([]);
    },
    patience,
  );

  it(
    'nor do two reporters together',
    () => {
      expect(attackWorlds(200_000, rounds(5, 500), ['pairs'])).toEqual([]);
    },
    patience,
  );
});
