import { measures } from '#server/domain/value/measures.ts';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/** From which round it is asked and from which no more, and the activities out of which it came and in which it goes on. */
const amendedRounds = z.object({
  addedFrom: z.string().nullable(),
  endedFrom: z.string().nullable(),
  mergedInto: z.string().nullable(),
  splitFrom: z.string().nullable(),
  splitInto: z.array(z.string()),
});

const planTree = z.object({
  code: z.string(),
  title: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  /** The sentence shown while the wording is illustrative; empty otherwise. */
  notice: z.string(),
  areas: z.array(
    z.object({
      code: z.string(),
      title: z.string(),
      objectives: z.array(
        z.object({
          code: z.string(),
          title: z.string(),
          activities: z.array(
            z.object({
              code: z.string(),
              title: z.string(),
              lead: z.string().nullable(),
              cooperating: z.array(z.string()),
              states: z.number(),
              years: z.array(z.number()),
              amended: amendedRounds,
            }),
          ),
        }),
      ),
      indicators: z.array(
        z.object({
          code: z.string(),
          title: z.string(),
          measure: z.enum(measures),
          unit: z.string(),
          disclosure: z.string(),
          amended: amendedRounds,
        }),
      ),
    }),
  ),
});

export type PlanTree = z.infer<typeof planTree>;

/** A plan as it is loaded, whole: the one with this code, or that of the newest round, or the only one there is. */
export function getPlanTree(
  context: OperationContext,
  input: { plan?: string | undefined } = {},
): Promise<PlanTree | null> {
  return runOperation(context, { permission: 'plan.read' }, {}, async ({ tx }) => {
    const [row] = await readRows(
      tx,
      { tree: planTree },
      sql`select json_build_object('code', p.code, 'title', p.title, 'startsOn', p.starts_on, 'endsOn', p.ends_on,
        'notice', case when p.illustrative then p.notice else '' end,
        'areas', coalesce((select json_agg(json_build_object('code', t.code, 'title', t.title,
          'objectives', coalesce((select json_agg(json_build_object('code', o.code, 'title', o.title,
            'activities', coalesce((select json_agg(json_build_object('code', a.code, 'title', a.title,
                'lead', (select b.acronym from tracker.activity_body x
                  join tracker.sectoral_body b on b.id = x.body_id
                  where x.activity_id = a.id and x.part = 'lead'),
                'cooperating', coalesce((select json_agg(b.acronym order by b.acronym)
                  from tracker.activity_body x join tracker.sectoral_body b on b.id = x.body_id
                  where x.activity_id = a.id and x.part = 'cooperating'), '[]'),
                'states', (select count(*) from tracker.activity_state x where x.activity_id = a.id),
                'years', a.active_years,
                'amended', json_build_object(
                  'addedFrom', (select r.code from tracker.round r where r.id = a.added_round_id),
                  'endedFrom', (select r.code from tracker.round r where r.id = a.ended_round_id),
                  'mergedInto', (select m.code from tracker.activity m where m.id = a.merged_into_id),
                  'splitFrom', (select m.code from tracker.activity m where m.id = a.split_from_id),
                  'splitInto', coalesce((select json_agg(m.code order by m.position)
                    from tracker.activity m where m.split_from_id = a.id), '[]'))) order by a.position)
              from tracker.activity a where a.objective_id = o.id), '[]')) order by o.position)
            from tracker.objective o where o.area_id = t.id), '[]'),
          'indicators', coalesce((select json_agg(json_build_object('code', i.code, 'title', i.title,
              'measure', i.measure, 'unit', i.unit, 'disclosure', i.disclosure_class,
              'amended', json_build_object(
                'addedFrom', (select r.code from tracker.round r where r.id = i.added_round_id),
                'endedFrom', (select r.code from tracker.round r where r.id = i.ended_round_id),
                'mergedInto', null, 'splitFrom', null, 'splitInto', json_build_array())) order by i.position)
            from tracker.indicator i where i.area_id = t.id), '[]')) order by t.position)
        from tracker.thematic_area t where t.plan_id = p.id), '[]')) as tree
      from tracker.plan p
      where ${input.plan ?? null}::text is null or p.code = ${input.plan ?? null}
      order by (select max(r.period_start) from tracker.round r where r.plan_id = p.id) desc nulls last, p.id
      limit 1`,
    );
    return row?.tree ?? null;
  });
}
