import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { readDataFile } from '#tests/support/data-file.ts';
import { prepareDemo } from '#tests/support/demo-database.ts';
import { createWorld, type World } from '#tests/support/world.ts';
import { compareRegional, recomputedTargets, recomputeFigures } from './recomputed.ts';

/** Every figure of the demo's publications, worked out anew in SQL from accepted values. */
let world: World;
const publications = [1, 2, 3];

beforeAll(async () => {
  const place = { adminUrl: inject('adminUrl'), template: inject('template') };
  const { template, files } = await prepareDemo(place);
  world = await createWorld({ ...place, template }, files);
  await recomputeFigures(world.owner);
});
afterAll(() => world?.close());

const lines = async (file: string): Promise<Record<string, string>[]> =>
  parse(await readDataFile(world, file), { columns: true, record_delimiter: '\r\n' });

test('regional figures are what the accepted values come to', async () => {
  const { shown, wrong } = await compareRegional(world.owner);
  expect(wrong).toEqual([]);
  expect(shown).toBeGreaterThan(700);
});

test('a range holds the sum behind it, and four in five regional figures are shown or given as a range', async () => {
  const rows = await world.owner<{ figures: number; shown: number; ranged: number; wrong: string[] }[]>`
    select count(*)::integer as figures, count(*) filter (where f.state = 'reported')::integer as shown,
      count(f.least)::integer as ranged,
      coalesce(array_agg(concat_ws(' ', f.indicator_code, f.round_code, f.dimension_code, f.category_code))
        filter (where f.least is not null and not (f.state = 'suppressed' and trunc(n.sum) between f.least and f.most)),
        '{}') as wrong
    from rows.figure f join rows.recomputed n on n.publication = f.publication and n.indicator = f.indicator_code
      and n.round = f.round_code and n.dimension is not distinct from f.dimension_code
      and n.category is not distinct from f.category_code
    where f.scope = 'region' and n.contributing > 0 and f.state in ('reported', 'suppressed')
    group by f.publication order by f.publication`;
  for (const { figures, shown, ranged, wrong } of rows) {
    expect(wrong).toEqual([]);
    // Before there were ranges of sums it was 62 to 64 per cent.
    expect((shown + ranged) / figures).toBeGreaterThan(0.8);
  }
  expect(rows).toHaveLength(3);
});

test('figures of one reporter are what it reported and released', async () => {
  const [counts] = await world.owner<{ shown: number; wrong: number }[]>`
    with given as (
      select s.publication_number as publication, i.code as indicator, r.code as round, p.code as scope, v.*, ir.release
      from tracker.publication_source s join tracker.compilation k on k.id = s.compilation_id
      join tracker.round r on r.id = k.round_id
      join tracker.compiled_value v on v.compilation_id = k.id
      join tracker.compiled_indicator_report ir on ir.compilation_id = k.id and ir.submission_id = v.submission_id
        and ir.indicator_id = v.indicator_id
      join tracker.indicator i on i.id = v.indicator_id join tracker.reporter p on p.id = v.reporter_id
    )
    select count(*)::integer as shown, count(*) filter (where g.release is distinct from 'national'
      or (g.value is not null and f.value is distinct from g.value) or f.choice_code is distinct from g.choice_code
      or f.numerator is distinct from g.numerator or f.denominator is distinct from g.denominator)::integer as wrong
    from rows.figure f left join given g on g.publication = f.publication and g.indicator = f.indicator_code
      and g.round = f.round_code and g.scope = f.scope and g.dimension_code is not distinct from f.dimension_code
      and g.category_code is not distinct from f.category_code
    where f.scope <> 'region' and f.state = 'reported'`;
  expect(counts?.wrong).toBe(0);
  expect(counts?.shown).toBeGreaterThan(500);
});

