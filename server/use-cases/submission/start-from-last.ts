import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { requireNoProblems } from '#server/domain/error/domain-error.ts';
import type { NotCopiedReason } from '#server/domain/submission/copied-answers.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { loadLastAnswers } from '#server/loaders/submission/load-last-answers.ts';
import { requireOpenForWriting, createReportLoader } from '#server/loaders/submission/load-submission.ts';
import type { SavedReport } from './save-report.ts';
import { saveActivityReports } from './save-activity-reports.ts';
import { saveIndicatorReports } from './save-indicator-reports.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type StartFromLastInput = {
  round: string;
  reporter: string;
  requestId?: string | undefined;
  /** Which items; without both lists, all that nobody has written on, figures left out. */
  activities?: string[] | undefined;
  indicators?: string[] | undefined;
};

export type StartedFromLast = SavedReport & {
  /** The round that was copied from; null when there is none. */
  from: string | null;
  /** Items that stay as they are, with why. */
  left: { code: string; reason: NotCopiedReason }[];
};

/**
 * Copies the reporter's answers of the last round into items that nobody has written on, in one transaction. Each is
 * marked as copied from that round until a person confirms or changes it; a report with such marks is not cleared.
 * Status, texts, choices, accounts and notes are copied; consent is not; figures only of indicators asked for by
 * code. Never writes over anything. Throws BAD_INPUT for codes that the report does not ask for, ROUND_CLOSED or
 * NOT_OPEN.
 */
export function startFromLast(
  context: OperationContext,
  input: StartFromLastInput,
): Promise<StartedFromLast> {
  return runOperation(
    context,
    { permission: 'report.write', once: 'submission.startFromLast', resource: createReportLoader('share') },
    input,
    async (run) => {
      const { tx, resource: submission } = run;
      requireOpenForWriting(submission, context);
      await holdUntouched(tx, submission.id);
      const { activities, indicators } = input;
      const asked =
        activities || indicators
          ? { activities: new Set(activities), indicators: new Set(indicators) }
          : null;
      const last = await loadLastAnswers(tx, submission, asked);
      refuseUnknown(input, last.known, submission.reporter.code);
      if (!last.round) return { from: null, activities: [], indicators: [], left: last.left };
      const stamp = { at: context.now().toISOString(), copiedFrom: last.round.id };
      const started = {
        from: last.round.code,
        activities: await saveActivityReports(run, submission, last.activities, stamp),
        indicators: await saveIndicatorReports(run, submission, last.indicators, stamp),
        left: last.left,
      };
      return started;
    },
  );
}

/** Whoever is saving one of these items at this moment is waited for, and then it is no longer untouched. */
async function holdUntouched(tx: Transaction, submissionId: number) {
  await tx.execute(sql`select activity_id from tracker.activity_report
    where submission_id = ${submissionId} and version = 0 order by activity_id for update`);
  await tx.execute(sql`select indicator_id from tracker.indicator_report
    where submission_id = ${submissionId} and version = 0 order by indicator_id for update`);
}

function refuseUnknown(input: StartFromLastInput, known: ReadonlySet<string>, reporter: string) {
  requireNoProblems(
    (['activities', 'indicators'] as const).flatMap((kind) =>
      (input[kind] ?? []).flatMap((code, index) =>
        known.has(code)
          ? []
          : [
              {
                path: `${kind}.${index}`,
                message: `"${code}" is not asked of ${reporter} in ${input.round}.`,
              },
            ],
      ),
    ),
  );
}
