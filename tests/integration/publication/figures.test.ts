import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodies, createSeason, type Season, states } from './season.ts';

/**
 * Every public figure once more, by plain SQL over what was compiled. The SQL is written from the methodology, not
 * from the code.
 */
let season: Season;
const zero = () => [{ by: {}, state: 'reported' as const, value: 0 }];
const none = () => [{ by: {}, state: 'not_available' as const }];

beforeAll(async () => {
  season = await createSeason(20_241);
  for (const [round, rest] of [
    ['2024-H2', ['TH', 'SLOM']],
    ['2025-H1', ['BN', 'SOMRI']],
  ] as const) {
    season.world.setTime(round === '2024-H2' ? '2025-01-20T08:00:00Z' : '2025-07-10T08:00:00Z');
    await season.open(round);
    for (const reporter of [...states, ...bodies]) {
      // Some are late, and one state and one body are not accepted in time.
      if (season.random.in100(30))
        season.world.setTime(round === '2024-H2' ? '2025-04-16T00:00:01Z' : '2025-08-01T00:00:01Z');
      await season.report(round, reporter, {
        until: reporter === rest[0] ? 'submitted' : reporter === rest[1] ? 'draft' : 'accepted',
        // Nothing found anywhere; nothing known anywhere; nothing written anywhere.
        fixed: { 'I-C2': zero, 'I-B9': none, 'I-D1': () => [] },
      });
      season.world.setTime(round === '2024-H2' ? '2025-01-20T08:00:00Z' : '2025-07-10T08:00:00Z');
    }
    await season.compileAndPublish(round);
  }
}, 120_000);
afterAll(() => season?.world.close());

/**
 * Each cell of each public indicator in each round of publication 2, worked out anew. Columns: rule, the sums, how many
 * reporters gave a figure that may be used, how many could have, and how many gave one that may not.
 */
const recomputed = `
  with newest as (
    select distinct on (k.round_id) k.id, k.round_id, r.code as round from tracker.compilation k
    join tracker.round r on r.id = k.round_id order by k.round_id, k.number desc
  ), place as (
    select i.id, i.code, i.measure, i.aggregation, i.disclosure_class, null::text as dimension, null::text as category
    from tracker.indicator i
    union all
    select i.id, i.code, i.measure, i.aggregation, i.disclosure_class, k.dimension_code, k.code
    from tracker.indicator i join tracker.indicator_dimension d on d.indicator_id = i.id
    join tracker.category k on k.dimension_code = d.dimension_code
  ), asked as (
    select n.round, n.id as compilation, s.submission_id, s.reporter_id, unnest(s.due_indicators) as indicator_id
    from newest n join tracker.compiled_submission s on s.compilation_id = n.id
  ), cell as (
    select p.*, a.round, rp.code as reporter, ir.release, v.state, v.value, v.numerator, v.denominator, v.choice_code,
      v.state = 'reported' and ir.release <> 'withheld' as used, c.counts
    from place p
    join asked a on a.indicator_id = p.id
    join tracker.reporter rp on rp.id = a.reporter_id
    left join tracker.compiled_indicator_report ir on ir.compilation_id = a.compilation
      and ir.submission_id = a.submission_id and ir.indicator_id = p.id
    left join tracker.compiled_value v on v.compilation_id = a.compilation and v.submission_id = a.submission_id
      and v.indicator_id = p.id and v.dimension_code is not distinct from p.dimension
      and v.category_code is not distinct from p.category
    left join tracker.indicator i on i.id = p.id
    left join tracker.choice c on c.list_code = i.choice_list and c.code = v.choice_code
  )
  select code as indicator, round, dimension, category, aggregation, measure, disclosure_class as class,
    sum(value) filter (where used)::float8 as sum,
    sum(numerator) filter (where used)::float8 as numerator, sum(denominator) filter (where used)::float8 as denominator,
    round(100 * sum(numerator) filter (where used) / nullif(sum(denominator) filter (where used), 0), 1)::float8 as share,
    count(*) filter (where used and counts)::integer as counted,
    jsonb_object_agg(choice_code, n) filter (where choice_code is not null and used) as distribution,
    count(*) filter (where used)::integer as contributing,
    count(*) filter (where state is distinct from 'not_applicable')::integer as expected,
    count(*) filter (where state = 'reported' and not used)::integer as kept_back,
    count(*) filter (where state is null)::integer as missing,
    count(*) filter (where state = 'not_available')::integer as not_available
  from (select *, count(*) over (partition by id, round, dimension, category, used, choice_code)::integer as n from cell) cell
  group by 1, 2, 3, 4, 5, 6, 7`;

