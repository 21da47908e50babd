import type { Sql } from '#db/client.ts';

/** The size at which a generic peer was measured: 22,000 values, each with a narrative of 340 characters. */
export const size = { states: 11, activities: 60, indicators: 200, rounds: 10 };

export const benchPlan = 'BENCH';
const objectives = 12;
type Round = { code: string; year: number; half: number };
/** A plan and its rounds, oldest first; the last is left open. */
type Plan = { code: string; activities: number; indicators: number; rounds: Round[] };

const buildRounds = (count: number, prefix: string): Round[] =>
  Array.from({ length: count }, (_, index) => {
    const year = 2015 + Math.floor(index / 2);
    return { code: `${prefix}${year}-H${(index % 2) + 1}`, year, half: index % 2 };
  });
export const benchRounds = buildRounds(size.rounds, '');
const measuredPlan: Plan = { code: benchPlan, ...size, rounds: benchRounds };

/** About so many times the real plan, with one round that is closed and one that is open. */
export const buildGrownPlan = (factor: number): Plan => ({
  code: `BENCH${factor}`,
  activities: 4 * objectives * factor,
  indicators: 30 * factor,
  rounds: buildRounds(2, `X${factor}-`),
});
/** In which nothing is published yet: the round that people report in. */
export const openRound = benchRounds.at(-1)?.code ?? '';
export const closedRounds = benchRounds.slice(0, -1).map(({ code }) => code);
/** The newest round that is published; in it every state lets its own figures be shown: 2,200 public values. */
export const lastClosed = benchRounds.at(-2)?.code ?? '';
export const narrative = 'Officers were briefed and the agreed steps were taken in most districts. '
  .repeat(5)
  .slice(0, 340);

/**
 * Fills a database that has reference data with a plan and its reported rounds. Written as the owner in bulk, along the
 * legal statuses; the last round stays in draft so that saves can be measured.
 */
