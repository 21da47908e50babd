import { z } from 'zod';
import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import {
  buildShownAreas,
  countTreeItems,
  findFirstItem,
  findNextOpen,
  findSectionOf,
  findTreeNeighbours,
  type ShownArea,
  type TreeCounts,
  type TreeFilter,
  type TreeItem,
} from '#server/domain/review/review-tree.calculations.ts';
import type { ItemPlace } from '#server/domain/review/reviewed-fields.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { loadPhrases } from './list-phrases.query.ts';
import {
  type CompilerNote,
  type EditorialText,
  listCompilerNotes,
  listEditorialTexts,
} from './load-review-beside.query.ts';
import { loadReviewFrame, type ReviewFrame } from './load-review-frame.query.ts';
import { loadReviewItem, type ReviewItem } from './load-review-item.query.ts';

const statusShape = { code: z.string(), label: z.string(), mark: z.string() };

export type Review = ReviewFrame & {
  filter: TreeFilter;
  counts: TreeCounts;
  areas: ShownArea[];
  /** Null where nothing has been received. */
  current: {
    /** The item's line in the tree. */
    line: TreeItem;
    item: ReviewItem;
    notes: CompilerNote[];
    edited: EditorialText[];
    /** The names of the items before and after it among those that the filter shows. */
    previous: string | null;
    next: string | null;
    /** The next one that was not looked at. */
    nextOpen: string | null;
    /** The items of its section that were not looked at. */
    rest: ItemPlace[];
  } | null;
  /** Questions that were raised and not sent. */
  unsent: number;
  /** Offered for questions. */
  phrases: { id: number; title: string; words: string }[];
  statuses: RowOf<typeof statusShape>[];
};

/**
 * One item of a report as its reviewer reads it, beside what the same reporter said in earlier rounds and, for a report
 * that came back, the time before; with the list of all items. `item` names it as the list does; without one, or with
 * one that is not there, it is the first that was not looked at. Throws NOT_FOUND.
 */
export function getReview(
  context: OperationContext,
  input: { round: string; reporter: string; item?: string | undefined; filter?: TreeFilter | undefined },
): Promise<Review> {
  return runOperation(context, { permission: 'review.read' }, {}, async (run) => {
    const { tx } = run;
    const { frame, submission, tree, items, sources } = await loadReviewFrame(run, context, input);
    const filter = input.filter ?? 'all';
    const line = items.find(({ name }) => name === input.item) ?? findFirstItem(items, filter);
    const [item, notes, edited, phrases, statuses] = await Promise.all([
      line && sources ? loadReviewItem(tx, submission, line, sources) : null,
      listCompilerNotes(tx, submission.id),
      listEditorialTexts(tx, submission.id),
      loadPhrases(tx, false),
      listStatuses(tx, submission.round.id),
    ]);
    const own = ({ subject, code }: { subject: string | null; code: string | null }) =>
      subject === line?.subject && code === line?.code;
    return {
      ...frame,
      filter,
      counts: countTreeItems(items),
      areas: line ? buildShownAreas(tree, line.name, filter) : [],
      current:
        line && item
          ? {
              line,
              item,
              notes: notes.filter(own),
              edited: edited.filter(own),
              ...findWays(items, line.name, filter),
              rest: (findSectionOf(tree, line.name)?.items ?? [])
                .filter(({ looked }) => !looked)
                .map(({ subject, code }) => ({ subject, code })),
            }
          : null,
      unsent:
        sources?.queries.filter(({ sentAt, resolvedAt }) => sentAt === null && resolvedAt === null).length ??
        0,
      phrases: phrases.map(({ id, title, words }) => ({ id, title, words })),
      statuses,
    };
  });
}

function findWays(items: readonly TreeItem[], name: string, filter: TreeFilter) {
  const { previous, next } = findTreeNeighbours(items, name, filter);
  return {
    previous: previous?.name ?? null,
    next: next?.name ?? null,
    nextOpen: findNextOpen(items, name)?.name ?? null,
  };
}

const listStatuses = (tx: Transaction, roundId: number): Promise<Review['statuses']> =>
  readRows(
    tx,
    statusShape,
    sql`select code, label, mark from tracker.round_statuses(${roundId}) order by position`,
  );
