import { z } from 'zod';
import { referenceListNames } from '#server/domain/reference/reference-lists.ts';
import {
  getReferenceList,
  getReferenceRow,
  listReferenceLists,
} from '#server/queries/reference/get-reference-lists.query.ts';
import { mostReferenceChanges } from '#server/domain/reference/reference-workbook.rules.ts';
import { previewReferenceWorkbook } from '#server/use-cases/reference/preview-reference-workbook.ts';
import {
  endReferenceRow,
  importReferenceRows,
  saveReferenceRow,
} from '#server/use-cases/reference/save-reference-row.ts';
import { memberProcedure, router } from '../init.ts';

const list = z.enum(referenceListNames);
const row = z.string().max(200);
const text = z.string().max(10_000);
const version = z.string().max(80);
const cells = z.record(z.string().max(40), text);
const words = z.record(z.string().max(40), z.record(z.string().max(10), text));
const requestId = z.string().max(60).optional();

/** The lists of the tracker: states, agencies, statuses and the like. */
export const referenceRouter = router({
  lists: memberProcedure.query(({ ctx }) => listReferenceLists(ctx)),
  list: memberProcedure.input(z.object({ list })).query(({ ctx, input }) => getReferenceList(ctx, input)),
  row: memberProcedure
    .input(z.object({ list, row: row.nullable() }))
    .query(({ ctx, input }) => getReferenceRow(ctx, input)),
  save: memberProcedure
    .input(
      z.object({
        list,
        row: row.nullable(),
        version,
        cells,
        words,
        after: row.nullable(),
        requestId,
      }),
    )
    .mutation(({ ctx, input }) => saveReferenceRow(ctx, input)),
  end: memberProcedure
    .input(z.object({ list, row, version, ended: z.boolean(), requestId }))
    .mutation(({ ctx, input }) => endReferenceRow(ctx, input)),
  /** What a workbook of the lists would change, and its wrong cells; nothing is saved. */
  preview: memberProcedure
    .input(
      z.object({
        content: z.string().max(36 * 1024 * 1024),
        /** In bytes, where the upload was too large to be sent on at all. */
        size: z.number().int().min(0).optional(),
      }),
    )
    .mutation(({ ctx, input }) => previewReferenceWorkbook(ctx, input)),
  import: memberProcedure
    .input(
      z.object({
        rows: z
          .array(z.object({ list, row: row.nullable(), version, cells, words, ended: z.boolean() }))
          .min(1)
          .max(mostReferenceChanges),
        requestId,
      }),
    )
    .mutation(({ ctx, input }) => importReferenceRows(ctx, input)),
});
