import { sql } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import type { DataFilterName } from '#server/domain/data/data-query.rules.ts';

export type SampleCodes = {
  publication: number;
  /** A code that the publication has, by the filter that takes it. */
  filters: Partial<Record<DataFilterName, string>>;
  /** A value and a figure that have receipts. */
  value: { indicator: string; round: string; scope: string } | null;
  figure: string | null;
};

/** Codes for examples, read from a publication so that each example has an answer; null where there is none. */
export async function findSampleCodes(database: Reader, publication: number): Promise<SampleCodes | null> {
  const [row] = await database.execute<{ answer: SampleCodes }>(sql`
    select json_build_object('publication', p.number,
      'filters', json_strip_nulls(json_build_object(
        'area', (select code from published.area where publication = p.number order by position limit 1),
        'objective', (select code from published.objective where publication = p.number order by position limit 1),
        'activity', (select code from published.activity where publication = p.number order by position limit 1),
        'indicator', f.indicator_code,
        'status', (select status_code from published.activity_status where publication = p.number
          and round_code = p.round_code and status_code is not null order by activity_code limit 1),
        'lead', (select lead from published.activity where publication = p.number order by position limit 1),
        'body', (select lead from published.activity where publication = p.number order by position limit 1),
        'state', (select code from published.reporter where publication = p.number and kind = 'state'
          order by name limit 1),
        'partner', (select slug from published.partner where publication = p.number order by name limit 1),
        'lens', (select code from published.lens where publication = p.number order by code limit 1),
        'tag', (select code from published.tag where publication = p.number order by code limit 1),
        'year', extract(year from p.plan_starts_on)::integer::text, 'late', 'yes',
        'round', p.round_code, 'scope', 'region')),
      'value', case when f.indicator_code is null then null else json_build_object('indicator', f.indicator_code,
        'round', f.round_code, 'scope', 'region') end,
      'figure', (select figure from published.drawing where publication = p.number order by position limit 1)
      ) as answer
    from published.publication p
    left join lateral (select x.indicator_code, x.round_code from published.figure x
      join published.indicator i on i.publication = x.publication and i.code = x.indicator_code
      where x.publication = p.number and x.scope = 'region' and x.round_code = p.round_code
        and x.dimension_code is null order by x.state <> 'reported', i.position limit 1) f on true
    where p.number = ${publication}`);
  return row?.answer ?? null;
}
