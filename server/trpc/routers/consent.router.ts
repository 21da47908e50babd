import { z } from 'zod';
import { getConsentMatrix } from '#server/queries/consent/get-consent-matrix.query.ts';
import { findConsent, getConsent } from '#server/queries/consent/get-consent.query.ts';
import { listOpenConsents } from '#server/queries/consent/list-open-consents.query.ts';
import { changeConsent } from '#server/use-cases/consent/change-consent.ts';
import { answerConsent } from '#server/use-cases/consent/answer-consent.ts';
import { requestConsent } from '#server/use-cases/consent/request-consent.ts';
import { memberProcedure, router } from '../init.ts';
import { linkToken } from './session.router.ts';

const code = z.string().min(1).max(40);
const question = z.number().int().positive().max(2_000_000_000);

/** Whether a reporter's own figures may be shown: what each lets be shown, asking, answering, changing an answer. */
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

  /** For the focal points and clearing officers of the reporter; to everybody else there is no such question. */
  get: memberProcedure.input(z.object({ question })).query(({ ctx, input }) => getConsent(ctx, input)),
  /** Where a link from before leads. It gives no right. */
  find: memberProcedure
    .input(z.object({ token: linkToken }))
    .query(({ ctx, input }) => findConsent(ctx, input)),
  listOpen: memberProcedure.query(({ ctx }) => listOpenConsents(ctx)),
  answer: memberProcedure
    .input(z.object({ question, answers: z.record(code, z.boolean()) }))
    .mutation(({ ctx, input }) => answerConsent(ctx, input)),
  change: memberProcedure
    .input(
      z.object({
        question,
        indicator: code,
        agreed: z.boolean(),
        insteadOf: z.number().int().positive().max(Number.MAX_SAFE_INTEGER),
        reason: z.string().max(20_000),
      }),
    )
    .mutation(({ ctx, input }) => changeConsent(ctx, input)),
});
