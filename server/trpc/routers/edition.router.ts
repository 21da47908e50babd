import { z } from 'zod';
import { reportFormats } from '#server/domain/report/document.types.ts';
import { approvalParts, editionGroups } from '#server/domain/report/edition.rules.ts';
import { compareDrafts } from '#server/queries/edition/compare-drafts.query.ts';
import { getEditionPage, getReportFile } from '#server/queries/edition/get-edition.query.ts';
import { listOwnEditions } from '#server/queries/edition/list-own-editions.query.ts';
import { listDrafts } from '#server/queries/edition/list-drafts.query.ts';
import { recordSeen } from '#server/use-cases/audit/record-seen.ts';
import { approveDraft } from '#server/use-cases/edition/approve-draft.ts';
import { createDraft } from '#server/use-cases/edition/create-draft.ts';
import { requestFiles } from '#server/use-cases/edition/request-files.ts';
import { memberProcedure, router } from '../init.ts';

const round = z.string().min(1).max(30);
const number = z.number().int().min(1).max(1_000_000);
const words = z.string().max(20_000).optional();
const edition = z.string().min(1).max(100);

export const editionRouter = router({
  /** The drafts of a round's report, with editions, files, signatures and how far the files are. */
  list: memberProcedure.input(z.object({ round })).query(({ ctx, input }) => listDrafts(ctx, input)),
  createDraft: memberProcedure
    .input(z.object({ round, meeting: words, note: words, requestId: z.string().optional() }))
    .mutation(({ ctx, input }) => createDraft(ctx, input)),
  requestFiles: memberProcedure
    .input(z.object({ round, number, group: z.enum(editionGroups) }))
    .mutation(({ ctx, input }) => requestFiles(ctx, input)),
  approve: memberProcedure
    .input(z.object({ round, number, part: z.enum(approvalParts), sha256: z.string().max(64), note: words }))
    .mutation(({ ctx, input }) => approveDraft(ctx, input)),
  /** The editions that are about one's own state, draft by draft. */
  listOwn: memberProcedure
    .input(z.object({ round, reporter: z.string().min(1).max(30) }))
    .query(({ ctx, input }) => listOwnEditions(ctx, input)),
  /** One edition as a page. */
  get: memberProcedure
    .input(z.object({ round, draft: number, edition }))
    .query(({ ctx, input }) => getEditionPage(ctx, input)),
  compare: memberProcedure
    .input(z.object({ round, edition, before: number, after: number }))
    .query(({ ctx, input }) => compareDrafts(ctx, input)),
  /** A file of a draft. For pages inside the server, which pass its pieces on. */
  open: memberProcedure
    .input(z.object({ round, draft: number, edition, format: z.enum(reportFormats) }))
    .query(async ({ ctx, input }) => {
      const file = await getReportFile(ctx, input);
      const subject = `report, ${input.edition}, draft ${input.draft}, ${input.format}`;
      await recordSeen(ctx, { event: 'downloaded', round: input.round, subject });
      return file;
    }),
});
