import { type SQL, sql } from 'drizzle-orm';
import type { WordedIndicator } from '#server/domain/receipt/comparability.calculations.ts';
import { type PublicContext, type PublicRound, readAnswer } from '../figures/figure-row.ts';
import type { ChangeFilter } from './list-figure-changes.ts';

export type StatusInPublication = { code: string; label: string; mark: string } | null;

/** An activity that stands in both publications and reads otherwise in the later one. */
export type ComparedActivity = {
  code: string;
  title: string;
  before: WordedActivity & { status: StatusInPublication };
  now: WordedActivity & { status: StatusInPublication };
};

export type WordedActivity = {
  title: string;
  description: string;
  lead: string;
  years: number[];
  objective: string;
};

type Named = { code: string; title: string };

export type PlanChanges = {
  /** The years of the newest rounds, by which an activity is due or not. */
  years: { from: number; to: number };
  /** Rounds that only the later publication holds. */
  newRounds: PublicRound[];
  activities: ComparedActivity[];
  addedActivities: Named[];
  removedActivities: Named[];
  addedIndicators: Named[];
  removedIndicators: Named[];
  /** Indicators of both, as each words them. */
  indicators: { code: string; title: string; before: WordedIndicator; now: WordedIndicator }[];
  /** Who has reported for a round that both hold in one of them only. */
  coverage: { reporter: Named; round: Named; reported: boolean }[];
};

type Pair = { from: Side; to: Side };
type Side = { number: number; roundCode: string };

const worded = (alias: 'a' | 'b', side: Side) => {
  const row = sql.raw(alias);
  return sql`jsonb_build_object('title', ${row}.title, 'description', ${row}.description, 'lead', ${row}.lead,
    'years', ${row}.active_years, 'objective', ${row}.objective_code, 'status', (
      select jsonb_build_object('code', w.code, 'label', w.label, 'mark', w.mark)
      from published.activity_status s
      join published.activity_status_word w on w.publication = s.publication and w.code = s.status_code
      where s.publication = ${side.number} and s.activity_code = ${row}.code and s.round_code = ${side.roundCode}))`;
};

const wordedIndicator = (alias: 'a' | 'b') => {
  const row = sql.raw(alias);
  return sql`json_build_object('publication', ${row}.publication, 'title', ${row}.title,
    'definition', ${row}.definition, 'countingRule', ${row}.counting_rule, 'unit', ${row}.unit,
    'aggregation', ${row}.aggregation, 'numeratorLabel', ${row}.numerator_label,
    'denominatorLabel', ${row}.denominator_label, 'dimensions', ${row}.dimensions, 'choices', ${row}.choices)`;
};

const yearOf = ({ number, roundCode }: Side) => sql`(
  select extract(year from r.period_end)::integer from published.round r
  where r.publication = ${number} and r.code = ${roundCode})`;

/** How the plan, its statuses and who has reported differ between two publications. */
export async function listPlanChanges(
  context: PublicContext,
  { from, to }: Pair,
  { area, indicator }: ChangeFilter,
): Promise<PlanChanges> {
  const inArea = (row: SQL) => sql`(${area ?? null}::text is null or ${row}.area_code = ${area ?? null})`;
  const isChosen = (row: SQL) =>
    sql`${inArea(row)} and (${indicator ?? null}::text is null or ${row}.code = ${indicator ?? null})`;
  // Of one indicator the activities are no matter.
  const hasActivities = indicator === undefined;
  const onlyIn = (table: 'activity' | 'indicator', here: number, there: number) => sql`coalesce((
    select json_agg(json_build_object('code', x.code, 'title', x.title) order by x.position)
    from published.${sql.raw(table)} x where x.publication = ${here}
      and ${table === 'activity' ? sql`${hasActivities} and ${inArea(sql`x`)}` : isChosen(sql`x`)}
      and not exists (select from published.${sql.raw(table)} y
        where y.publication = ${there} and y.code = x.code)), '[]')`;
  const answer = await readAnswer<PlanChanges>(
    context,
    sql`select json_build_object(
      'years', json_build_object('from', ${yearOf(from)}, 'to', ${yearOf(to)}),
      'newRounds', coalesce((select json_agg(json_build_object('code', r.code, 'title', r.title,
          'periodStart', r.period_start, 'periodEnd', r.period_end) order by r.position)
        from published.round r where r.publication = ${to.number} and not exists (
          select from published.round q where q.publication = ${from.number} and q.code = r.code)), '[]'),
      'activities', coalesce((
        select json_agg(json_build_object('code', c.code, 'title', c.title, 'before', c.before, 'now', c.now)
          order by c.position)
        from (select b.code, b.title, b.position, ${worded('a', from)} as before, ${worded('b', to)} as now
          from published.activity b
          join published.activity a on a.publication = ${from.number} and a.code = b.code
          where b.publication = ${to.number} and ${hasActivities} and ${inArea(sql`b`)}) c
        where c.before is distinct from c.now), '[]'),
      'addedActivities', ${onlyIn('activity', to.number, from.number)},
      'removedActivities', ${onlyIn('activity', from.number, to.number)},
      'addedIndicators', ${onlyIn('indicator', to.number, from.number)},
      'removedIndicators', ${onlyIn('indicator', from.number, to.number)},
      'indicators', coalesce((
        select json_agg(json_build_object('code', b.code, 'title', b.title, 'before', ${wordedIndicator('a')},
          'now', ${wordedIndicator('b')}) order by b.position)
        from published.indicator b
        join published.indicator a on a.publication = ${from.number} and a.code = b.code
        where b.publication = ${to.number} and ${isChosen(sql`b`)}), '[]'),
      'coverage', coalesce((
        select json_agg(json_build_object('reporter', json_build_object('code', o.code, 'title', o.name),
          'round', json_build_object('code', r.code, 'title', r.title), 'reported', v.state = 'reported')
          order by r.position desc, o.kind desc, o.name)
        from published.coverage v
        join published.coverage u on u.publication = ${from.number} and u.reporter_code = v.reporter_code
          and u.round_code = v.round_code and (u.state = 'reported') <> (v.state = 'reported')
        join published.round r on r.publication = v.publication and r.code = v.round_code
        join published.reporter o on o.publication = v.publication and o.code = v.reporter_code
        where v.publication = ${to.number}), '[]')) as answer`,
  );
  return answer as PlanChanges;
}
