import { z } from 'zod';
import { auditFilter } from '#server/domain/audit/audit-filter.schema.ts';
import { referenceListNames } from '#server/domain/reference/reference-lists.ts';
import { getListWorkbook } from '#server/queries/list-file/get-list-workbook.query.ts';
import { type ListName, listTables } from '#server/queries/list-file/list-tables.ts';
import { recordSeen } from '#server/use-cases/audit/record-seen.ts';
import { memberProcedure, router } from '../init.ts';
import { submissionKey } from './submission.router.ts';

const names = Object.keys(listTables) as [ListName, ...ListName[]];

export const listFileRouter = router({
  /** A list of the desk as a workbook, in base64; each asks for the permission of its page. Noted in the audit. */
  workbook: memberProcedure
    .input(
      submissionKey
        .pick({ round: true })
        .partial()
        .extend({
          list: z.enum(names),
          plan: z.string().max(60).optional(),
          filter: auditFilter.optional(),
          of: z.enum(referenceListNames).optional(),
        }),
    )
    .query(async ({ ctx, input }) => {
      const file = await getListWorkbook(ctx, input);
      await recordSeen(ctx, { event: 'downloaded', subject: `list ${input.list}`, round: input.round });
      return file;
    }),
});