export async function loadBenchData(sql: Sql, plan: Plan = measuredPlan): Promise<void> {
  await sql.script(`
    insert into tracker.plan (code, title, starts_on, ends_on, illustrative, notice)
      values ('${plan.code}', 'Bench plan', '2014-01-01', '2020-12-31', true, 'Generated data.');
    insert into tracker.thematic_area (plan_id, code, title, position)
      select p.id, chr(64 + n), 'Area ' || n, n from tracker.plan p, generate_series(1, 4) n where p.code = '${plan.code}';
    insert into tracker.objective (area_id, code, title, position)
      select a.id, a.code || n, 'Objective ' || a.code || n, n
      from tracker.thematic_area a join tracker.plan p on p.id = a.plan_id and p.code = '${plan.code}',
        generate_series(1, 3) n;
    insert into tracker.activity (plan_id, objective_id, code, title, active_years, position)
      select p.id, o.id, o.code || '.' || n, 'Activity ' || o.code || '.' || n || ' with a title of usual length',
        '{2015,2016,2017,2018,2019}', row_number() over (order by o.code, n)
      from tracker.objective o join tracker.thematic_area a on a.id = o.area_id
      join tracker.plan p on p.id = a.plan_id and p.code = '${plan.code}', generate_series(1, ${plan.activities / objectives}) n;
    insert into tracker.activity_body (activity_id, body_id, part)
      select a.id, (select id from tracker.sectoral_body order by id offset a.position % 11 limit 1), 'lead'
      from tracker.activity a join tracker.plan p on p.id = a.plan_id and p.code = '${plan.code}';
    insert into tracker.activity_state (activity_id, state_id)
      select a.id, s.id from tracker.activity a join tracker.plan p on p.id = a.plan_id and p.code = '${plan.code}',
        tracker.member_state s;
    insert into tracker.indicator (plan_id, area_id, activity_id, code, title, level, measure, unit, direction,
        aggregation, disclosure_class, reported_by, person_count, cross_border_overlap, definition, counting_rule,
        position)
      select a.plan_id, o.area_id, a.id, 'X' || n, 'Indicator ' || n || ' with a title of usual length', 'outcome',
        'count', 'persons', 'none', 'sum', 'public', 'states', true, false, 'What is counted.', 'How.', n
      from generate_series(1, ${plan.indicators}) n
      join tracker.plan p on p.code = '${plan.code}'
      join tracker.activity a on a.plan_id = p.id and a.position = (n - 1) % ${plan.activities} + 1
      join tracker.objective o on o.id = a.objective_id;
    insert into tracker.indicator_dimension (indicator_id, dimension_code, position)
      select i.id, 'form', 1 from tracker.indicator i join tracker.plan p on p.id = i.plan_id
      where p.code = '${plan.code}' and i.position <= 20;
    -- A wide list, so that one call can carry 200 cells.
    insert into tracker.dimension (code, name) values ('bench', 'Bench') on conflict do nothing;
    insert into tracker.category (dimension_code, code, name, position)
      select 'bench', 'c' || n, 'Category ' || n, n from generate_series(1, 199) n on conflict do nothing;
    insert into tracker.indicator_dimension (indicator_id, dimension_code, position)
      select i.id, 'bench', 2 from tracker.indicator i join tracker.plan p on p.id = i.plan_id
      where p.code = '${plan.code}' and i.position = 200;`);
  for (const { code, year, half } of plan.rounds) {
    const [start, end] = half === 0 ? ['01-01', '06-30'] : ['07-01', '12-31'];
    await sql.script(`
      insert into tracker.round (code, title, plan_id, period_start, period_end, opens_on, due_on, closes_on, state)
        select '${code}', 'the bench round ${code}', id, '${year}-${start}', '${year}-${end}', '${year}-${start}',
          '${year + 1}-03-31', '${year + 1}-06-30', 'open' from tracker.plan where code = '${plan.code}';
      insert into tracker.submission (round_id, reporter_id, due_on, opened_at)
        select r.id, p.id, r.due_on, r.opens_on from tracker.round r, tracker.reporter p
        where r.code = '${code}' and (p.kind = 'state' or p.body_id in (select body_id from tracker.activity_body
          x join tracker.activity a on a.id = x.activity_id and a.plan_id = r.plan_id where x.part = 'lead'));
      insert into tracker.activity_report (submission_id, activity_id)
        select s.id, a.id from tracker.submission s join tracker.round r on r.id = s.round_id and r.code = '${code}'
        join tracker.reporter p on p.id = s.reporter_id
        join tracker.activity a on a.plan_id = r.plan_id
        where p.kind = 'state' or exists (select from tracker.activity_body x where x.activity_id = a.id
          and x.body_id = p.body_id and x.part = 'lead');
      update tracker.activity_report ar set status_code = (select code from tracker.activity_status
          order by position offset (ar.activity_id + ar.submission_id) % 7 limit 1),
        achievements = '${narrative}', version = 1, updated_at = now()
        from tracker.submission s join tracker.round r on r.id = s.round_id and r.code = '${code}'
        where s.id = ar.submission_id;
      insert into tracker.indicator_report (submission_id, indicator_id, measure)
        select s.id, i.id, i.measure from tracker.submission s
        join tracker.round r on r.id = s.round_id and r.code = '${code}'
        join tracker.reporter p on p.id = s.reporter_id and p.kind = 'state'
        join tracker.indicator i on i.plan_id = r.plan_id;
      update tracker.indicator_report ir set note = '${narrative}', release = case when ir.indicator_id % 3 = 0
          or '${code}' = '${lastClosed}' then 'national' else 'regional' end, version = 1, updated_at = now()
        from tracker.submission s join tracker.round r on r.id = s.round_id and r.code = '${code}'
        where s.id = ir.submission_id;
      insert into tracker.indicator_value (submission_id, indicator_id, measure, state, value)
        select ir.submission_id, ir.indicator_id, ir.measure, 'reported',
          (ir.indicator_id * 37 + ir.submission_id * 101) % 900 + 11
        from tracker.indicator_report ir join tracker.submission s on s.id = ir.submission_id
        join tracker.round r on r.id = s.round_id and r.code = '${code}';`);
    if (code === plan.rounds.at(-1)?.code) continue;
    await sql.script(`
      update tracker.submission s set status = 'cleared', version = 2, cleared_at = now()
        from tracker.round r where r.id = s.round_id and r.code = '${code}';
      update tracker.submission s set status = 'submitted', version = 3, submitted_at = now(),
        first_submitted_at = now(), times_submitted = 1 from tracker.round r
        where r.id = s.round_id and r.code = '${code}';
      insert into tracker.submission_snapshot (submission_id, number, taken_at, content, sha256)
        select s.id, 1, now(), '{}', repeat('0', 64) from tracker.submission s
        join tracker.round r on r.id = s.round_id and r.code = '${code}';
      update tracker.submission s set status = 'accepted', version = 4, accepted_at = now()
        from tracker.round r where r.id = s.round_id and r.code = '${code}';
      update tracker.round set state = 'closed' where code = '${code}';`);
  }
  await sql.script('analyze');
}
