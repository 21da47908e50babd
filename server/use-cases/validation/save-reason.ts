import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { checkReport } from '#server/domain/submission/check-report.rules.ts';
import { isItemOpen } from '#server/domain/submission/submission.workflow.ts';
import type { SnapshotReason } from '#server/domain/submission/snapshot-content.ts';
import { findTextProblem, normaliseText } from '#server/domain/submission/text.rules.ts';
import { isWordedAlike } from '#server/domain/validation/warning-reasons.rules.ts';
import { loadCheckedReport } from '#server/loaders/submission/load-checked-report.ts';
import {
  requireOpenForWriting,
  listQueriedItems,
  createReportLoader,
  type StoredSubmission,
} from '#server/loaders/submission/load-submission.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type GiveReasonInput = SnapshotReason & {
  round: string;
  reporter: string;
  requestId?: string | undefined;
};

const longestReason = 4000;

/**
 * Says why a warning stands although the report is right. The reason belongs to the warning as it reads now; it
 * leaves the country with the report and stands beside the value for its reviewer. Given again, it takes the place
 * of the earlier one.
 *
 * Throws BAD_INPUT for an empty or unreadable reason, CONFLICT when the check says something else by now,
 * NOT_FOUND for an item that the viewer does not write, NOT_OPEN and ROUND_CLOSED as saving does.
 */
export function saveReason(context: OperationContext, input: GiveReasonInput): Promise<{ givenAt: string }> {
  return runOperation(
    context,
    { permission: 'report.write', once: 'validation.giveReason', resource: createReportLoader('share') },
    input,
    async ({ tx, personId, resource: submission }) => {
      requireOpenForWriting(submission, context);
      const item = await loadItem(tx, submission, input);
      const reason = readReason(input.reason);
      const findings = checkReport(await loadCheckedReport(tx, submission, input));
      const stands = findings.some(
        ({ kind, subject, code, rule, field, sentence }) =>
          kind === 'warning' &&
          subject === input.subject &&
          code === input.code &&
          rule === input.rule &&
          field === input.field &&
          isWordedAlike(sentence, input.warning),
      );
      if (!stands) {
        throw new DomainError(
          'CONFLICT',
          `The check results for ${input.code} have changed since. Read them again. Your reason was not saved.`,
        );
      }
      const givenAt = context.now().toISOString();
      await tx.execute(sql`
        insert into tracker.warning_reason (submission_id, activity_id, indicator_id, rule, field, warning, reason,
          given_by, given_at)
        values (${submission.id}, ${item.activityId}, ${item.indicatorId}, ${input.rule}, ${input.field},
          ${input.warning}, ${reason}, ${personId}, ${givenAt}::timestamptz)
        on conflict (submission_id, activity_id, indicator_id, rule, field) do update
          set warning = excluded.warning, reason = excluded.reason, given_by = excluded.given_by,
            given_at = excluded.given_at`);
      return { givenAt };
    },
  );
}

function readReason(typed: string): string {
  const reason = normaliseText(typed).trim();
  const problem = reason === '' ? 'Write the reason.' : findTextProblem(reason, longestReason);
  requireNoProblems(problem === null ? [] : [{ path: 'reason', message: problem }]);
  return reason;
}

/** The item, as far as the viewer may see it and it is open for changes. */
async function loadItem(
  tx: Transaction,
  submission: StoredSubmission,
  { subject, code }: Pick<GiveReasonInput, 'subject' | 'code'>,
): Promise<{ activityId: number | null; indicatorId: number | null }> {
  const [row] = await readRows(
    tx,
    { id: z.number() },
    subject === 'activity'
      ? sql`select a.id from tracker.activity_report ar join tracker.activity a on a.id = ar.activity_id
          where ar.submission_id = ${submission.id} and a.code = ${code}`
      : sql`select i.id from tracker.indicator_report ir join tracker.indicator i on i.id = ir.indicator_id
          where ir.submission_id = ${submission.id} and i.code = ${code}`,
  );
  if (!row) {
    throw new DomainError(
      'NOT_FOUND',
      `"${code}" is not asked of ${submission.reporter.code} in ${submission.round.code}.`,
    );
  }
  const queried = submission.status === 'returned' ? await listQueriedItems(tx, submission.id) : null;
  const asked = queried?.[subject === 'activity' ? 'activities' : 'indicators'].has(row.id) ?? false;
  if (!isItemOpen(submission, asked)) {
    throw new DomainError(
      'NOT_OPEN',
      `${code} is not open for changes: the secretariat asked about other items.`,
    );
  }
  return subject === 'activity'
    ? { activityId: row.id, indicatorId: null }
    : { activityId: null, indicatorId: row.id };
}
