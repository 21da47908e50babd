import type { Sql } from '#db/client.ts';
import { encodeTextArray } from '#db/text-array.ts';
import { narrative } from './dataset.ts';

/** One state's sheet as one join. */
const bareSheet = (sql: Sql, round: string, reporter: string) => sql`
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

const bareBoard = (sql: Sql, round: string) => sql`
  select p.code, s.status, s.due_on, s.submitted_at, g.touched, g.due
  from tracker.submission s
  join tracker.round r on r.id = s.round_id
  join tracker.reporter p on p.id = s.reporter_id
  left join tracker.submission_progress g on g.submission_id = s.id
  where r.code = ${round}`;

/** One indicator of a report. */
const bareEntry = (sql: Sql, round: string, reporter: string, indicator: string) => sql`
  select i.code, i.title, i.unit, i.definition, ir.note, v.dimension_code, v.category_code, v.state, v.value
  from tracker.submission s
  join tracker.round r on r.id = s.round_id
  join tracker.reporter p on p.id = s.reporter_id
  join tracker.indicator_report ir on ir.submission_id = s.id
  join tracker.indicator i on i.id = ir.indicator_id
  left join tracker.indicator_value v on v.submission_id = s.id and v.indicator_id = i.id
  where r.code = ${round} and p.code = ${reporter} and i.code = ${indicator}`;

/** Every value of a round with what was written about it. */
const bareRound = (sql: Sql, round: string) => sql`
  select * from tracker.indicator_value v join tracker.indicator_report ir
    using (submission_id, indicator_id) join tracker.submission s on s.id = v.submission_id
    join tracker.round r on r.id = s.round_id where r.code = ${round}`;

/** The rows of a saved submission, written with nothing around them: no check, no version, no history. */
function bareReport(
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

/** The total of each indicator with its note, and a row of history for each, in one statement. */
const bareValues = (sql: Sql, submission: number, indicators: number[], run: number) => sql`
  with reports as (
    update tracker.indicator_report set note = ${narrative + run}, version = version + 1, updated_at = now()
    where submission_id = ${submission}::integer and indicator_id = any (${indicators}::integer[])),
  saved as (
    insert into tracker.indicator_value as v (submission_id, indicator_id, measure, state, value)
    select ${submission}::integer, id, 'count', 'reported', ${run}::integer + 20
    from unnest(${indicators}::integer[]) as id
    on conflict (submission_id, indicator_id, dimension_code, category_code)
    do update set value = excluded.value returning v.*)
  insert into tracker.revision (submission_id, subject, subject_key, after, changed_by, changed_at)
  select submission_id, 'indicator', i.code, to_jsonb(saved), 'officer', now()
  from saved join tracker.indicator i on i.id = saved.indicator_id`;

/** 200 cells of one indicator, and one row of history. */
function bareCells(sql: Sql, submission: number, indicator: number, run: number): Promise<unknown> {
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
      select ${submission}::integer, 'indicator', 'X200', jsonb_agg(to_jsonb(v)), 'officer', now()
      from tracker.indicator_value v
      where v.submission_id = ${submission}::integer and v.indicator_id = ${indicator}::integer`;
  });
}

/** What the barest server is asked for: what to do, and with which keys. */
export type BareAsk =
  | { do: 'sheet'; round: string; reporter: string }
  | { do: 'board' | 'round'; round: string }
  | { do: 'entry'; round: string; reporter: string; indicator: string }
  | { do: 'values'; submission: number; indicators: number[]; run: number }
  | { do: 'cells'; submission: number; indicator: number; run: number }
  | { do: 'report'; submission: number; activities: number[]; indicators: number[]; run: number };

/** Does it in SQL with nothing around it: what no permission check, page or framework can beat. */
export function runBare(sql: Sql, ask: BareAsk): Promise<unknown> {
  switch (ask.do) {
    case 'sheet':
      return bareSheet(sql, ask.round, ask.reporter);
    case 'board':
      return bareBoard(sql, ask.round);
    case 'round':
      return bareRound(sql, ask.round);
    case 'entry':
      return bareEntry(sql, ask.round, ask.reporter, ask.indicator);
    case 'values':
      return bareValues(sql, ask.submission, ask.indicators, ask.run);
    case 'cells':
      return bareCells(sql, ask.submission, ask.indicator, ask.run);
    case 'report':
      return bareReport(sql, ask.submission, ask.activities, ask.indicators, ask.run);
  }
}

type BareDocument = { sha256: string; kind: string; version: number; bytes: Buffer };

/** All documents of a publication with their addresses, and empty tables with the constraints of the real ones. */
export async function prepareBareCopy(sql: Sql, publication: number) {
  await sql.script(`
    drop schema if exists bare cascade;
    create schema bare;
    create table bare.document (like published.document including all);
    create table bare.publication_document (like published.publication_document including all);`);
  const rows = await sql<{ sha256: string; kind: string; version: number; body: string }[]>`
    select distinct d.* from published.publication_document p join published.document d using (sha256)
    where p.publication = ${publication}::integer`;
  const map = await sql<{ address: string; sha256: string }[]>`
    select address, sha256 from published.publication_document where publication = ${publication}::integer`;
  return {
    publication,
    map: [...map],
    documents: rows.map(({ body, ...rest }): BareDocument => ({ ...rest, bytes: Buffer.from(body) })),
  };
}

/**
 * Writes all documents of a publication, and which address has which, with nothing built, decided or drawn, in a
 * transaction that is undone.
 */
export async function bareCopyOfPublication(
  sql: Sql,
  { publication, map, documents }: Awaited<ReturnType<typeof prepareBareCopy>>,
): Promise<void> {
  const undo = new Error('undone');
  const texts = <Item>(items: readonly Item[], of: (item: Item) => string | Buffer) =>
    encodeTextArray(items.map(of));
  await sql
    .begin(async (tx) => {
      const atOnce = 1000;
      for (let at = 0; at < documents.length; at += atOnce) {
        const part = documents.slice(at, at + atOnce);
        await tx`
          insert into bare.document (sha256, kind, version, body)
          select * from unnest(${texts(part, ({ sha256 }) => sha256)}::text[],
            ${texts(part, ({ kind }) => kind)}::text[], ${part.map(({ version }) => version)}::integer[],
            ${texts(part, ({ bytes }) => bytes)}::text[])`;
      }
      await tx`
        insert into bare.publication_document (publication, address, sha256)
        select ${publication}::integer, * from unnest(${texts(map, ({ address }) => address)}::text[],
          ${texts(map, ({ sha256 }) => sha256)}::text[])`;
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
}
