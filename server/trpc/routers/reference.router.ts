import { z } from 'zod';
import { referenceListNames } from '#server/domain/reference/reference-lists.ts';
import {
  getReferenceList,
  getReferenceRow,
  listReferenceLists,
} from '#server/queries/reference/get-reference-lists.query.ts';
import { endReferenceRow, saveReferenceRow } from '#server/use-cases/reference/save-reference-row.ts';
import { memberProcedure, router } from '../init.ts';

const list = z.enum(referenceListNames);
const row = z.string().max(200);
const text = z.string().max(10_000);
const version = z.string().max(80);
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
        cells: z.record(z.string().max(40), text),
        words: z.record(z.string().max(40), z.record(z.string().max(10), text)),
        after: row.nullable(),
        requestId,
      }),
    )
    .mutation(({ ctx, input }) => saveReferenceRow(ctx, input)),
  end: memberProcedure
    .input(z.object({ list, row, version, ended: z.boolean(), requestId }))
    .mutation(({ ctx, input }) => endReferenceRow(ctx, input)),
});
