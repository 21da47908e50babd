import { z } from 'zod';
import { getConsentMatrix } from '#server/queries/consent/get-consent-matrix.query.ts';
import { getConsent } from '#server/queries/consent/get-consent.query.ts';
import { answerConsent } from '#server/use-cases/consent/answer-consent.ts';
import { requestConsent } from '#server/use-cases/consent/request-consent.ts';
import { memberProcedure, publicProcedure, router } from '../init.ts';
import { linkToken } from './session.router.ts';

const code = z.string().min(1).max(40);

/** Whether a reporter's own figures may be shown: what each lets be shown, asking, and answering by a link. */
export const consentRouter = router({
  matrix: memberProcedure
    .input(z.object({ round: code }))
    .query(({ ctx, input }) => getConsentMatrix(ctx, input)),
  request: memberProcedure
    .input(
      z.object({
        round: code,
        reporter: code,
        indicators: z.array(code).max(300),
        message: z.string().max(20_000).optional(),
        requestId: z.string().optional(),
      }),
    )
    .mutation(({ ctx, input }) => requestConsent(ctx, input)),

  /** For whoever holds the link. Links that are unknown, too old or about another report have one answer. */
  get: publicProcedure
    .input(z.object({ token: linkToken }))
    .query(({ ctx, input }) => getConsent(ctx, input, ctx.ip)),
  answer: publicProcedure
    .input(z.object({ token: linkToken, answers: z.record(code, z.boolean()) }))
    .mutation(({ ctx, input }) => answerConsent(ctx, input, ctx.ip)),
});
