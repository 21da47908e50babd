import { z } from 'zod';
import { hashSessionCookie } from '#server/auth/session-key.ts';
import { treeFilters } from '#server/domain/review/review-tree.calculations.ts';
import { queueFilterSchema } from '#server/domain/review/queue-filter.rules.ts';
import { getBoard } from '#server/queries/review/get-board.query.ts';
import { getReceivedReport } from '#server/queries/review/get-received-report.query.ts';
import { getReviewDecision } from '#server/queries/review/get-review-decision.query.ts';
import { getReview } from '#server/queries/review/get-review.query.ts';
import { getReviewRules } from '#server/queries/review/get-review-rules.query.ts';
import { getOwnAcceptance } from '#server/queries/review/list-acceptances.query.ts';
import { listPhrases } from '#server/queries/review/list-phrases.query.ts';
import { listReviewers } from '#server/queries/review/list-reviewers.query.ts';
import { listSavedViews } from '#server/queries/review/list-saved-views.query.ts';
import { listQueue } from '#server/queries/review/list-queue.query.ts';
import { recordSeen } from '#server/use-cases/audit/record-seen.ts';
import { assignReviewer } from '#server/use-cases/review/assign-reviewer.ts';
import { acceptMany } from '#server/use-cases/review/accept-many.ts';
import { acceptReport } from '#server/use-cases/review/accept-report.ts';
import { markItems, undoMarks } from '#server/use-cases/review/mark-items.ts';
import { raiseQuery, removeQuery, resolveQuery } from '#server/use-cases/review/raise-query.ts';
import { reopenReport } from '#server/use-cases/review/reopen-report.ts';
import { returnReport } from '#server/use-cases/review/return-report.ts';
import { saveCompilerNote } from '#server/use-cases/review/save-compiler-note.ts';
import { saveEditorialText } from '#server/use-cases/review/save-editorial-text.ts';
import { sendRaisedQueries } from '#server/use-cases/review/send-queries.ts';
import { deleteView, saveView } from '#server/use-cases/review/save-view.ts';
import { savePhrase } from '#server/use-cases/review/save-phrase.ts';
import { setReviewRule } from '#server/use-cases/review/set-review-rule.ts';
import { undoAcceptance } from '#server/use-cases/review/undo-acceptance.ts';
import { startReview } from '#server/use-cases/review/review-report.ts';
import { memberProcedure, router } from '../init.ts';
import { moveInput, submissionKey } from './submission.router.ts';

const queryInput = z.object({
  subject: z.enum(['activity', 'indicator']),
  code: z.string().min(1).max(30),
  field: z.string().min(1).max(200),
  question: z.string().max(20_000),
});
const queries = z.array(queryInput).max(200).optional();
const item = z.object({ subject: z.enum(['activity', 'indicator']), code: z.string().min(1).max(30) });
const words = z.string().max(40_000);
const storedId = z.number().int().positive();
const { version, requestId } = moveInput.shape;
const reportRead = submissionKey.extend({ version });
const oneQuery = submissionKey.extend({ query: z.number().int().positive() });

