import { loadLastAnswers } from '#server/loaders/submission/load-last-answers.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { createReportLoader } from '#server/loaders/submission/load-submission.ts';

export type Copyable = {
  /** The round that would be copied from; null when there is none. */
  from: string | null;
  /** Codes of the items that would be copied: untouched, open, answered then. Figures are not among them. */
  activities: string[];
  indicators: string[];
};

/** What starting from the last round would copy now. */
export function listCopyable(
  context: OperationContext,
  input: { round: string; reporter: string },
): Promise<Copyable> {
  return runOperation(
    context,
    { permission: 'report.read', resource: createReportLoader('none') },
    input,
    async ({ tx, resource: submission }) => {
      const last = await loadLastAnswers(tx, submission, null);
      return {
        from: last.round?.code ?? null,
        activities: last.activities.map(({ code }) => code),
        indicators: last.indicators.map(({ definition }) => definition.code),
      };
    },
  );
}
