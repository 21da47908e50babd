import type { Sql } from '#db/client.ts';
import type { PlanFileRows } from '#server/domain/plan/plan-file.schema.ts';
import { collapsePlanFile, formatPlanFile } from '#server/domain/plan/plan-file-format.calculations.ts';
import { loadReferenceCodes, loadStoredPlan } from '#server/loaders/plan/load-stored-plan.ts';

/**
 * A plan as the rows of its files, ready to be edited and imported again; null when there is no plan with
 * this code. Lists come in the order of the reference data.
 */
export function exportPlan(ownerSql: Sql, planCode: string): Promise<PlanFileRows | null> {
  return ownerSql.begin({ mode: 'isolation level repeatable read read only' }, async (tx) => {
    const stored = await loadStoredPlan(tx, planCode);
    return stored && formatPlanFile(collapsePlanFile(stored, await loadReferenceCodes(tx, planCode)));
  });
}
