import { sql } from 'drizzle-orm';
import { webAddress } from '../web-address.ts';
import type { Reader } from '#db/client.ts';
import type { DataFilter } from '#server/domain/data/data-query.rules.ts';
import type {
  codeRow,
  coverageRow,
  partnerRow,
  reporterRow,
  roundRow,
} from '#server/domain/data/plan-rows.schema.ts';
import type { Publication } from '../scope.ts';
import { keepWhere } from './keep-rows.ts';
import type { Bare } from './list-plan-data.query.ts';

/** Who has reported for which round: states by name, then bodies, each by round. */
export async function listCoverageRows(
  database: Reader,
  { number }: Publication,
  { round, state, body }: DataFilter,
): Promise<Bare<typeof coverageRow>[]> {
  const rows = await database.execute<Bare<typeof coverageRow>>(sql`
    select o.code as reporter_code, o.name as reporter, o.kind as reporter_kind, r.code as round_code,
      r.title as round, c.state
    from published.coverage c
    join published.reporter o on o.publication = c.publication and o.code = c.reporter_code
    join published.round r on r.publication = c.publication and r.code = c.round_code
    where c.publication = ${number} and ${keepWhere(sql`r.code`, round)}
      and ${state === undefined ? sql`true` : sql`o.kind = 'state' and o.code = ${state}`}
      and ${body === undefined ? sql`true` : sql`o.kind = 'body' and o.code = ${body}`}
    order by o.kind desc, o.name, r.position`);
  return [...rows];
}

/** The reporting rounds of a publication, oldest first. */
export async function listRoundRows(
  database: Reader,
  { number }: Publication,
): Promise<Bare<typeof roundRow>[]> {
  const rows = await database.execute<Bare<typeof roundRow>>(sql`
    select code as round_code, title as round, period_start::text, period_end::text, due_on::text,
      (row_number() over (order by position))::integer as position
    from published.round where publication = ${number} order by position`);
  return [...rows];
}

/** States by name, then bodies. */
export async function listReporterRows(
  database: Reader,
  { number }: Publication,
): Promise<Bare<typeof reporterRow>[]> {
  const rows = await database.execute<Bare<typeof reporterRow>>(sql`
    select code as reporter_code, name as reporter, kind as reporter_kind, nullif(pillar, '') as pillar, iso3, m49,
      joined_on::text
    from published.reporter where publication = ${number} order by kind desc, name`);
  return [...rows];
}

/** Partners by name. */
export async function listPartnerRows(
  database: Reader,
  { number }: Publication,
): Promise<Bare<typeof partnerRow>[]> {
  const rows = await database.execute<Bare<typeof partnerRow>>(sql`
    select p.slug as partner_code, p.name as partner, p.kind, ${webAddress(sql`p.url`)} as website,
      array(select a.code from published.activity a where a.publication = p.publication
        and p.slug = any (a.partners) order by a.position) as activities
    from published.partner p where p.publication = ${number} order by p.name`);
  return [...rows];
}

/** The lists whose codes stand in other files, each in its own order. */
export async function listCodeRows(
  database: Reader,
  { number }: Publication,
): Promise<Bare<typeof codeRow>[]> {
  const rows = await database.execute<Bare<typeof codeRow>>(sql`
    select list, code, label, description, iati_code, means_late, means_done, means_on_track,
      (row_number() over (partition by list order by place, label))::integer as position
    from (
      select 1 as step, 'status' as list, code, label, null as description, iati_code, is_late as means_late,
        is_done as means_done, is_on_track as means_on_track, position as place
      from published.activity_status_word where publication = ${number}
      union all
      select 2, 'tag', code, name, null, null, null, null, null, 0 from published.tag where publication = ${number}
      union all
      select 3, 'lens', code, title, nullif(description, ''), null, null, null, null, 0
      from published.lens where publication = ${number}
      union all
      select 4, 'actip_article', code, title, nullif(chapter, ''), null, null, null, null, position
      from published.actip_article where publication = ${number}
      union all
      select 5, 'library_kind', code, label, null, null, null, null, null, position
      from published.library_kind where publication = ${number}
    ) lists
    order by step, place, label`);
  return [...rows];
}
