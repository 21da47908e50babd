import { z } from 'zod';
import { listMail, mailStatuses } from '#server/queries/mail/list-mail.query.ts';
import { getOutboxMail, listOutbox } from '#server/queries/mail/read-outbox.query.ts';
import { resendMail } from '#server/use-cases/mail/resend-mail.ts';
import { memberProcedure, router } from '../init.ts';

const mailKey = z.object({ mail: z.number().int().positive().max(2_000_000_000) });

export const mailRouter = router({
  /** Who got what when, and what became of it; never what it says. */
  list: memberProcedure
    .input(
      z.object({
        page: z.number().int().min(1).max(100_000).default(1),
        kind: z.string().max(60).optional(),
        status: z.enum(mailStatuses).optional(),
        person: z.string().max(200).optional(),
      }),
    )
    .query(({ ctx, input }) => listMail(ctx, input)),
  resend: memberProcedure.input(mailKey).mutation(({ ctx, input }) => resendMail(ctx, input)),
  /** Mail that lies in the outbox; in the demo only. */
  outbox: memberProcedure.query(({ ctx }) => listOutbox(ctx)),
  outboxMail: memberProcedure.input(mailKey).query(({ ctx, input }) => getOutboxMail(ctx, input)),
});
