import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import {
  type ItemContent,
  type ItemPlace,
  listReviewedFields,
} from '#server/domain/review/reviewed-fields.rules.ts';
import { emptyActivity } from '#server/domain/submission/snapshot-changes.calculations.ts';
import { snapshotContent } from '#server/domain/submission/snapshot-content.ts';
import { isReceived } from '#server/domain/submission/submission.workflow.ts';
import { createReportLoader, type StoredSubmission } from '#server/loaders/submission/load-submission.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { findReportItem } from './find-report-item.ts';

type Report = { round: string; reporter: string };
const rules = { permission: 'review.annotate', resource: createReportLoader('none') } as const;

/**
 * Marks items as looked at by the viewer, each with all that is filled in, or takes the marks back. A mark is the
 * reviewer's own and says nothing about the report; what changes is to be looked at again. `at` names what was marked
 * now, for `undoMarks`. Safe to repeat.
 */
export function markItems(
  context: OperationContext,
  input: Report & { items: ItemPlace[]; looked: boolean },
): Promise<{ at: string }> {
  return runOperation(context, rules, input, async ({ tx, personId, now, resource: submission }) => {
    const everReturned = submission.returnScope !== null;
    if (!isReceived({ status: submission.status, everReturned }) || submission.timesSubmitted === 0) {
      throw new DomainError('NOT_ALLOWED_NOW', 'There is no report to review yet.');
    }
    const content = await loadLastContent(tx, submission);
    const at = now().toISOString();
    for (const place of input.items) {
      const { activity, indicator } = await findReportItem(tx, submission, place, '');
      const fields = listReviewedFields(getContent(content, place));
      await tx.execute(
        input.looked
          ? sql`
            insert into tracker.review_mark (submission_id, person_id, activity_id, indicator_id, field,
              times_submitted, marked_at)
            select ${submission.id}, ${personId}, ${activity}::integer, ${indicator}::integer, f,
              ${submission.timesSubmitted}, ${at}::timestamptz
            from unnest(${sql.param(fields)}::text[]) f
            on conflict (submission_id, person_id, activity_id, indicator_id, field)
            do update set times_submitted = excluded.times_submitted, marked_at = excluded.marked_at
              where review_mark.times_submitted <> excluded.times_submitted`
          : sql`
            delete from tracker.review_mark where submission_id = ${submission.id} and person_id = ${personId}
              and activity_id is not distinct from ${activity}::integer
              and indicator_id is not distinct from ${indicator}::integer`,
      );
    }
    return { at };
  });
}

/** Takes back the viewer's marks of one act: what was marked at that moment. Safe to repeat. */
export function undoMarks(
  context: OperationContext,
  input: Report & { at: string },
): Promise<{ removed: boolean }> {
  return runOperation(context, rules, input, async ({ tx, personId, resource: submission }) => {
    const gone = await readRows(
      tx,
      { field: z.string() },
      sql`delete from tracker.review_mark where submission_id = ${submission.id} and person_id = ${personId}
        and marked_at = ${input.at}::timestamptz returning field`,
    );
    return { removed: gone.length > 0 };
  });
}

/** What was received last. */
async function loadLastContent(tx: Transaction, submission: StoredSubmission) {
  const [row] = await readRows(
    tx,
    { content: snapshotContent },
    sql`select content from tracker.submission_snapshot
      where submission_id = ${submission.id} order by number desc limit 1`,
  );
  return row?.content ?? { activities: [], indicators: [] };
}

type Content = z.infer<typeof snapshotContent>;

/** The content of an item that was found in the report before; one of an earlier snapshot counts as empty. */
function getContent({ activities, indicators }: Content, { subject, code }: ItemPlace): ItemContent {
  if (subject === 'activity') {
    const content = activities.find(({ activity }) => activity === code);
    return { subject, content: content ?? { activity: code, ...emptyActivity } };
  }
  const content = indicators.find(({ indicator }) => indicator === code);
  return { subject, content: content ?? { indicator: code, note: '', release: 'regional', cells: [] } };
}
