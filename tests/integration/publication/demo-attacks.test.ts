import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { FigureEquality } from '#server/domain/plan/figure-equality.ts';
import { groupLinked } from '#server/domain/disclosure/figure-links.calculations.ts';
import type {
  DisclosedIndicator,
  DisclosureCell,
  PublicFigure,
} from '#server/domain/disclosure/disclosure.types.ts';
import { listEqualitiesOfRound } from '#server/loaders/plan/list-equalities-of-round.ts';
import { readDataPage } from '#server/exports/data-rows.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { prepareDemo } from '#tests/support/demo-database.ts';
import { rounds } from '#tests/support/rounds.ts';
import { createWorld, type World } from '#tests/support/world.ts';
import { findLinkedLeaks, type Leak } from '../../unit/disclosure/linked-attacker.ts';
import { readPublications } from '../../unit/disclosure/linked-reader.ts';
import type { Publication } from '../../unit/disclosure/worlds.ts';

/**
 * The publications of the demo as they were stored, read by the public and by each single state with its own figures,
 * with a solver and with the equalities that the plan states.
 */
type Cell = DisclosureCell & { publication: number; indicator: string; round: string };
type Figure = PublicFigure & { publication: number; indicator: string };

let world: World;
let equalities: FigureEquality[];
let families: DisclosedIndicator[][];
let cells: Map<string, Cell[]>;
let figures: Map<string, Figure[]>;
const publications = [1, 2, 3];

beforeAll(async () => {
  const place = { adminUrl: inject('adminUrl'), template: inject('template') };
  const { template, files } = await prepareDemo(place);
  world = await createWorld({ ...place, template }, files);
  const { viewer } = await world.createPerson([{ role: 'secretariat_officer' }]);
  equalities = await runOperation(
    { ...world.base, viewer },
    { permission: 'compilation.read' },
    {},
    ({ tx }) => listEqualitiesOfRound(tx, { code: '2025-H2' }),
  );
  const indicators = await world.owner<(DisclosedIndicator & { id: number })[]>`
    select id, code, disclosure_class as "disclosureClass", measure, aggregation, person_count as "personCount"
    from tracker.indicator where measure in ('count', 'money', 'percentage') and disclosure_class <> 'internal'
      and derivation is null and reported_by <> 'bodies' order by position`;
  families = groupLinked(indicators, equalities);
  const keyOf = (one: { publication: number; indicator: string; round: string }) =>
    [one.publication, one.indicator, one.round].join('|');
  // Money in cents: the solver counts in whole numbers.
  cells = Map.groupBy(
    await world.owner<Cell[]>`
      select s.publication_number as publication, i.code as indicator, r.code as round, p.code as reporter, ir.release,
        v.dimension_code as dimension, v.category_code as category, v.state, null as choice,
        (v.value * case i.measure when 'money' then 100 else 1 end)::float8::text as value,
        v.numerator::float8::text as numerator, v.denominator::float8::text as denominator
      from tracker.publication_source s join tracker.compilation k on k.id = s.compilation_id
      join tracker.round r on r.id = k.round_id
      join tracker.compiled_value v on v.compilation_id = k.id
      join tracker.compiled_indicator_report ir on ir.compilation_id = k.id and ir.submission_id = v.submission_id
        and ir.indicator_id = v.indicator_id
      join tracker.indicator i on i.id = v.indicator_id join tracker.reporter p on p.id = v.reporter_id`,
    keyOf,
  );
  figures = Map.groupBy(
    await world.owner<Figure[]>`
      select f.publication, f.indicator_code as indicator, f.round_code as round, f.scope,
        f.dimension_code as dimension, f.category_code as category, f.state, f.state = 'reported' as show,
        (f.value * case i.measure when 'money' then 100 else 1 end)::float8::text as value,
        f.numerator::float8::text as numerator, f.denominator::float8::text as denominator,
        s.contributing, f.expected, f.kept_from as "keptFrom", s.reasons,
        case when f.least is null then null
          when i.measure = 'money' then jsonb_build_object('least', f.least * 100, 'most', f.most * 100 + 99)
          else jsonb_build_object('least', f.least, 'most', f.most) end as range
      from rows.figure f join tracker.indicator i on i.code = f.indicator_code
      join rows.figure_source s on s.publication_number = f.publication and s.indicator_code = f.indicator_code
        and s.round_code = f.round_code and s.scope = f.scope
        and s.dimension_code is not distinct from f.dimension_code
        and s.category_code is not distinct from f.category_code`,
    keyOf,
  );
}, 300_000);
afterAll(() => world?.close());

/** What was published of a family in a round, one publication after the other. */
function listPublications(family: readonly DisclosedIndicator[], round: string): Publication[] {
  return publications.flatMap((publication): Publication[] => {
    const key = (code: string) => [publication, code, round].join('|');
    if (!family.some(({ code }) => figures.has(key(code)))) return [];
    return [
      {
        inputs: family.map((indicator) => ({
          indicator,
          rounds: [{ round, cells: cells.get(key(indicator.code)) ?? [] }],
          earlier: [],
        })),
        decisions: family.map(({ code }) => ({ figures: figures.get(key(code)) ?? [], alreadyPublic: [] })),
      },
    ];
  });
}

test(
  'no hidden figure is certain for the public, nor for any single state',
  async () => {
    const found: Leak[] = [];
    let hidden = 0;
    for (const family of families) {
      for (const { code: round } of await world.owner<
        { code: string }[]
      >`select code from tracker.round order by code`) {
        const published = listPublications(family, round);
        if (published.length === 0) continue;
        const { unknowns } = readPublications(published, equalities);
        hidden += unknowns.filter((one) => one.protected && one.truth > 0).length;
        // In full, on the day of each publication; otherwise when all are there.
        for (let count = rounds(published.length, 1); count <= published.length; count += 1) {
          found.push(...findLinkedLeaks(published.slice(0, count), equalities, ['public', 'singles']));
        }
      }
    }
    expect(hidden).toBeGreaterThan(2000);
    expect(found.filter(({ kind }) => kind === 'exact')).toEqual([]);
    expect(found).toEqual([]);
  },
  rounds(300_000, 1_800_000),
);

test('an outcome or percentage of a target stands on public figures alone, of the region and of each state', async () => {
  const known: Record<string, number> = { regional: 0, national: 0 };
  for (const number of publications) {
    const { publication } = await world.anonymous.dashboard.state({ iso2: 'TH', publication: number });
    const source = { ...world.base, origin: 'http://localhost', publication };
    for (const dataset of ['targets', 'national-targets'] as const) {
      const { rows } = await readDataPage(source, dataset, {
        filter: {},
        from: { pair: 0, row: 0 },
        limit: 1000,
      });
      for (const row of rows) {
        const isSaid = ['met', 'missed'].includes(String(row.outcome)) || row.target_reached !== null;
        const scope = String(row.reporter_code ?? 'region');
        const isPublic = (round: unknown) =>
          (figures.get([number, row.indicator_code, round].join('|')) ?? []).some(
            (figure) => figure.scope === scope && figure.dimension === null && figure.state === 'reported',
          );
        const inIt = row.rounds as string[];
        expect([row, inIt.filter((round) => !isPublic(round))]).toEqual([row, []]);
        if (!isSaid) continue;
        // Of a later year the newest figure is the one that is compared.
        expect([row, inIt.length > 0 || isPublic(publication.roundCode)]).toEqual([row, true]);
        known[dataset === 'targets' ? 'regional' : 'national'] = 1;
      }
    }
  }
  expect(known).toEqual({ regional: 1, national: 1 });
});
