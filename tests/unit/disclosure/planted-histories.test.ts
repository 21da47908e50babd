import { describe, expect, it } from 'vitest';
import { rounds } from '#tests/support/rounds.ts';
import { attackWorld } from './linked-attacker.ts';
import { decideCarelessly, plantedHistories } from './planted-histories.ts';
import { createWorld } from './worlds.ts';

describe('a reader of linked indicators, where each figure was looked at by itself', () => {
  it.each(plantedHistories)('finds what follows from $name', (history) => {
    const leaks = attackWorld(history, decideCarelessly, ['public', 'singles']);
    expect(leaks).toContainEqual(expect.objectContaining(history.finds));
  });

  it('finds something of each kind in random worlds', () => {
    const count = rounds(8, 100);
    const found = Array.from({ length: count }, (_, seed) =>
      attackWorld(createWorld(seed), decideCarelessly, ['public']),
    );
    expect(found.filter((leaks) => leaks.length > 0).length).toBeGreaterThanOrEqual(count / 2);
    const kinds = new Set(found.flat().map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(expect.arrayContaining(['dominated', 'exact', 'small sum', 'sum']));
  });
});
