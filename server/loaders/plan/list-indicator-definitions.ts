import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import type { Database } from '#db/client.ts';
import { readRows } from '#db/rows.ts';
import { buildIndicatorJoin, buildVersionFilter, type RoundId } from './words-of-round.ts';
import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import { measures } from '#server/domain/value/measures.ts';

/** The breakdowns of the indicator `i` that a filter on `x` keeps, with their categories, in order, as JSON. */
export const listDimensionsOf = (
  filter: SQL,
): SQL => sql`coalesce((select json_agg(json_build_object('code', d.code, 'name', d.name, 'categories',
          (select json_agg(json_build_object('code', k.code, 'name', k.name) order by k.position)
           from tracker.category k where k.dimension_code = d.code)) order by x.position)
        from tracker.indicator_dimension x join tracker.dimension d on d.code = x.dimension_code
        where x.indicator_id = i.id and ${filter}), '[]')`;

/** What it gives. */
export const dimensionsSchema = z.array(
  z.object({
    code: z.string(),
    name: z.string(),
    categories: z.array(z.object({ code: z.string(), name: z.string() })),
  }),
);

const indicatorDefinitionShape = {
  id: z.number(),
  code: z.string(),
  title: z.string(),
  measure: z.enum(measures),
  unit: z.string(),
  numeratorLabel: z.string().nullable(),
  denominatorLabel: z.string().nullable(),
  choiceList: z.string().nullable(),
  choices: z.array(z.object({ code: z.string(), label: z.string() })),
  dimensions: dimensionsSchema,
};

/** The definitions of indicators by id as they hold in a round, as far as the rules of a value need them. */
export async function listIndicatorDefinitions(
  tx: Transaction,
  ids: number[],
  roundId: RoundId,
): Promise<Map<number, IndicatorDefinition>> {
  if (ids.length === 0) return new Map();
  const rows = await readRows(
    tx,
    indicatorDefinitionShape,
    sql`select i.id, i.code, i.title, i.measure, i.unit, i.numerator_label as "numeratorLabel",
      i.denominator_label as "denominatorLabel", i.choice_list as "choiceList",
      coalesce((select json_agg(json_build_object('code', c.code, 'label', c.label) order by c.position)
        from tracker.choice c where c.list_code = i.choice_list), '[]') as choices,
      ${listDimensionsOf(buildVersionFilter('x', roundId))} as dimensions
    from tracker.indicator ib ${buildIndicatorJoin(roundId)}
    where ib.id = any (${sql.param(ids)}::integer[])`,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

type Kept = { revision: number; definitions: Map<number, IndicatorDefinition> };
const kept = new WeakMap<Database, Map<number, Kept>>();

/**
 * The definitions of indicators in a round at a revision of its plan, kept in memory: a plan changes a few times a year
 * and is asked for with every save. The database raises the revision on any change, and the caller has read it in this
 * transaction.
 */
export async function listKeptDefinitions(
  { tx, database }: { tx: Transaction; database: Database },
  { round, plan }: { round: { id: number }; plan: { revision: number } },
  ids: number[],
): Promise<ReadonlyMap<number, IndicatorDefinition>> {
  const rounds = kept.get(database) ?? new Map<number, Kept>();
  kept.set(database, rounds);
  let known = rounds.get(round.id);
  if (!known || known.revision < plan.revision) {
    known = { revision: plan.revision, definitions: new Map() };
    rounds.set(round.id, known);
  }
  const { definitions } = known;
  const fresh = await listIndicatorDefinitions(
    tx,
    ids.filter((id) => !definitions.has(id)),
    round.id,
  );
  for (const [id, definition] of fresh) definitions.set(id, definition);
  return definitions;
}
