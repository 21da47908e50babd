import type { TreeArea } from '#server/domain/review/review-tree.calculations.ts';
import type { SnapshotContent } from '#server/domain/submission/snapshot-content.ts';
import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import { listIndicatorDefinitions } from '#server/loaders/plan/list-indicator-definitions.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { loadReviewFrame, type ReviewFrame } from './load-review-frame.query.ts';

export type ReceivedReport = ReviewFrame & {
  tree: TreeArea[];
  /** Null where nothing has been received. */
  content: SnapshotContent | null;
  definitions: IndicatorDefinition[];
  statuses: { code: string; label: string; mark: string }[];
};

/** A whole report as it was received last, to be read and printed. Throws NOT_FOUND. */
export function getReceivedReport(
  context: OperationContext,
  input: { round: string; reporter: string },
): Promise<ReceivedReport> {
  return runOperation(context, { permission: 'review.read' }, {}, async (run) => {
    const { frame, submission, catalogue, tree, sources } = await loadReviewFrame(run, context, input);
    const codes = new Set(sources?.now.indicators.map(({ indicator }) => indicator));
    const ids = [...catalogue.indicators.values()].filter(({ code }) => codes.has(code)).map(({ id }) => id);
    const definitions = await listIndicatorDefinitions(run.tx, ids, submission.round.id);
    return {
      ...frame,
      tree,
      content: sources?.now ?? null,
      definitions: [...definitions.values()],
      statuses: [...catalogue.statuses].map(([code, { label, mark }]) => ({ code, label, mark })),
    };
  });
}
