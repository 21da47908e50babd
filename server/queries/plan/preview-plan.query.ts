import type { RowChange } from '#server/domain/plan/plan-cell-changes.calculations.ts';
import { type ComparedPlan, comparePlan } from '#server/use-cases/plan/compare-plan.ts';
import { loadPlanUpload } from '#server/use-cases/plan/load-plan-upload.ts';
import {
  inDriverTransaction,
  requirePermission,
  type UseCaseContext,
} from '#server/use-cases/use-case-context.ts';

export type PlanPreview = {
  upload: { id: string; fileName: string; uploadedAt: string; appliedAt: string | null };
  /** What stands in the way, place by place: then there is nothing to compare. */
  problems: { sheet: string; row: number; column: string; message: string }[];
  refusal: string | null;
  compared: (Omit<ComparedPlan, 'changes'> & { changes: RowChange[] }) | null;
};

/** An uploaded plan as it compares with what is stored now. Writes nothing. Throws NOT_FOUND. */
export function previewPlan(context: UseCaseContext, { upload }: { upload: string }): Promise<PlanPreview> {
  requirePermission(context, 'plan.import');
  return inDriverTransaction(context, async (tx) => {
    const { content, ...stored } = await loadPlanUpload(tx, upload);
    const { problems, refusal, compared } = await comparePlan(tx, content, null);
    return {
      upload: stored,
      problems: problems.map(({ file, ...problem }) => ({ ...problem, sheet: file.replace(/\.csv$/, '') })),
      refusal,
      compared: compared && { ...compared, changes: [...compared.changes] },
    };
  });
}
