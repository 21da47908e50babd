import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recomputedFigures } from './recomputed.ts';
import { bodies, createSeason, type Season, states } from './season.ts';

/** Every public figure once more, by plain SQL over what was compiled. */
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
        // Nothing found anywhere; nothing known anywhere; no text anywhere.
        fixed: { 'I-C2': zero, 'I-B9': none, 'I-D1': () => [] },
      });
      season.world.setTime(round === '2024-H2' ? '2025-01-20T08:00:00Z' : '2025-07-10T08:00:00Z');
    }
    await season.compileAndPublish(round);
  }
});
afterAll(() => season?.world.close());

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
      (
        await season.world.owner.script<Recomputed[]>(
          `select * from (${recomputedFigures}) r where publication = 2`,
        )
      ).map((row) => [nameOf(row), row]),
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
      expect([rule, (shown.get(rule) ?? 0) > 1]).toEqual([rule, true]);
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
    expect(of('I-C2')).toContainEqual(['2024-H2', 'reported', 0]);
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
        select i.id from tracker.indicator i where i.person_count and i.disclosure_class <> 'internal'
          and (select count(*) from tracker.indicator_dimension d where d.indicator_id = i.id and d.dimension_code in ('sex', 'age', 'age_band')) = 2
      ), has as (
        select v.compilation_id, v.submission_id, v.indicator_id,
          bool_or(v.dimension_code is null) as total,
          bool_or(v.dimension_code = 'sex' and v.category_code <> 'unknown') and bool_or(v.dimension_code in ('age', 'age_band') and v.category_code <> 'unknown') as split
        from tracker.compiled_value v join tracker.compilation k on k.id = v.compilation_id
        join tracker.compiled_indicator_report ir on ir.compilation_id = v.compilation_id
          and ir.submission_id = v.submission_id and ir.indicator_id = v.indicator_id and ir.release <> 'withheld'
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