type Recomputed = {
  indicator: string;
  round: string;
  dimension: string | null;
  category: string | null;
  aggregation: string;
  measure: string;
  class: string;
  sum: number | null;
  numerator: number | null;
  denominator: number | null;
  share: number | null;
  counted: number;
  distribution: Record<string, number> | null;
  contributing: number;
  expected: number;
  kept_back: number;
  missing: number;
  not_available: number;
};
type Figure = {
  indicator: string;
  round: string;
  scope: string;
  dimension: string | null;
  category: string | null;
  state: string;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  distribution: Record<string, number> | null;
  choice: string | null;
  contributing: number;
  expected: number;
  reason: string | null;
  kept: boolean;
};

const readFigures = (publication: number) => season.world.owner<Figure[]>`
  select f.indicator_code as indicator, f.round_code as round, f.scope, f.dimension_code as dimension,
    f.category_code as category, f.state, f.value::float8 as value, f.numerator::float8 as numerator,
    f.denominator::float8 as denominator, f.distribution, f.choice_code as choice, f.contributing, f.expected,
    f.reason, s.reasons::text like '%kept_as_published%' as kept
  from rows.figure f
  join rows.figure_source s on s.publication_number = f.publication and s.indicator_code = f.indicator_code
    and s.round_code = f.round_code and s.scope = f.scope and s.dimension_code is not distinct from f.dimension_code
    and s.category_code is not distinct from f.category_code
  where f.publication = ${publication}`;

const nameOf = (row: {
  indicator: string;
  round: string;
  dimension: string | null;
  category: string | null;
}) => [row.indicator, row.round, row.dimension ?? 'total', row.category].filter(Boolean).join(' ');

