import { z } from 'zod';
import { getComparability } from '#server/queries/report/get-comparability.query.ts';
import { getReportDesk } from '#server/queries/report/get-report-desk.query.ts';
import { compareSectionVersions, getReportSection } from '#server/queries/report/get-report-section.query.ts';
import { addComment, resolveComment } from '#server/use-cases/report/comment-on-section.ts';
import { saveComparabilityNote } from '#server/use-cases/report/save-comparability-note.ts';
import { restoreSection, saveSection } from '#server/use-cases/report/save-section.ts';
import { memberProcedure, router } from '../init.ts';

const code = z.string().min(1).max(60);
const number = z.number().int().min(0).max(2_000_000_000);
// Longer than is taken, so that the answer is a sentence at the field.
const words = z.string().max(200_000);
const requestId = z.string().max(60).optional();
const section = z.object({ round: code, key: z.string().min(1).max(140) });

/** The words of the report: sections, versions, comments, and what limits comparisons. */
export const reportRouter = router({
  desk: memberProcedure.input(z.object({ round: code })).query(({ ctx, input }) => getReportDesk(ctx, input)),
  section: memberProcedure.input(section).query(({ ctx, input }) => getReportSection(ctx, input)),
  compareVersions: memberProcedure
    .input(section.extend({ earlier: number, later: number }))
    .query(({ ctx, input }) => compareSectionVersions(ctx, input)),
  saveSection: memberProcedure
    .input(section.extend({ version: number, text: words, requestId }))
    .mutation(({ ctx, input }) => saveSection(ctx, input)),
  restoreSection: memberProcedure
    .input(section.extend({ version: number, restore: number, requestId }))
    .mutation(({ ctx, input }) => restoreSection(ctx, input)),
  addComment: memberProcedure
    .input(section.extend({ answers: number.nullable(), text: words, requestId }))
    .mutation(({ ctx, input }) => addComment(ctx, input)),
  resolveComment: memberProcedure
    .input(z.object({ comment: number, resolved: z.boolean() }))
    .mutation(({ ctx, input }) => resolveComment(ctx, input)),
  comparability: memberProcedure
    .input(z.object({ round: code, indicator: code.optional() }))
    .query(({ ctx, input }) => getComparability(ctx, input)),
  saveComparabilityNote: memberProcedure
    .input(
      z.object({
        id: number.nullable(),
        version: number,
        plan: code,
        indicator: z.string().max(60),
        reporter: z.string().max(60).nullable(),
        from: z.string().max(60).nullable(),
        until: z.string().max(60).nullable(),
        kind: z.string().max(60),
        note: words,
        withdrawn: z.boolean(),
        requestId,
      }),
    )
    .mutation(({ ctx, input }) => saveComparabilityNote(ctx, input)),
});
