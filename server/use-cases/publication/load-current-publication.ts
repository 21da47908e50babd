import { measures } from '#server/domain/value/measures.ts';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import type { PublishedValue } from '#server/domain/publication/documents.ts';
import type { ComparedFigure } from '#server/domain/publication/figure-changes.calculations.ts';
import { buildAddedFilter } from '#server/loaders/plan/words-of-round.ts';
import { parseDocument } from '#server/publications/serialise-document.ts';

/** The newest publication of the round's plan that is not withdrawn, with its figures; null where there is none. */
export async function loadCurrentPublication(
  tx: Transaction,
  round: string,
): Promise<{ number: number; round: string; figures: ComparedFigure[] } | null> {
  const [current] = await readRows(
    tx,
    { number: z.number(), round: z.string() },
    sql`
    select number, round_code as round from published.publication p
    where not exists (select from published.withdrawal w where w.publication = p.number)
      and p.plan_code = (select x.code from tracker.plan x join tracker.round r on r.plan_id = x.id where r.code = ${round})
    order by number desc limit 1`,
  );
  if (!current) return null;
  const rows = await readRows(
    tx,
    { indicator: z.string(), round: z.string(), body: z.string() },
    sql`
    select t.indicator_code as indicator, t.round_code as round, v.body
    from tracker.publication_trace t join published.document v on v.sha256 = t.values_sha256
    where t.publication_number = ${current.number}`,
  );
  const figures = rows.flatMap(({ body, ...place }) =>
    (parseDocument(body) as PublishedValue[]).map((value) => ({ ...place, ...value })),
  );
  return { ...current, figures };
}

/** What figures are called: titles of indicators, names of reporters, categories and answers, by code. */
export type FigureWords = {
  indicators: RowOf<typeof indicatorShape>[];
  reporters: RowOf<typeof reporterShape>[];
};

const reporterShape = { code: z.string(), name: z.string() };

const indicatorShape = {
  code: z.string(),
  title: z.string(),
  measure: z.enum(measures),
  unit: z.string(),
  dimensions: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      categories: z.array(z.object({ code: z.string(), name: z.string() })),
    }),
  ),
  choices: z.array(z.object({ code: z.string(), label: z.string() })),
};

export async function loadFigureWords(tx: Transaction, round: string): Promise<FigureWords> {
  const indicators = await readRows(
    tx,
    indicatorShape,
    sql`
    select i.code, i.title, i.measure, i.unit,
      coalesce((select json_agg(json_build_object('code', c.code, 'label', c.label) order by c.position)
        from tracker.choice c where c.list_code = i.choice_list), '[]') as choices,
      coalesce((select json_agg(json_build_object('code', d.code, 'name', d.name, 'categories',
          (select json_agg(json_build_object('code', k.code, 'name', k.name) order by k.position)
           from tracker.category k where k.dimension_code = d.code)) order by x.position)
        from tracker.indicator_dimension x join tracker.dimension d on d.code = x.dimension_code
        where x.indicator_id = i.id and ${buildAddedFilter('x', sql`r.id`)}), '[]') as dimensions
    from tracker.round r cross join lateral tracker.indicators_in(r.id) i
    where r.code = ${round}
    order by i.position`,
  );
  const reporters = await readRows(
    tx,
    reporterShape,
    sql`
    select p.code, coalesce(m.name, b.name) as name
    from tracker.reporter p
    left join tracker.member_state m on m.id = p.state_id
    left join tracker.sectoral_body b on b.id = p.body_id
    order by p.kind desc, coalesce(m.name, p.code)`,
  );
  return { indicators, reporters };
}