describe('regional figures', () => {
  test('equal what the indicator\u2019s own rule gives, for every indicator, round and cell', async () => {
    const bodiesOnly = new Set(
      (
        await season.world.owner<
          { code: string }[]
        >`select code from tracker.indicator where reported_by = 'bodies'`
      ).map(({ code }) => code),
    );
    const expected = new Map(
      (await season.world.owner.script<Recomputed[]>(recomputed)).map((row) => [nameOf(row), row]),
    );
    const figures = (await readFigures(2)).filter(({ scope }) => scope === 'region');
    const shown = new Map<string, number>();
    for (const figure of figures) {
      const row = expected.get(nameOf(figure));
      if (!row) {
        // Only what the tracker works out itself is asked of nobody; see below.
        expect(['I-D3', 'I-D4', 'I-D6']).toContain(figure.indicator);
        continue;
      }
      const name = nameOf(figure);
      expect([name, figure.expected]).toEqual([name, row.expected]);
      if (figure.state !== 'reported') {
        expect([name, figure.value, figure.numerator, figure.denominator, figure.distribution]).toEqual([
          name,
          null,
          null,
          null,
          null,
        ]);
      }
      if (row.contributing === 0) {
        const state =
          row.kept_back > 0
            ? 'withheld'
            : row.missing > 0
              ? 'not_yet_reported'
              : row.not_available > 0
                ? 'not_available'
                : 'not_applicable';
        // What is kept back counts as not available where others have not answered either.
        expect([name, figure.state]).toEqual([name, row.kept_back > 0 ? 'withheld' : state]);
        continue;
      }
      expect([name, figure.state]).toEqual([name, expect.stringMatching(/^(reported|suppressed)$/)]);
      if (figure.state !== 'reported' || figure.kept) continue;
      shown.set(row.aggregation, (shown.get(row.aggregation) ?? 0) + 1);
      expect([name, figure.contributing]).toEqual([name, row.contributing]);
      switch (row.aggregation) {
        case 'sum':
        case 'sum_of_reports':
          expect([name, figure.value]).toEqual([name, row.sum]);
          break;
        case 'percentage':
          expect([name, figure.value, figure.numerator, figure.denominator]).toEqual([
            name,
            row.share,
            row.numerator,
            row.denominator,
          ]);
          break;
        case 'count_of_states': {
          const given = Object.fromEntries(
            Object.entries(figure.distribution ?? {}).filter(([, n]) => n > 0),
          );
          expect([name, figure.value, given]).toEqual([name, row.counted, row.distribution]);
          break;
        }
        default:
          throw new Error(`${name} has no rule and yet a figure.`);
      }
      // Never fewer than three behind a total, unless it is of sectoral bodies, which the rule does not protect.
      expect([name, bodiesOnly.has(row.indicator) || row.contributing >= 3]).toEqual([name, true]);
    }
    for (const rule of ['sum', 'sum_of_reports', 'percentage', 'count_of_states']) {
      expect([rule, (shown.get(rule) ?? 0) > 3]).toEqual([rule, true]);
    }
    // Every cell that has a rule has its line, with a number or with the reason why there is none.
    const present = new Set(figures.map(nameOf));
    const absent = [...expected.values()].filter(
      (row) => row.class !== 'internal' && row.aggregation !== 'none' && !present.has(nameOf(row)),
    );
    expect(absent.map(nameOf)).toEqual([]);
  });

  test('of nothing found is zero, of nothing known is not', async () => {
    const figures = (await readFigures(2)).filter(
      ({ scope, dimension }) => scope === 'region' && dimension === null,
    );
    const of = (indicator: string) =>
      figures
        .filter((figure) => figure.indicator === indicator)
        .map(({ round, state, value }) => [round, state, value]);
    expect(of('I-C2').sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))).toEqual([
      ['2024-H2', 'reported', 0],
      ['2025-H1', 'reported', 0],
    ]);
    // One report of each round is not in it, so that the region has not all answered yet.
    expect(of('I-B9').map(([, state, value]) => [state, value])).toEqual([
      ['not_yet_reported', null],
      ['not_yet_reported', null],
    ]);
    expect(of('I-D1').map(([, state, value]) => [state, value])).toEqual([
      ['not_yet_reported', null],
      ['not_yet_reported', null],
    ]);
  });

  test('that the tracker works out itself agree with its records', async () => {
    const rows = await season.world.owner<{ round: string; on_time: number; due: number }[]>`
      select r.code as round, count(*)::integer as due,
        count(*) filter (where s.included and (s.first_submitted_at at time zone 'UTC')::date <= r.due_on)::integer as on_time
      from tracker.compiled_submission s
      join tracker.compilation k on k.id = s.compilation_id join tracker.round r on r.id = k.round_id
      group by 1 order by 1`;
    const [activity] = await season.world.owner<{ good: number; active: number }[]>`
      select count(*)::integer as active,
        count(*) filter (where w.is_done or w.is_on_track)::integer as good
      from tracker.activity a
      join tracker.activity_body b on b.activity_id = a.id and b.part = 'lead'
      join tracker.reporter p on p.body_id = b.body_id
      join tracker.compilation k on true join tracker.round r on r.id = k.round_id and r.code = '2025-H1'
      left join tracker.compiled_activity_report ar on ar.compilation_id = k.id and ar.activity_id = a.id and ar.reporter_id = p.id
      left join tracker.activity_status w on w.code = ar.status_code
      where 2025 = any (a.active_years) and coalesce(w.code, '') <> 'cancelled'`;
    const [splits] = await season.world.owner<{ given: number; both: number }[]>`
      with wanted as (
        select i.id from tracker.indicator i where i.person_count
          and (select count(*) from tracker.indicator_dimension d where d.indicator_id = i.id and d.dimension_code in ('sex', 'age')) = 2
      ), has as (
        select v.compilation_id, v.submission_id, v.indicator_id,
          bool_or(v.dimension_code is null) as total,
          bool_or(v.dimension_code = 'sex' and v.category_code <> 'unknown') and bool_or(v.dimension_code = 'age' and v.category_code <> 'unknown') as split
        from tracker.compiled_value v join tracker.compilation k on k.id = v.compilation_id
        join tracker.round r on r.id = k.round_id and r.code = '2025-H1'
        where v.state = 'reported' and v.indicator_id in (select id from wanted) group by 1, 2, 3
      )
      select count(*)::integer as given, count(*) filter (where split)::integer as both from has where total`;
    const figures = await readFigures(2);
    const of = (indicator: string, round: string) => {
      const found = figures.filter((figure) => figure.indicator === indicator && figure.round === round);
      return found.map(({ numerator, denominator }) => [numerator, denominator]);
    };
    for (const { round, on_time, due } of rows)
      expect([round, of('I-D3', round)]).toEqual([round, [[on_time, due]]]);
    expect(rows.some(({ on_time, due }) => on_time < due - 2)).toBe(true);
    expect(of('I-D6', '2025-H1')).toEqual([[activity!.good, activity!.active]]);
    expect(of('I-D4', '2025-H1')).toEqual([[splits!.both, splits!.given]]);
  });
});

