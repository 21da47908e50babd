import { loadLastAnswers } from '#server/loaders/submission/load-last-answers.ts';
import { loadSubmission } from '#server/loaders/submission/load-submission.ts';
import {
  inTransaction,
  requirePermission,
  type OperationContext,
} from '#server/operation/operation-context.ts';

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
  requirePermission(context, 'report.read', { reporter: { code: input.reporter, kind: 'state' } });
  return inTransaction(context, async (tx) => {
    const submission = await loadSubmission(tx, input, 'none');
    const last = await loadLastAnswers(tx, submission, null);
    return {
      from: last.round?.code ?? null,
      activities: last.activities.map(({ code }) => code),
      indicators: last.indicators.map(({ definition }) => definition.code),
    };
  });
}
