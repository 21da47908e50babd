import type { Sql } from '#db/client.ts';
import { drawForPages } from '#server/domain/figure/draw/draw-figure.ts';
import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { getMessages } from '#server/domain/language/catalogue.ts';
import { narrative } from './dataset.ts';

/** One state's sheet as one join, straight from the driver: what no permission check or page can beat. */
export const bareSheet = (sql: Sql, round: string, reporter: string) => sql`
  select i.code, i.title, i.unit, a.code as activity, a.title as activity_title, o.code as objective,
    o.title as objective_title, ir.note, v.state, v.value
  from tracker.submission s
  join tracker.round r on r.id = s.round_id
  join tracker.reporter p on p.id = s.reporter_id
  join tracker.indicator_report ir on ir.submission_id = s.id
  join tracker.indicator i on i.id = ir.indicator_id
  join tracker.activity a on a.id = i.activity_id
  join tracker.objective o on o.id = a.objective_id
  left join tracker.indicator_value v on v.submission_id = s.id and v.indicator_id = i.id
    and v.dimension_code is null
  where r.code = ${round} and p.code = ${reporter}
  order by i.position`;

export const bareBoard = (sql: Sql, round: string) => sql`
  select p.code, s.status, s.due_on, s.submitted_at, g.touched, g.due
  from tracker.submission s
  join tracker.round r on r.id = s.round_id
  join tracker.reporter p on p.id = s.reporter_id
  left join tracker.submission_progress g on g.submission_id = s.id
  where r.code = ${round}`;

/** The rows of a saved submission, written with nothing around them: no check, no version, no history. */
export function bareSave(
  sql: Sql,
  submission: number,
  activities: number[],
  indicators: number[],
  run: number,
): Promise<unknown> {
  return sql.begin(async (tx) => {
    await tx`
      update tracker.activity_report ar set status_code = 'on_track', achievements = ${narrative + run},
        next_steps = ${narrative}, version = version + 1, updated_at = now()
      where submission_id = ${submission} and activity_id = any (${activities}::integer[])`;
    await tx`
      update tracker.indicator_report set note = ${narrative + run}, version = version + 1, updated_at = now()
      where submission_id = ${submission} and indicator_id = any (${indicators}::integer[])`;
    await tx`
      insert into tracker.indicator_value as v (submission_id, indicator_id, measure, state, value)
      select ${submission}::integer, id, 'count', 'reported', ${run}::integer + 20
      from unnest(${indicators}::integer[]) as id
      on conflict (submission_id, indicator_id, dimension_code, category_code)
      do update set value = excluded.value`;
  });
}

/** 200 cells of one indicator, and one row of history. */
export function bareCells(sql: Sql, submission: number, indicator: number, run: number): Promise<unknown> {
  return sql.begin(async (tx) => {
    await tx`
      insert into tracker.indicator_value as v (submission_id, indicator_id, measure, dimension_code,
        category_code, state, value)
      select ${submission}::integer, ${indicator}::integer, 'count', 'bench', 'c' || n, 'reported', n + ${run}::integer
      from generate_series(1, 199) n
      on conflict (submission_id, indicator_id, dimension_code, category_code)
      do update set value = excluded.value`;
    await tx`
      insert into tracker.revision (submission_id, subject, subject_key, after, changed_by, changed_at)
      select ${submission}::integer, 'indicator', 'X200', jsonb_agg(to_jsonb(v)), 'reporter', now()
      from tracker.indicator_value v
      where v.submission_id = ${submission}::integer and v.indicator_id = ${indicator}::integer`;
  });
}

/** The tables of a publication, each after those that it refers to. */
const publishedTables = [
  'publication',
  'round',
  'activity_status_word',
  'reporter',
  'partner',
  'tag',
  'actip_article',
  'area',
  'objective',
  'activity',
  'activity_status',
  'activity_narrative',
  'indicator',
  'lens',
  'lens_indicator',
  'figure',
  'coverage',
];

/**
 * Writes all rows of a publication and their sources once more under another number, with the same constraints and
 * nothing decided, in a transaction that is then undone.
 */
export async function bareCopyOfPublication(sql: Sql, publication: number): Promise<void> {
  const undo = new Error('undone');
  const copy = publication + 1_000_000;
  const statements = [
    ...publishedTables.map((table) => [
      'published',
      table,
      table === 'publication' ? 'number' : 'publication',
    ]),
    ['tracker', 'figure_source', 'publication_number'],
  ].map(
    ([schema, table, column]) => `
      create temporary table copied_${table} on commit drop as
        select * from ${schema}.${table} where ${column} = ${publication};
      update copied_${table} set ${column} = ${copy};
      insert into ${schema}.${table} select * from copied_${table};`,
  );
  await sql
    .begin(async (tx) => {
      await tx.script(statements.join('\n'));
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
}

/** Draws the figures of a publication again, from their stored definitions. */
export async function bareDrawings(sql: Sql, publication: number): Promise<void> {
  const { messages: words } = getMessages('en', 'figure');
  const rows = await sql<{ definition: FigureDefinition }[]>`
    select definition from published.drawing where publication = ${publication}`;
  for (const { definition } of rows) drawForPages(definition, { words, labels: {} });
}
