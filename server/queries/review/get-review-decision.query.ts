import {
  type AcceptanceStep,
  type Approval,
  findAcceptanceStep,
} from '#server/domain/review/acceptance.rules.ts';
import { listOpenMatters, type OpenMatter } from '#server/domain/review/review-decision.rules.ts';
import type { TreeItem } from '#server/domain/review/review-tree.calculations.ts';
import { countUnsent, isTwoPersonReview, listApprovals } from '#server/loaders/review/load-acceptance.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { type CompilerNote, countRoundReports, listCompilerNotes } from './load-review-beside.query.ts';
import { loadReviewFrame, type ReviewFrame } from './load-review-frame.query.ts';
import type { ReviewDecision } from './load-review.query.ts';

export type ReviewSummary = ReviewFrame & {
  /** How many items it has, and how many with an open question. */
  items: { all: number; asked: number };
  /** What can be reopened by itself; nothing where nothing can. */
  reopenable: Pick<TreeItem, 'subject' | 'code' | 'title'>[];
  /** What is open, with its items. */
  open: OpenMatter[];
  queries: { open: number; unsent: number };
  acceptance: { twoPersons: boolean; approvals: (Approval & { at: string })[]; step: AcceptanceStep };
  /** The reports of the round. */
  reports: { accepted: number; reports: number };
  /** Notes for the compiler about the whole report. */
  notes: CompilerNote[];
  /** Newest first. */
  decisions: ReviewDecision[];
};

/** A report as a whole, for whoever decides about it: what is open, and what happened to it. Throws NOT_FOUND. */
export function getReviewDecision(
  context: OperationContext,
  input: { round: string; reporter: string },
): Promise<ReviewSummary> {
  return runOperation(context, { permission: 'review.read' }, {}, async (run) => {
    const { tx, personId } = run;
    const { frame, submission, items, sources, decisions } = await loadReviewFrame(run, context, input);
    const [twoPersons, approvals, unsent, notes, reports] = await Promise.all([
      isTwoPersonReview(tx),
      listApprovals(tx, { id: submission.id, version: frame.version }),
      countUnsent(tx, submission.id),
      listCompilerNotes(tx, submission.id),
      countRoundReports(tx, submission.round.id),
    ]);
    const queries = sources?.queries.filter(({ resolvedAt }) => resolvedAt === null) ?? [];
    return {
      ...frame,
      items: { all: items.length, asked: items.filter(({ asked }) => asked !== 'none').length },
      reopenable: frame.permissions.reopen
        ? items.map(({ subject, code, title }) => ({ subject, code, title }))
        : [],
      open: listOpenMatters(items),
      queries: { open: queries.length, unsent },
      acceptance: {
        twoPersons,
        approvals,
        step: findAcceptanceStep({ twoPersons, approvals, unsent, personId }),
      },
      reports,
      notes: notes.filter(({ code }) => code === null),
      decisions: decisions.toReversed(),
    };
  });
}
