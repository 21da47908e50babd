import { z } from 'zod';
import { packFormats, packReferencePattern } from '#server/domain/clearance/clearance-pack.rules.ts';
import { getClearance } from '#server/queries/clearance/get-clearance.query.ts';
import { getPackFile } from '#server/queries/clearance/get-pack-file.query.ts';
import {
  getItemTalk,
  listColleagueTalks,
} from '#server/queries/conversation/list-colleague-comments.query.ts';
import { listThreads } from '#server/queries/conversation/list-threads.query.ts';
import { addColleagueComment } from '#server/use-cases/conversation/add-colleague-comment.ts';
import { createPack } from '#server/use-cases/clearance/create-pack.ts';
import { memberProcedure, router } from '../init.ts';
import { submissionKey } from './submission.router.ts';

export const clearanceRouter = router({
  /** What has changed since the report was cleared last, who wrote what, and which drafts were printed. */
  get: memberProcedure.input(submissionKey).query(({ ctx, input }) => getClearance(ctx, input)),

  /** Keeps the report as it is now under a reference, to be printed for a signature. */
  createPack: memberProcedure
    .input(submissionKey.extend({ requestId: z.string().max(60).optional() }))
    .mutation(({ ctx, input }) => createPack(ctx, input)),

  packFile: memberProcedure
    .input(z.object({ reference: z.string().regex(packReferencePattern), format: z.enum(packFormats) }))
    .query(({ ctx, input }) => getPackFile(ctx, input)),
});

const talkPlace = { subject: z.enum(['activity', 'indicator']), code: z.string().max(40) };

export const conversationRouter = router({
  /** What the secretariat asked about a report and what was answered, field by field. */
  threads: memberProcedure.input(submissionKey).query(({ ctx, input }) => listThreads(ctx, input)),

  /** The items that colleagues of the same reporter talk about among themselves. */
  colleagues: memberProcedure.input(submissionKey).query(({ ctx, input }) => listColleagueTalks(ctx, input)),

  /** What they have said about one item, and who reads it. */
  colleaguesOn: memberProcedure
    .input(submissionKey.extend(talkPlace))
    .query(({ ctx, input }) => getItemTalk(ctx, input)),

  /** Says something to them about an item; whom it mentions is told. */
  comment: memberProcedure
    .input(
      submissionKey.extend({
        ...talkPlace,
        text: z.string().max(20_000),
        requestId: z.string().max(60).optional(),
      }),
    )
    .mutation(({ ctx, input }) => addColleagueComment(ctx, input)),
});
