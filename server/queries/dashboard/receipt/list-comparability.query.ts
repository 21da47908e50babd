import { sql } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import {
  type ComparabilityNote,
  describeRewording,
  type WordedIndicator,
} from '#server/domain/receipt/comparability.calculations.ts';

type Answer = { notes: ComparabilityNote[]; worded: WordedIndicator[] };

/**
 * What a reader must know before comparing figures of an indicator: what was written by hand, as the publication holds
 * it, and how the indicator's wording changed from one publication to the next up to this one. Empty for an unknown
 * code.
 */
export async function listComparability(
  database: Reader,
  publication: number,
  indicator: string,
): Promise<ComparabilityNote[]> {
  const [row] = await database.execute<{ answer: Answer }>(sql`
    select json_build_object(
      'notes', coalesce((
        select json_agg(json_build_object('kind', n.kind, 'note', n.note, 'publication', null,
          'reporter', case when p.code is not null then json_build_object('code', p.code, 'name', p.name) end,
          'round', case when r.code is not null then json_build_object('code', r.code, 'title', r.title) end)
          order by p.name nulls first, r.position nulls first, n.kind)
        from published.comparability_note n
        left join published.reporter p on p.publication = n.publication and p.code = n.reporter_code
        left join published.round r on r.publication = n.publication and r.code = n.round_code
        where n.publication = ${publication} and n.indicator_code = ${indicator}), '[]'),
      'worded', coalesce((
        select json_agg(json_build_object('publication', i.publication, 'title', i.title,
          'definition', i.definition, 'countingRule', i.counting_rule, 'unit', i.unit,
          'aggregation', i.aggregation, 'numeratorLabel', i.numerator_label,
          'denominatorLabel', i.denominator_label, 'dimensions', i.dimensions, 'choices', i.choices)
          order by i.publication)
        from published.indicator i
        where i.publication <= ${publication} and i.code = ${indicator}), '[]')) as answer`);
  const { notes, worded } = row?.answer ?? { notes: [], worded: [] };
  return [...notes, ...describeRewording(worded)];
}