export const reviewRouter = router({
  /** Reports that wait for the secretariat: what asks most to be looked at first, with why. */
  queue: memberProcedure
    .input(z.object({ plan: z.string().max(60).optional() }).optional())
    .query(({ ctx, input }) => listQueue(ctx, input)),
  /** Officers who can be assigned to review a report. */
  reviewers: memberProcedure.query(({ ctx }) => listReviewers(ctx)),
  /** Assigns an officer to review reports, or nobody. */
  assign: memberProcedure
    .input(
      z.object({
        reports: z.array(submissionKey).max(500),
        reviewer: z.string().min(1).max(100).nullable(),
        requestId,
      }),
    )
    .mutation(({ ctx, input }) => assignReviewer(ctx, input)),
  /** Views of the queue that the viewer has named. */
  views: memberProcedure.query(({ ctx }) => listSavedViews(ctx)),
  saveView: memberProcedure
    .input(z.object({ title: z.string().max(1000), filter: queueFilterSchema }))
    .mutation(({ ctx, input }) => saveView(ctx, input)),
  deleteView: memberProcedure
    .input(z.object({ id: storedId }))
    .mutation(({ ctx, input }) => deleteView(ctx, input)),
  /** Where every report of a round stands. */
  board: memberProcedure
    .input(submissionKey.pick({ round: true }))
    .query(({ ctx, input }) => getBoard(ctx, input)),
  /** One item of a report with the list of all. Noted in the audit, once a day. */
  get: memberProcedure
    .input(
      submissionKey.extend({ item: z.string().max(50).optional(), filter: z.enum(treeFilters).optional() }),
    )
    .query(async ({ ctx, input }) => {
      const review = await getReview(ctx, input);
      const { round, reporter } = input;
      if (review.shown !== 'nothing') {
        await recordSeen(ctx, { event: 'opened', subject: 'report', round, reporter });
      }
      return review;
    }),
  /** All of a report as it was received last. Noted in the audit, once a day. */
  whole: memberProcedure.input(submissionKey).query(async ({ ctx, input }) => {
    const report = await getReceivedReport(ctx, input);
    if (report.content) await recordSeen(ctx, { event: 'opened', subject: 'report', ...input });
    return report;
  }),
  /** A report as a whole, for whoever decides about it. */
  decision: memberProcedure.input(submissionKey).query(({ ctx, input }) => getReviewDecision(ctx, input)),
  start: memberProcedure.input(submissionKey).mutation(({ ctx, input }) => startReview(ctx, input)),
  raiseQuery: memberProcedure
    .input(submissionKey.extend({ ...queryInput.shape, requestId: moveInput.shape.requestId }))
    .mutation(({ ctx, input }) => raiseQuery(ctx, input)),
  removeQuery: memberProcedure.input(oneQuery).mutation(({ ctx, input }) => removeQuery(ctx, input)),
  resolveQuery: memberProcedure.input(oneQuery).mutation(({ ctx, input }) => resolveQuery(ctx, input)),
  return: memberProcedure
    .input(moveInput.extend({ scope: z.enum(['all', 'queried']).optional(), queries }))
    .mutation(({ ctx, input }) => returnReport(ctx, input)),
  accept: memberProcedure.input(moveInput).mutation(({ ctx, input }) => acceptReport(ctx, input)),
  reopen: memberProcedure
    .input(moveInput.extend({ queries }))
    .mutation(({ ctx, input }) => reopenReport(ctx, input)),

  /** Sends the questions that were raised so far; the report stays submitted. */
  sendQueries: memberProcedure
    .input(submissionKey.extend({ requestId }))
    .mutation(({ ctx, input }) => sendRaisedQueries(ctx, input)),
  /** Marks items as looked at by the viewer, or takes the marks back. */
  markItems: memberProcedure
    .input(submissionKey.extend({ items: z.array(item).min(1).max(500), looked: z.boolean() }))
    .mutation(({ ctx, input }) => markItems(ctx, input)),
  /** Takes back what was marked at one moment. */
  undoMarks: memberProcedure
    .input(submissionKey.extend({ at: z.iso.datetime() }))
    .mutation(({ ctx, input }) => undoMarks(ctx, input)),
  /** Accepts exactly these reports by one act. */
  acceptMany: memberProcedure
    .input(z.object({ filter: queueFilterSchema, reports: z.array(reportRead).max(500), requestId }))
    .mutation(({ ctx, input }) => acceptMany(ctx, { ...input, session: hashSessionCookie(ctx.headers) })),
  /** The viewer's last act of that kind in this sign-in, which can be taken back. */
  ownAcceptance: memberProcedure.query(({ ctx }) =>
    getOwnAcceptance(ctx, { session: hashSessionCookie(ctx.headers) }),
  ),
  undoAcceptance: memberProcedure
    .input(z.object({ id: storedId, requestId }))
    .mutation(({ ctx, input }) => undoAcceptance(ctx, { ...input, session: hashSessionCookie(ctx.headers) })),
  /** Phrases for questions, ended ones too. */
  phrases: memberProcedure.query(({ ctx }) => listPhrases(ctx)),
  savePhrase: memberProcedure
    .input(z.object({ id: storedId.nullable(), version, title: words, words, ended: z.boolean(), requestId }))
    .mutation(({ ctx, input }) => savePhrase(ctx, input)),
  /** A note for whoever compiles the round. */
  saveCompilerNote: memberProcedure
    .input(
      submissionKey.extend({
        id: storedId.nullable(),
        version,
        item: item.nullable(),
        words,
        ended: z.boolean(),
        requestId,
      }),
    )
    .mutation(({ ctx, input }) => saveCompilerNote(ctx, input)),
  /** The secretariat's wording beside the reporter's own. */
  saveEditorialText: memberProcedure
    .input(
      submissionKey.extend({
        ...item.shape,
        field: z.string().min(1).max(200),
        words,
        withdrawn: z.boolean(),
        version,
        requestId,
      }),
    )
    .mutation(({ ctx, input }) => saveEditorialText(ctx, input)),
  rules: memberProcedure.query(({ ctx }) => getReviewRules(ctx)),
  /** Whether two people have to find a report right. */
  setRule: memberProcedure
    .input(z.object({ twoPersons: z.boolean(), version }))
    .mutation(({ ctx, input }) => setReviewRule(ctx, input)),
});
