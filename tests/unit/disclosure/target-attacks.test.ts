import { describe, expect, it } from 'vitest';
import { decideLinkedDisclosure } from '#server/domain/disclosure/decide-disclosure.rules.ts';
import { rounds } from '#tests/support/rounds.ts';
import { findLinkedLeaks, type Readers, type WorldLeak } from './linked-attacker.ts';
import { describeWorld, shrinkWorld } from './shrink-world.ts';
import {
  createHistory,
  type History,
  listSingleRounds,
  publishHistory,
  type SwitchedOff,
} from './target-histories.ts';
import { readSayings } from './target-reader.ts';
import type { DecideLinked, World } from './worlds.ts';

/** Long enough for the long form. */
const patience = 7_200_000;
const everybody: Readers[] = ['public', 'singles', 'pairs'];

type Attack = { decide?: DecideLinked; off?: SwitchedOff; readers?: Readers[] };

/** What readers find out who have all figures, targets and amounts, each day from what is public by then. */
function attackHistory(
  history: History,
  { decide = decideLinkedDisclosure, off = null, readers = everybody }: Attack = {},
): WorldLeak[] {
  const publications = publishHistory(history, decide, off).map((told) => ({
    ...told.publication,
    said: readSayings(history, told),
  }));
  return publications.flatMap((_, at) =>
    findLinkedLeaks(publications.slice(0, at + 1), history.equalities, readers).map((leak) => ({
      world: history.name,
      publication: at + 1,
      ...leak,
    })),
  );
}

/** What is found in so many histories; at the end the smallest one in which the first still follows. */
function attackHistories(first: number, count: number, enough: number, attack: Attack = {}): string[] {
  const found: string[] = [];
  let smallest = '';
  for (let seed = first; seed < first + count && found.length < enough; seed += 1) {
    const history = createHistory(seed);
    const leaks = attackHistory(history, attack);
    const [leak] = leaks;
    if (leak && smallest === '' && !attack.off && !attack.decide) {
      const isSame = (smaller: World) =>
        attackHistory(smaller as History, attack).some(({ kind }) => kind === leak.kind);
      const alone = listSingleRounds(history).find(isSame) ?? history;
      smallest = describeWorld(shrinkWorld(alone, isSame));
    }
    found.push(...leaks.map((one) => Object.values(one).join(' | ')));
  }
  return smallest === '' ? found : [...found, smallest];
}

describe('with targets, what they come to, and amounts', () => {
  it(
    'nobody finds out a hidden figure',
    () => {
      expect(attackHistories(1, rounds(25, 500), 40)).toEqual([]);
    },
    patience,
  );

  it('has outcomes of every kind to read', () => {
    const outcomes = new Set<string>();
    const counts = { said: 0, paces: 0, held: 0, several: 0, amounts: 0 };
    for (let seed = 1; seed <= 60; seed += 1) {
      const history = createHistory(seed);
      for (const told of publishHistory(history, decideLinkedDisclosure)) {
        const lines = [...told.sayings.national.values()].flat();
        for (const { outcome } of [...lines, ...told.sayings.regional]) if (outcome) outcomes.add(outcome);
        counts.said += readSayings(history, told).length;
        counts.paces += lines.filter(({ pace }) => pace !== null).length;
        counts.several += lines.filter((line) => line.rounds.length > 1).length;
        counts.held += lines.filter(({ value }) => value === null).length;
        counts.amounts += told.sayings.support.totals.length;
      }
    }
    expect([...outcomes].sort()).toEqual(['cannot_be_said', 'met', 'missed', 'not_due']);
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(20);
  });

  it('finds what leaks when targets are compared with figures that are held back', () => {
    const found = attackHistories(1, 25, 3, { off: 'targets', readers: ['public'] });
    expect(found.length).toBeGreaterThanOrEqual(3);
  });

  it('finds what leaks when totals of support hold amounts that a partner does not show', () => {
    const found = attackHistories(1, 100, 3, { off: 'amounts', readers: ['public'] });
    expect(found.length).toBeGreaterThanOrEqual(3);
  });

  it('finds what leaks when linked indicators are decided apart', () => {
    const apart: DecideLinked = (inputs) => decideLinkedDisclosure(inputs, []);
    const found = attackHistories(1, 100, 3, { decide: apart, readers: ['public'] });
    expect(found.length).toBeGreaterThanOrEqual(3);
  });
});