test('what the tracker counts itself agrees with its records, and tells of no unpublished report', async () => {
  const rows = await world.owner<{ name: string; said: number[]; counted: number[] }[]>`
    with source as (
      select s.publication_number as publication, k.id, k.round_id, r.code as round, r.due_on,
        extract(year from r.period_start)::integer as year
      from tracker.publication_source s join tracker.compilation k on k.id = s.compilation_id
      join tracker.round r on r.id = k.round_id
    ), on_time as (
      select s.publication, s.round, 'I-D3' as indicator, count(*) filter (where c.included
          and (c.first_submitted_at at time zone 'UTC')::date <= c.due_on)::integer as part, count(*)::integer as whole
      from source s join tracker.compiled_submission c on c.compilation_id = s.id group by 1, 2
    ), has as (
      select s.publication, s.round, v.submission_id, v.indicator_id, bool_or(v.dimension_code is null) as total,
        bool_or(v.dimension_code = 'sex' and v.category_code <> 'unknown')
          and bool_or(v.dimension_code in ('age', 'age_band') and v.category_code <> 'unknown') as split
      from source s join tracker.compiled_value v on v.compilation_id = s.id and v.state = 'reported'
      join tracker.compiled_indicator_report ir on ir.compilation_id = s.id and ir.submission_id = v.submission_id
        and ir.indicator_id = v.indicator_id and ir.release <> 'withheld'
      join tracker.indicator i on i.id = v.indicator_id and i.person_count and i.disclosure_class <> 'internal'
        and (select count(*) from tracker.indicator_dimension d where d.indicator_id = i.id
          and d.dimension_code in ('sex', 'age', 'age_band')) = 2
      group by 1, 2, 3, 4
    ), splits as (
      select publication, round, 'I-D4' as indicator, count(*) filter (where split)::integer as part, count(*)::integer as whole
      from has where total group by 1, 2
    )
    select concat_ws(' ', f.publication, f.indicator_code, f.round_code) as name,
      array[f.numerator, f.denominator]::integer[] as said, array[n.part, n.whole] as counted
    from (select * from on_time union all select * from splits) n
    join rows.figure f on f.publication = n.publication and f.indicator_code = n.indicator and f.round_code = n.round`;
  expect(rows).toHaveLength(12);
  for (const { name, said, counted } of rows) expect([name, said]).toEqual([name, counted]);
});

test('years and targets come out as the accepted values do, with the reports that are in them', async () => {
  const counted =
    await world.owner.script<
      {
        publication: number;
        indicator: string;
        year: number;
        target: string;
        value: string | null;
        repeats: boolean;
        rounds: string[];
        outcome: string | null;
      }[]
    >(recomputedTargets);
  const outcomes = new Map<string, number>();
  for (const publication of publications) {
    const rows = await lines(`targets.csv?publication=${publication}`);
    const expected = counted.filter((row) => row.publication === publication);
    expect(rows.length).toBe(expected.length);
    expect(rows.length).toBeGreaterThan(50);
    for (const { indicator, year, target, value, repeats, rounds, outcome } of expected) {
      const row = rows.find(
        (one) => one['indicator_code'] === indicator && one['target_year'] === String(year),
      )!;
      const name = `${publication} ${indicator} ${year}`;
      expect([name, Number(row['target'])]).toEqual([name, Number(target)]);
      expect([name, row['value'] === '' ? null : Number(row['value'])]).toEqual([
        name,
        value === null ? null : Number(value),
      ]);
      expect([name, row['outcome'] || null]).toEqual([name, outcome]);
      expect([name, row['may_repeat_persons']]).toEqual([name, String(repeats)]);
      if (value !== null) expect([name, row['rounds']]).toEqual([name, rounds.join('; ')]);
      // A sum is never without its coverage, and never judged without it.
      if (value !== null && row['coverage'] === '') {
        expect(['I-D3', 'I-D4', 'I-D6'], name).toContain(indicator);
      }
      outcomes.set(row['outcome']!, (outcomes.get(row['outcome']!) ?? 0) + 1);
    }
  }
  for (const outcome of ['met', 'missed', 'not_due', 'cannot_be_said']) {
    expect([outcome, (outcomes.get(outcome) ?? 0) > 0]).toEqual([outcome, true]);
  }
});

test('beside a report that is in, one marker stands for no answer, none available and none released', async () => {
  const truth = await world.owner<{ key: string; state: string | null }[]>`
    select concat_ws('/', i.code, p.code, r.code) as key, v.state
    from tracker.publication_source s join tracker.compilation k on k.id = s.compilation_id
    join tracker.round r on r.id = k.round_id
    join tracker.compiled_submission c on c.compilation_id = k.id and c.included
    join tracker.reporter p on p.id = c.reporter_id
    join tracker.indicator i on i.id = any (c.due_indicators)
    left join tracker.compiled_value v on v.compilation_id = k.id and v.submission_id = c.submission_id
      and v.indicator_id = i.id and v.dimension_code is null
    where s.publication_number = 3`;
  const states = new Map(truth.map(({ key, state }) => [key, state ?? 'no answer']));
  const found = new Map<string, number>();
  const figures = await world.anonymous.dashboard.figures({ publication: 3 });
  for (const { id, rows, columns } of figures.filter((figure) => figure.id.endsWith('.by-state'))) {
    const reasons = new Set<string>();
    for (const row of rows) {
      for (const { key } of columns) {
        const cell = row.cells[key];
        if (cell?.kind !== 'none' || cell.mark !== 'withheld') continue;
        reasons.add(cell.reason ?? '');
        const state = states.get(`${id.replace('.by-state', '')}/${row.key}/${key}`) ?? 'not asked';
        found.set(state, (found.get(state) ?? 0) + 1);
      }
    }
    expect(reasons.size, id).toBeLessThan(2);
  }
  for (const state of ['reported', 'no answer', 'not_available']) {
    expect([state, (found.get(state) ?? 0) > 0]).toEqual([state, true]);
  }
});
