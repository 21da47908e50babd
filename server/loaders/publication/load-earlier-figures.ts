import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { encodeTextArray } from '#db/text-array.ts';
import type { EarlierFigure } from '#server/domain/disclosure/disclosure.types.ts';
import {
  type Address,
  type PublishedValue,
  parseValuesAddress,
} from '#server/domain/publication/documents.ts';
import { buildValueKey, type ValueCell } from '#server/domain/publication/published-parts.ts';
import { findRange } from '#server/domain/value/count-range.ts';
import { parseDocument } from '#server/publications/serialise-document.ts';

const shownShape = {
  publication: z.number(),
  indicator: z.string(),
  round: z.string(),
  compilation: z.number().nullable(),
  values: z.string(),
  trace: z.string(),
};

type Trace = ValueCell & { contributing: string[] };

/**
 * The memory of disclosure: every figure that an earlier publication shows of these rounds, or gives as a range, which are those of one plan,
 * by indicator code; once where several show the same of the same compilation. A figure is the same where its numbers and
 * the reporters behind it are. Without those of `unchanged` values, which are not decided again.
 */
export async function listEarlierFigures(
  tx: Transaction,
  rounds: readonly string[],
  unchanged: ReadonlySet<Address<'values'>> = new Set(),
): Promise<Map<string, EarlierFigure[]>> {
  const left = [...unchanged].map(parseValuesAddress);
  // What several publications share is read once: by the checksums of the values and of what stands behind them.
  const rows = await readRows(
    tx,
    shownShape,
    sql`with shown as (
      select t.indicator_code, t.round_code, t.values_sha256, t.trace_sha256, k.compilation_id,
        min(t.publication_number) as publication
      from tracker.publication_trace t
      left join (select s.publication_number, r.code, s.compilation_id from tracker.publication_source s
        join tracker.compilation c on c.id = s.compilation_id join tracker.round r on r.id = c.round_id) k
        on k.publication_number = t.publication_number and k.code = t.round_code
      where t.round_code = any (${sql.param(rounds)}::text[])
        and (t.indicator_code, t.round_code) not in (select * from unnest(
          ${encodeTextArray(left.map(({ indicator }) => indicator))}::text[],
          ${encodeTextArray(left.map(({ round }) => round))}::text[]))
      group by 1, 2, 3, 4, 5
    )
    select s.publication, s.indicator_code as indicator, s.round_code as round, s.compilation_id as compilation,
      v.body as values, t.body as trace
    from shown s
    join published.document v on v.sha256 = s.values_sha256
    join tracker.figure_trace t on t.sha256 = s.trace_sha256
    order by s.indicator_code, s.publication, s.round_code`,
  );
  const figures = new Map<string, EarlierFigure[]>();
  const groups = Map.groupBy(rows, ({ indicator, round }) => `${indicator}\n${round}`);
  const seen = new Set<string>();
  for (const { publication, indicator, round, compilation, values, trace } of rows) {
    const behind = new Map(
      (JSON.parse(trace) as Trace[]).map((one) => [buildValueKey(one), one.contributing]),
    );
    const list = figures.get(indicator) ?? [];
    figures.set(indicator, list);
    const isAlone = groups.get(`${indicator}\n${round}`)?.length === 1;
    for (const value of parseDocument(values) as PublishedValue[]) {
      const range = findRange(value);
      if (value.state !== 'reported' && range === null) continue;
      const { scope, dimension, category, numerator, denominator, distribution, choice } = value;
      const place = buildValueKey(value);
      const contributing = behind.get(place) ?? [];
      if (!isAlone) {
        const said = [value.value, numerator, denominator, choice, range, contributing];
        const key = JSON.stringify([indicator, round, place, said, compilation]);
        if (seen.has(key)) continue;
        seen.add(key);
      }
      list.push({
        publication,
        round,
        scope,
        dimension,
        category,
        value: value.value,
        numerator,
        denominator,
        distribution,
        choice,
        range,
        contributing,
      });
    }
  }
  return figures;
}
