import { z } from 'zod';
import { getWorkbook } from '#server/queries/workbook/get-workbook.query.ts';
import { listUploads } from '#server/queries/workbook/list-uploads.query.ts';
import { previewWorkbook } from '#server/queries/workbook/preview-workbook.query.ts';
import { acceptWorkbook } from '#server/use-cases/workbook/accept-workbook.ts';
import { uploadWorkbook } from '#server/use-cases/workbook/upload-workbook.ts';
import { memberProcedure, router } from '../init.ts';
import { submissionKey } from './submission.router.ts';

const uploadKey = submissionKey.extend({ upload: z.uuid() });

export const workbookRouter = router({
  /** The workbook with the answers so far, as a file in base64. */
  download: memberProcedure.input(submissionKey).query(({ ctx, input }) => getWorkbook(ctx, input)),

  /** The viewer's own uploads of a report. */
  list: memberProcedure.input(submissionKey).query(({ ctx, input }) => listUploads(ctx, input)),

  /** Reads a filled workbook; changes nothing of the report. */
  upload: memberProcedure
    .input(
      submissionKey.extend({
        fileName: z.string().max(1000),
        // Longer than the limit, so that a large file gets the sentence that is meant for it.
        content: z.string().max(36 * 1024 * 1024),
        /** In bytes, where a file was too large to be sent on at all. */
        size: z.number().int().min(0).optional(),
      }),
    )
    .mutation(({ ctx, input }) => uploadWorkbook(ctx, input)),

  preview: memberProcedure.input(uploadKey).query(({ ctx, input }) => previewWorkbook(ctx, input)),

  /** Takes what was chosen into the report, all or none. */
  accept: memberProcedure
    .input(
      uploadKey.extend({
        requestId: z.string().max(60).optional(),
        stand: z.string().max(64),
        items: z.union([z.literal('all'), z.array(z.string().max(200)).max(2000)]),
        fields: z.array(z.string().max(400)).max(5000).default([]),
      }),
    )
    .mutation(({ ctx, input }) => acceptWorkbook(ctx, input)),
});
