import { z } from 'zod';
import { activityReportInputSchema } from '#server/domain/submission/activity-report.schema.ts';
import { indicatorValuesInputSchema } from '#server/domain/value/indicator-value.schema.ts';
import { checkSheet } from '#server/queries/submission/check-sheet.query.ts';
import { getCheckPage } from '#server/queries/submission/get-check-page.query.ts';
import {
  getActivityEntry,
  getIndicatorEntry,
  listAreaEntries,
} from '#server/queries/submission/get-entry.query.ts';
import { getActivityPage, getIndicatorPage } from '#server/queries/submission/get-entry-page.query.ts';
import { findGapAfter } from '#server/queries/submission/find-neighbours.query.ts';
import { getNextStep } from '#server/queries/submission/get-next-step.query.ts';
import { getSheet } from '#server/queries/submission/get-sheet.query.ts';
import { getTaskList } from '#server/queries/submission/get-task-list.query.ts';
import { listCopyable } from '#server/queries/submission/list-copyable.query.ts';
import { listHistory } from '#server/queries/submission/list-history.query.ts';
import { listOwnReports } from '#server/queries/submission/list-own-reports.query.ts';
import { listQuestions } from '#server/queries/submission/list-questions.query.ts';
import { listReceipts } from '#server/queries/submission/list-receipts.query.ts';
import { answerQuery } from '#server/use-cases/submission/answer-query.ts';
import { clearReport } from '#server/use-cases/submission/clear-report.ts';
import { confirmCopied } from '#server/use-cases/submission/confirm-copied.ts';
import { restoreAnswer } from '#server/use-cases/submission/restore-answer.ts';
import { saveReport } from '#server/use-cases/submission/save-report.ts';
import { sendBackReport } from '#server/use-cases/submission/send-back-report.ts';
import { startFromLast } from '#server/use-cases/submission/start-from-last.ts';
import { submitReport } from '#server/use-cases/submission/submit-report.ts';
import { withdrawReport } from '#server/use-cases/submission/withdraw-report.ts';
import { memberProcedure, router } from '../init.ts';

const code = z.string().min(1).max(30);
export const submissionKey = z.object({ round: code, reporter: code });
const requestId = z.string().max(60).optional();
const version = z.number().int().min(0).max(2_000_000_000);
export const moveInput = submissionKey.extend({
  version,
  requestId,
  reason: z.string().max(4000).optional(),
});

