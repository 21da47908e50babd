import { afterAll, beforeAll, expect, test } from 'vitest';
import { findNewestCompilation, loadFactSource } from '#server/queries/report/load-report-facts.query.ts';
import { buildFigures } from '#server/use-cases/publication/build-figures.ts';
import { listCompiledRounds } from '#server/use-cases/publication/load-compiled.ts';
import { inTransaction } from '#server/use-cases/use-case-context.ts';
import { bodies, createSeason, type Season, states } from '../publication/season.ts';

const rounds = ['2024-H2', '2025-H1'];
let season: Season;

beforeAll(async () => {
  season = await createSeason(11);
  for (const round of rounds) {
    await season.open(round);
    for (const reporter of [...states.slice(0, 7), ...bodies.slice(0, 4)])
      await season.report(round, reporter);
    await season.secretariat.caller.compilation.create({ round });
  }
}, 120_000);
afterAll(() => season?.world.close());

const newest = rounds.at(-1) ?? '';

/** The regional figures of every indicator, by the desk's rule and by that of the restricted editions. */
const loadBoth = () =>
  inTransaction({ ...season.world.base, viewer: season.secretariat.viewer }, async (tx) => {
    const compilation = await findNewestCompilation(tx, newest);
    const source = await loadFactSource(tx, { compilation: compilation?.id ?? 0, audience: 'restricted' });
    const { figures } = await buildFigures(tx, await listCompiledRounds(tx, newest), { smallCountUpTo: 0 });
    const place = (of: {
      indicator: string;
      round: string;
      dimension: string | null;
      category: string | null;
    }) => `${of.indicator} ${of.round} ${of.dimension ?? 'total'} ${of.category ?? ''}`;
    return {
      facts: new Map(
        source.indicators.flatMap(({ code, figures: own }) =>
          own.map((figure) => [place({ indicator: code, ...figure }), figure] as const),
        ),
      ),
      shown: figures
        .filter(({ scope }) => scope === 'region')
        .map((figure) => ({ ...figure, place: place(figure) })),
    };
  });

test('the desk says of every indicator what the restricted editions show, round by round and part by part', async () => {
  const { facts, shown } = await loadBoth();
  const counted = shown.filter(({ place, show, state }) => facts.has(place) && show && state === 'reported');
  expect(counted.length).toBeGreaterThan(100);
  expect(
    counted.map(({ place }) => {
      const { state, value, contributing, expected } = facts.get(place) ?? {};
      return { place, state, value, contributing, expected };
    }),
  ).toEqual(
    counted.map(({ place, value, contributing, expected }) => ({
      place,
      state: 'reported',
      value,
      contributing: contributing.length,
      expected,
    })),
  );
});

test('what was not reported is the same in both', async () => {
  const { facts, shown } = await loadBoth();
  for (const { place, state } of shown) {
    const fact = facts.get(place);
    // Held back is what fewer than three stand behind, and what would tell it by subtraction, with or without a number.
    if (!fact || state === 'reported' || state === 'suppressed' || state === 'withheld') continue;
    expect({ place, state: fact.state }).toEqual({ place, state });
  }
});
