import { z } from 'zod';
import { getCalendarFile } from '#server/queries/round/get-calendar-file.query.ts';
import { listReminders } from '#server/queries/round/list-reminders.query.ts';
import { listRounds } from '#server/queries/round/list-rounds.query.ts';
import { openRoundValues } from '#server/queries/round/stream-round-values.query.ts';
import { closeRound } from '#server/use-cases/round/close-round.ts';
import { extendReport } from '#server/use-cases/round/extend-report.ts';
import { openRound } from '#server/use-cases/round/open-round.ts';
import { remindReporter } from '#server/use-cases/round/remind-reporter.ts';
import { memberProcedure, router } from '../init.ts';

const roundKey = z.object({ round: z.string().min(1).max(20) });
const reporterCode = z.string().min(1).max(20);

export const roundRouter = router({
  list: memberProcedure.query(({ ctx }) => listRounds(ctx)),
  open: memberProcedure.input(roundKey).mutation(({ ctx, input }) => openRound(ctx, input)),
  close: memberProcedure.input(roundKey).mutation(({ ctx, input }) => closeRound(ctx, input)),
  /** Gives one reporter more time, with a reason. */
  extend: memberProcedure
    .input(
      roundKey.extend({
        reporter: reporterCode,
        dueOn: z.string().max(20),
        reason: z.string().max(20_000),
        requestId: z.string().optional(),
      }),
    )
    .mutation(({ ctx, input }) => extendReport(ctx, input)),
  /** Who owes, who was reminded when, who was given more time. */
  reminders: memberProcedure.input(roundKey).query(({ ctx, input }) => listReminders(ctx, input)),
  /** Reminds those who owe the report of one reporter; without a reporter, all who owe one of the round. */
  remind: memberProcedure
    .input(roundKey.extend({ reporter: reporterCode.optional() }))
    .mutation(({ ctx, input }) => remindReporter(ctx, input)),
  /** The days of one's own reports, for a calendar. */
  calendarFile: memberProcedure
    .input(
      z.object({
        origin: z
          .string()
          .max(300)
          .regex(/^https?:\/\/[^/\s]+$/),
      }),
    )
    .query(({ ctx, input }) => getCalendarFile(ctx, input)),
  /** All values of a round as CSV, in pieces. For pages inside the server, which pass the pieces on. */
  valuesCsv: memberProcedure.input(roundKey).query(({ ctx, input }) => openRoundValues(ctx, input)),
});