export const submissionRouter = router({
  /** Every round with the viewer's own reports in it. */
  list: memberProcedure.query(({ ctx }) => listOwnReports(ctx)),

  get: memberProcedure.input(submissionKey).query(({ ctx, input }) => getSheet(ctx, input)),

  /** The sheet with what the task list says besides. */
  taskList: memberProcedure.input(submissionKey).query(({ ctx, input }) => getTaskList(ctx, input)),

  /** What the viewer does next with the report, and who acts next. */
  nextStep: memberProcedure.input(submissionKey).query(({ ctx, input }) => getNextStep(ctx, input)),

  activity: memberProcedure
    .input(submissionKey.extend({ activity: code }))
    .query(({ ctx, input }) => getActivityEntry(ctx, input)),

  indicator: memberProcedure
    .input(submissionKey.extend({ indicator: code }))
    .query(({ ctx, input }) => getIndicatorEntry(ctx, input)),

  /** The same with all else that their own pages show. */
  activityPage: memberProcedure
    .input(submissionKey.extend({ activity: code }))
    .query(({ ctx, input }) => getActivityPage(ctx, input)),

  indicatorPage: memberProcedure
    .input(submissionKey.extend({ indicator: code }))
    .query(({ ctx, input }) => getIndicatorPage(ctx, input)),

  /** Where "Save and continue" leads. */
  gapAfter: memberProcedure
    .input(submissionKey.extend({ kind: z.enum(['activity', 'indicator']), code }))
    .query(({ ctx, input }) => findGapAfter(ctx, input)),

  /** All indicators of one thematic area, for the grid. */
  area: memberProcedure
    .input(submissionKey.extend({ area: code }))
    .query(({ ctx, input }) => listAreaEntries(ctx, input)),

  /** What starting from the last round would copy. */
  copyable: memberProcedure.input(submissionKey).query(({ ctx, input }) => listCopyable(ctx, input)),

  check: memberProcedure.input(submissionKey).query(({ ctx, input }) => checkSheet(ctx, input)),

  /** The same with the sheet and the viewer's next step, for the pages that show all of it. */
  checkPage: memberProcedure.input(submissionKey).query(({ ctx, input }) => getCheckPage(ctx, input)),

  history: memberProcedure
    .input(
      submissionKey.extend({
        code: code.optional(),
        beforeId: z.number().int().positive().optional(),
        limit: z.number().int().min(1).max(200).default(50),
      }),
    )
    .query(({ ctx, input }) => listHistory(ctx, input)),

  questions: memberProcedure.input(submissionKey).query(({ ctx, input }) => listQuestions(ctx, input)),

  receipts: memberProcedure.input(submissionKey).query(({ ctx, input }) => listReceipts(ctx, input)),

  saveActivityReport: memberProcedure
    .input(submissionKey.extend({ requestId }).and(activityReportInputSchema))
    .mutation(async ({ ctx, input }) => {
      const { round, reporter, requestId: id, ...activity } = input;
      const saved = await saveReport(
        ctx,
        { round, reporter, requestId: id, activities: [activity], indicators: [] },
        true,
      );
      return saved.activities[0];
    }),

  saveIndicatorValues: memberProcedure
    .input(submissionKey.extend({ requestId }).and(indicatorValuesInputSchema))
    .mutation(async ({ ctx, input }) => {
      const { round, reporter, requestId: id, ...indicator } = input;
      const saved = await saveReport(
        ctx,
        { round, reporter, requestId: id, activities: [], indicators: [indicator] },
        true,
      );
      return saved.indicators[0];
    }),

  /** Many items at once, all or none. */
  saveReport: memberProcedure
    .input(
      submissionKey.extend({
        requestId,
        activities: z.array(activityReportInputSchema).max(500).default([]),
        indicators: z.array(indicatorValuesInputSchema).max(500).default([]),
      }),
    )
    .mutation(({ ctx, input }) => saveReport(ctx, input)),

  /** Copies last round's answers into items that nobody has written on, marked until somebody confirms them. */
  startFromLast: memberProcedure
    .input(
      submissionKey.extend({
        requestId,
        activities: z.array(code).max(500).optional(),
        indicators: z.array(code).max(500).optional(),
      }),
    )
    .mutation(({ ctx, input }) => startFromLast(ctx, input)),

  confirmCopied: memberProcedure
    .input(
      submissionKey.extend({
        requestId,
        activities: z
          .array(z.object({ activity: code, version }))
          .max(500)
          .default([]),
        indicators: z
          .array(z.object({ indicator: code, version }))
          .max(500)
          .default([]),
      }),
    )
    .mutation(({ ctx, input }) => confirmCopied(ctx, input)),

  /** Puts an answer back to how it stood before a change, as a new save. */
  restore: memberProcedure
    .input(
      submissionKey.extend({
        requestId,
        kind: z.enum(['activity', 'indicator']),
        code,
        revision: z.number().int().positive(),
        version,
      }),
    )
    .mutation(({ ctx, input }) => restoreAnswer(ctx, input)),

  answerQuery: memberProcedure
    .input(
      submissionKey.extend({
        query: z.number().int().positive(),
        answer: z.string().max(20_000),
        version,
        requestId,
      }),
    )
    .mutation(({ ctx, input }) => answerQuery(ctx, input)),

  clear: memberProcedure
    .input(moveInput.extend({ pack: z.string().max(40).optional() }))
    .mutation(({ ctx, input }) => clearReport(ctx, input)),
  sendBack: memberProcedure.input(moveInput).mutation(({ ctx, input }) => sendBackReport(ctx, input)),
  submit: memberProcedure.input(moveInput).mutation(({ ctx, input }) => submitReport(ctx, input)),
  withdraw: memberProcedure.input(moveInput).mutation(({ ctx, input }) => withdrawReport(ctx, input)),
});