describe('figures of one reporter', () => {
  test('are there only where the reporter says so, and are what was reported', async () => {
    const released = await season.world.owner<
      (Figure & { release: string; person_count: boolean; class: string })[]
    >`
      select i.code as indicator, r.code as round, p.code as scope, v.dimension_code as dimension,
        v.category_code as category, v.state, v.value::float8 as value, v.numerator::float8 as numerator,
        v.denominator::float8 as denominator, v.choice_code as choice, ir.release, i.person_count, i.disclosure_class as class
      from tracker.compiled_value v
      join tracker.compiled_indicator_report ir on ir.compilation_id = v.compilation_id
        and ir.submission_id = v.submission_id and ir.indicator_id = v.indicator_id
      join tracker.indicator i on i.id = v.indicator_id
      join tracker.reporter p on p.id = v.reporter_id
      join tracker.compilation k on k.id = v.compilation_id join tracker.round r on r.id = k.round_id`;
    const compiled = new Map(released.map((row) => [`${row.scope} ${nameOf(row)}`, row]));
    const figures = (await readFigures(2)).filter(({ scope }) => scope !== 'region');
    let shown = 0;
    for (const figure of figures) {
      const name = `${figure.scope} ${nameOf(figure)}`;
      const row = compiled.get(name);
      if (figure.state === 'reported') {
        shown += 1;
        expect([name, row?.release, row?.class === 'internal']).toEqual([name, 'national', false]);
        expect([name, figure.numerator, figure.denominator, figure.choice]).toEqual([
          name,
          row?.numerator,
          row?.denominator,
          row?.choice,
        ]);
        if (row?.value !== null) expect([name, figure.value]).toEqual([name, row?.value]);
        if (row?.person_count) {
          for (const count of [row.value, row.numerator, row.denominator]) {
            expect([name, count !== null && count >= 1 && count <= 10]).toEqual([name, false]);
          }
        }
      } else if (figure.state === 'suppressed') {
        expect([name, row?.release]).toEqual([name, 'national']);
      } else {
        expect([name, figure.value, figure.numerator]).toEqual([name, null, null]);
        expect([name, row?.state ?? 'not_yet_reported']).toEqual([name, figure.state]);
      }
    }
    expect(shown).toBeGreaterThan(50);
  });
});
