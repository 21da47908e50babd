import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import type { OwnReport } from '#server/domain/report/edition-facts.types.ts';
import { measureRules, measures } from '#server/domain/value/measures.ts';

const ownReportShape = {
  reporter: z.string(),
  isAccepted: z.boolean(),
  activities: z.array(
    z.object({
      code: z.string(),
      title: z.string(),
      status: z.string(),
      achievements: z.string(),
      challenges: z.string(),
      nextSteps: z.string(),
      obstacles: z.array(z.string()),
      helpWanted: z.array(z.string()),
      released: z.boolean(),
    }),
  ),
  values: z.array(
    z.object({
      indicator: z.string(),
      title: z.string(),
      measure: z.enum(measures),
      unit: z.string(),
      isInternal: z.boolean(),
      release: z.string(),
      part: z.string(),
      state: z.enum(['reported', 'not_available', 'not_applicable', 'not_yet_reported']),
      value: z.string().nullable(),
      /** An answer of a list, or words. */
      answer: z.string().nullable(),
    }),
  ),
};

/** By which the quotient of each measure that is a ratio is multiplied. */
const factors = JSON.stringify(Object.fromEntries(measures.map((each) => [each, measureRules[each].factor])));

/**
 * Everything that each state has reported in a compilation, released or not, by the state's code, under the titles that
 * its round asked for. For the edition of that state and no other. Needs the secretariat's eyes.
 */
export async function loadOwnReports(tx: Transaction, compilation: number): Promise<Map<string, OwnReport>> {
  const rows = await readRows(
    tx,
    ownReportShape,
    sql`with activities as materialized (select a.* from tracker.compilation k
      cross join lateral tracker.activities_in(k.round_id) a where k.id = ${compilation}),
    indicators as materialized (select i.* from tracker.compilation k
      cross join lateral tracker.indicators_in(k.round_id) i where k.id = ${compilation})
    select p.code as reporter, s.included as "isAccepted",
      coalesce((select json_agg(json_build_object('code', a.code, 'title', a.title,
          'status', coalesce(w.label, ''), 'achievements', ar.achievements, 'challenges', ar.challenges,
          'nextSteps', ar.next_steps, 'obstacles', ar.obstacles, 'helpWanted', ar.help_wanted,
          'released', ar.narrative_released) order by a.position)
        from tracker.compiled_activity_report ar
        join activities a on a.id = ar.activity_id
        left join tracker.activity_status w on w.code = ar.status_code
        where ar.compilation_id = s.compilation_id and ar.submission_id = s.submission_id), '[]') as activities,
      coalesce((select json_agg(json_build_object('indicator', i.code, 'title', i.title, 'measure', i.measure,
          'unit', i.unit, 'isInternal', i.disclosure_class = 'internal', 'release', ir.release,
          'part', case when v.dimension_code is null then 'Total' else d.name || ': ' || k.name end,
          'state', v.state, 'value', trim_scale(coalesce(v.value, round(
            (${factors}::jsonb ->> i.measure)::numeric * v.numerator / nullif(v.denominator, 0), 4)))::text,
          'answer', coalesce(v.text_value, c.label))
          order by i.position, d.code nulls first, k.position)
        from tracker.compiled_value v
        join tracker.compiled_indicator_report ir on ir.compilation_id = v.compilation_id
          and ir.submission_id = v.submission_id and ir.indicator_id = v.indicator_id
        join indicators i on i.id = v.indicator_id
        left join tracker.dimension d on d.code = v.dimension_code
        left join tracker.category k on k.dimension_code = v.dimension_code and k.code = v.category_code
        left join tracker.choice c on c.list_code = i.choice_list and c.code = v.choice_code
        where v.compilation_id = s.compilation_id and v.submission_id = s.submission_id), '[]') as values
    from tracker.compiled_submission s
    join tracker.reporter p on p.id = s.reporter_id and p.kind = 'state'
    where s.compilation_id = ${compilation}`,
  );
  return new Map(rows.map((row) => [row.reporter, row]));
}
