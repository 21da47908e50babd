import { z } from 'zod';
import { statementKinds, supportKinds } from '#server/domain/support/support.schema.ts';
import { getSupport, listSupports } from '#server/queries/support/get-supports.query.ts';
import { listOwnSupports } from '#server/queries/support/list-own-supports.query.ts';
import { answerSupport } from '#server/use-cases/support/answer-support.ts';
import { recordExchangeRate } from '#server/use-cases/support/record-exchange-rate.ts';
import { previewIatiFile } from '#server/use-cases/support/preview-iati-file.ts';
import { importSupports, saveSupport } from '#server/use-cases/support/save-support.ts';
import { memberProcedure, router } from '../init.ts';

const code = z.string().min(1).max(40);
const plan = z.string().min(1).max(60).optional();
const word = z.string().max(60);
const text = z.string().max(5000);
const requestId = z.string().optional();

export const supportFilter = z.object({
  partner: word.optional(),
  kind: z.enum(supportKinds).optional(),
  area: word.optional(),
  shown: z.boolean().optional(),
});

const typedSupport = z.object({
  partner: word,
  kind: word,
  part: word,
  subject: word,
  description: text,
  carriedOutBy: text,
  receivers: z.array(word).max(100),
  source: text,
  iatiIdentifier: text,
  withdrawn: z.boolean(),
  amounts: z
    .array(z.object({ stage: word, year: word, currency: word, amount: word, source: text }))
    .max(100),
});

/** What partners give to a plan. */
export const supportRouter = router({
  list: memberProcedure
    .input(z.object({ plan, filter: supportFilter.optional() }))
    .query(({ ctx, input }) => listSupports(ctx, input)),
  get: memberProcedure
    .input(z.object({ plan, code: code.optional() }))
    .query(({ ctx, input }) => getSupport(ctx, input)),
  save: memberProcedure
    .input(
      z.object({
        plan,
        code: code.optional(),
        version: z.number().int().min(0).max(2_147_483_647),
        fields: typedSupport,
        requestId,
      }),
    )
    .mutation(({ ctx, input }) => saveSupport(ctx, input)),
  /** Reads a partner's IATI file, in base64, and says what would become of each activity; saves nothing. */
  previewIati: memberProcedure
    .input(
      z.object({
        plan,
        partner: word,
        fileName: z.string().max(1000),
        content: z.string().max(36 * 1024 * 1024),
        /** In bytes, where the upload was too large to be sent on at all. */
        size: z.number().int().min(0).optional(),
      }),
    )
    .mutation(({ ctx, input }) => previewIatiFile(ctx, input)),
  importIati: memberProcedure
    .input(
      z.object({
        plan,
        rows: z
          .array(
            z.object({
              code: code.optional(),
              version: z.number().int().min(0).max(2_147_483_647),
              fields: typedSupport,
            }),
          )
          .min(1)
          .max(500),
        requestId,
      }),
    )
    .mutation(({ ctx, input }) => importSupports(ctx, input)),
  /** What one's own organisation gives, for a partner's person. */
  own: memberProcedure.query(({ ctx }) => listOwnSupports(ctx)),
  answer: memberProcedure
    .input(
      z.object({
        plan: z.string().min(1).max(60),
        code,
        version: z.number().int().min(1).max(2_147_483_647),
        kind: z.enum(statementKinds),
        text: z.string().max(5000).default(''),
        requestId,
      }),
    )
    .mutation(({ ctx, input }) => answerSupport(ctx, input)),
  recordRate: memberProcedure
    .input(z.object({ currency: word, day: word, dollars: word, source: text, requestId }))
    .mutation(({ ctx, input }) => recordExchangeRate(ctx, input)),
});
