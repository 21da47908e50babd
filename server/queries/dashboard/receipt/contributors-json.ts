import { type SQL, sql } from 'drizzle-orm';

/** States by their names, bodies by the letters that everybody knows them by. */
const name = sql`case o.kind when 'body' then o.code else o.name end`;

/**
 * Who is behind a regional figure, as JSON in the form of `Contributors`; null for figures of single reporters and for
 * those that the tracker counts itself. `f` is a row of published.figure, `i` its indicator. Read from published rows
 * alone, so nothing is named that is not shown elsewhere.
 */
export const contributorsJson: SQL = sql`case when f.scope = 'region' and i.reported_by <> 'register' then
  json_build_object(
    'released', coalesce((select json_agg(${name} order by ${name})
      from published.figure own
      join published.reporter o on o.publication = own.publication and o.code = own.scope
      where own.publication = f.publication and own.indicator_code = f.indicator_code
        and own.round_code = f.round_code and own.dimension_code is not distinct from f.dimension_code
        and own.category_code is not distinct from f.category_code and own.state = 'reported'), '[]'),
    'reported', coalesce((select json_agg(${name} order by ${name})
      from published.coverage c
      join published.reporter o on o.publication = c.publication and o.code = c.reporter_code
      where c.publication = f.publication and c.round_code = f.round_code and c.state = 'reported'
        and (i.reported_by = 'states_and_bodies'
          or i.reported_by = case o.kind when 'body' then 'bodies' else 'states' end)), '[]')) end`;
