import { z } from 'zod';
import { reportFormats } from '#server/domain/report/document.types.ts';
import { editionRules } from '#server/domain/publication/edition-rule.rules.ts';
import {
  approvalParts,
  documentParts,
  editionGroups,
  editionKeys,
  reviewParts,
} from '#server/domain/report/edition.rules.ts';
import { compareDrafts } from '#server/queries/edition/compare-drafts.query.ts';
import { getEditionPage, getReportFile } from '#server/queries/edition/get-edition.query.ts';
import { getEditionRule } from '#server/queries/edition/get-edition-rule.query.ts';
import { listOwnEditions } from '#server/queries/edition/list-own-editions.query.ts';
import { requireOwnPassword } from '#server/auth/require-own-password.ts';
import { listDrafts } from '#server/queries/edition/list-drafts.query.ts';
import { recordSeen } from '#server/use-cases/audit/record-seen.ts';
import { approveDraft } from '#server/use-cases/edition/approve-draft.ts';
import { createDraft } from '#server/use-cases/edition/create-draft.ts';
import { previewEditionRules } from '#server/use-cases/edition/preview-edition-rules.ts';
import { setEditionRule } from '#server/use-cases/edition/set-edition-rule.ts';
import { requestFiles } from '#server/use-cases/edition/request-files.ts';
import { memberProcedure, router } from '../init.ts';
import { getRequestInfo, password } from './session.router.ts';

const round = z.string().min(1).max(30);
const number = z.number().int().min(1).max(1_000_000);
const words = z.string().max(20_000).optional();
const edition = z.string().min(1).max(100);

export const editionRouter = router({
  /** The drafts of a round's report, with editions, files, signatures and how far the files are. */
  list: memberProcedure.input(z.object({ round })).query(({ ctx, input }) => listDrafts(ctx, input)),
  createDraft: memberProcedure
    .input(
      z.object({
        round,
        meeting: words,
        meetingOn: z.iso.date().optional(),
        // A picture of at most 2 MB in base64.
        emblem: z.base64().max(2_800_000).nullish(),
        parts: z
          .partialRecord(z.enum(editionKeys), z.array(z.enum([...documentParts, ...reviewParts])).max(30))
          .optional(),
        note: words,
        requestId: z.string().optional(),
      }),
    )
    .mutation(({ ctx, input }) => createDraft(ctx, input)),
  /** The rule for the restricted editions of a round, with its history. */
  rule: memberProcedure.input(z.object({ round })).query(({ ctx, input }) => getEditionRule(ctx, input)),
  /** What restricted editions would show by each rule; takes seconds. */
  ruleEffects: memberProcedure
    .input(z.object({ round }))
    .query(({ ctx, input }) => previewEditionRules(ctx, input)),
  setRule: memberProcedure
    .input(
      z.object({
        round,
        rule: z.literal(editionRules),
        before: z.literal(editionRules),
        reason: z.string().max(20_000),
      }),
    )
    .mutation(({ ctx, input }) => setEditionRule(ctx, input)),
  requestFiles: memberProcedure
    .input(z.object({ round, number, group: z.enum(editionGroups) }))
    .mutation(({ ctx, input }) => requestFiles(ctx, input)),
  approve: memberProcedure
    .input(
      z.object({
        round,
        number,
        part: z.enum(approvalParts),
        sha256: z.string().max(64),
        note: words,
        /** Whoever signs types it again. */
        password,
      }),
    )
    .mutation(async ({ ctx, input: { password: typed, ...input } }) => {
      const asked = { operation: 'edition.approve', password: typed } as const;
      await requireOwnPassword(ctx, ctx.accounts, asked, getRequestInfo(ctx));
      return approveDraft(ctx, input);
    }),
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
