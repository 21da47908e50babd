import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { equalityRule, type FigureEquality, listEqualities } from '#server/domain/plan/figure-equality.ts';
import { ruleSeverities } from '#server/domain/plan/plan-file.schema.ts';
import { parametersSchema } from '#server/domain/validation/parameter-text.rules.ts';

const ruleShape = {
  indicator: z.string().nullable(),
  rule: z.string(),
  severity: z.enum(ruleSeverities),
  parameters: parametersSchema,
};

/** Lists the figures that the plan of a round asks for twice, by its validation rules. */
export async function listEqualitiesOfRound(
  tx: Transaction,
  round: { id: number } | { code: string },
): Promise<FigureEquality[]> {
  const isRound = 'id' in round ? sql`r.id = ${round.id}` : sql`r.code = ${round.code}`;
  const rules = await readRows(
    tx,
    ruleShape,
    sql`select i.code as indicator, v.rule, v.severity, v.parameters
    from tracker.validation_rule v
    join tracker.round r on r.plan_id = v.plan_id and ${isRound}
    left join tracker.indicator i on i.id = v.indicator_id
    where v.rule = ${equalityRule} order by i.position nulls first, v.id`,
  );
  return listEqualities(rules);
}
