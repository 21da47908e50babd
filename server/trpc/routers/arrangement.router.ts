import { z } from 'zod';
import {
  getArrangement,
  getOwnArrangement,
  listOwnArrangements,
} from '#server/queries/arrangement/get-arrangement.query.ts';
import { releaseArrangement, saveAccount } from '#server/use-cases/arrangement/save-account.ts';
import { saveArrangement } from '#server/use-cases/arrangement/save-arrangement.ts';
import { memberProcedure, router } from '../init.ts';

const code = z.string().min(1).max(400);
const reporter = z.string().min(1).max(30);
const version = z.number().int().min(0).max(2_147_483_647);
const requestId = z.string().max(60).optional();
const word = z.string().max(60);
// Longer than the stored maximum, so that the rules can explain what is wrong.
const text = z.string().max(20_000);

/** What states have agreed between them, and each state's own account of it. */
export const arrangementRouter = router({
  get: memberProcedure.input(z.object({ code })).query(({ ctx, input }) => getArrangement(ctx, input)),
  save: memberProcedure
    .input(
      z.object({
        code,
        version,
        fields: z.object({
          status: word,
          agreedOn: word,
          aims: z.array(word).max(20),
          contacts: z.array(z.object({ party: word, bodies: text })).max(50),
          countries: text,
          steps: z.array(z.object({ code: word, aim: word, text, plannedOn: word })).max(50),
          results: text,
        }),
        requestId,
      }),
    )
    .mutation(({ ctx, input }) => saveArrangement(ctx, input)),
  listOwn: memberProcedure.query(({ ctx }) => listOwnArrangements(ctx)),
  getOwn: memberProcedure
    .input(z.object({ code, reporter }))
    .query(({ ctx, input }) => getOwnArrangement(ctx, input)),
  report: memberProcedure
    .input(
      z.object({
        code,
        reporter,
        version,
        number: version,
        fields: z.object({
          items: z.array(z.object({ about: word, status: word, on: word, text })).max(100),
          counts: z.array(z.object({ year: z.number().int(), meetings: word, operations: word })).max(20),
        }),
        requestId,
      }),
    )
    .mutation(({ ctx, input }) => saveAccount(ctx, input)),
  release: memberProcedure
    .input(z.object({ code, reporter, version, number: version, parts: z.array(word).max(10), requestId }))
    .mutation(({ ctx, input }) => releaseArrangement(ctx, input)),
});
