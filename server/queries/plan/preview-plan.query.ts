import type { RowChange, SheetSummary } from '#server/domain/plan/plan-changes.calculations.ts';
import { groupProblems, type ProblemGroup } from '#server/domain/plan/plan-problem-groups.calculations.ts';
import { type ComparedPlan, comparePlan } from '#server/loaders/plan/compare-plan.ts';
import { type MovedCell, type StoredPlanEdit, loadPlanUpload } from '#server/loaders/plan/load-plan-edit.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type PlanPreview = {
  upload: { id: string; fileName: string; uploadedAt: string; appliedAt: string | null };
  /** Where it was made on a screen: what was asked for, ready to be taken up again. */
  edit: StoredPlanEdit | null;
  /** What somebody else changed in the row of an edit since it was opened: then nothing is compared. */
  moved: MovedCell[];
  /** What stands in the way, by what is to be done: then there is nothing to compare. */
  problems: ProblemGroup[];
  /** What is probably a slip. */
  warnings: ProblemGroup[];
  refusal: string | null;
  compared:
    | (Omit<ComparedPlan, 'changes' | 'sheets'> & { changes: RowChange[]; sheets: SheetSummary[] })
    | null;
};

/** An uploaded plan, or an edit, as it compares with what is stored now. Writes nothing. Throws NOT_FOUND. */
export function previewPlan(context: OperationContext, { upload }: { upload: string }): Promise<PlanPreview> {
  return runOperation(context, { permission: 'plan.import' }, {}, async ({ tx: { sql: tx } }) => {
    const { content, edit, moved, ...stored } = await loadPlanUpload(tx, upload);
    // Once it is applied the row reads as the edit has it: there is nothing left to compare.
    const isDone = edit !== null && stored.appliedAt !== null;
    if (isDone || moved.length > 0) {
      return {
        upload: stored,
        edit,
        moved: isDone ? [] : moved,
        problems: [],
        warnings: [],
        refusal: null,
        compared: null,
      };
    }
    const { problems, warnings, refusal, compared } = await comparePlan(tx, content, null);
    return {
      upload: stored,
      edit,
      moved,
      problems: groupProblems(problems, content.columns),
      warnings: groupProblems(warnings, content.columns),
      refusal,
      compared: compared && { ...compared, changes: [...compared.changes], sheets: [...compared.sheets] },
    };
  });
}
