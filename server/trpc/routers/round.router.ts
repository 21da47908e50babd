import { z } from 'zod';
import { getCompleteness } from '#server/queries/round/get-completeness.query.ts';
import { getCalendarFile } from '#server/queries/round/get-calendar-file.query.ts';
import { listRoundEvents } from '#server/queries/round/list-round-events.query.ts';
import { listReminders } from '#server/queries/round/list-reminders.query.ts';
import { listRounds } from '#server/queries/round/list-rounds.query.ts';
import { streamRoundValues } from '#server/queries/round/stream-round-values.query.ts';
import { recordSeen } from '#server/use-cases/audit/record-seen.ts';
import { changeRound } from '#server/use-cases/round/change-round.ts';
import { closeRound } from '#server/use-cases/round/close-round.ts';
import { extendReport } from '#server/use-cases/round/extend-report.ts';
import { extendRound } from '#server/use-cases/round/extend-round.ts';
import { openRound } from '#server/use-cases/round/open-round.ts';
import { remindReporter } from '#server/use-cases/round/remind-reporter.ts';
import { remindSection } from '#server/use-cases/round/remind-section.ts';
import { reopenRound } from '#server/use-cases/round/reopen-round.ts';
import { memberProcedure, router } from '../init.ts';

const roundKey = z.object({ round: z.string().min(1).max(30) });
const reporterCode = z.string().min(1).max(30);
const day = z.string().max(20);
const text = z.string().max(20_000);
const requestId = z.string().max(60).optional();
const planned = z.object({ title: text, opensOn: day, dueOn: day, closesOn: day });

export const roundRouter = router({
  list: memberProcedure
    .input(z.object({ plan: z.string().max(60).optional() }).optional())
    .query(({ ctx, input }) => listRounds(ctx, input)),
  open: memberProcedure.input(roundKey).mutation(({ ctx, input }) => openRound(ctx, input)),
  /** Changes the title and the days of a round that has not opened. */
  change: memberProcedure
    .input(roundKey.extend({ read: planned, planned, requestId }))
    .mutation(({ ctx, input }) => changeRound(ctx, input)),
  close: memberProcedure.input(roundKey).mutation(({ ctx, input }) => closeRound(ctx, input)),
  /** Opens a closed round again until a new last day, with a reason. */
  reopen: memberProcedure
    .input(roundKey.extend({ closesOn: day, reason: text, requestId }))
    .mutation(({ ctx, input }) => reopenRound(ctx, input)),
  /** When the round was opened, closed and opened again, by whom and why. */
  events: memberProcedure.input(roundKey).query(({ ctx, input }) => listRoundEvents(ctx, input)),
  /** Gives one reporter more time, with a reason. */
  extend: memberProcedure
    .input(roundKey.extend({ reporter: reporterCode, dueOn: day, reason: text, requestId }))
    .mutation(({ ctx, input }) => extendReport(ctx, input)),
  /** Gives every reporter whose report is not in more time, with one reason. */
  extendAll: memberProcedure
    .input(roundKey.extend({ dueOn: day, reason: text, requestId }))
    .mutation(({ ctx, input }) => extendRound(ctx, input)),
  /** Reporters by sections: how many items are asked and answered. Numbers only. */
  completeness: memberProcedure.input(roundKey).query(({ ctx, input }) => getCompleteness(ctx, input)),
  /** Reminds the focal points of one report of one section of it. */
  remindSection: memberProcedure
    .input(roundKey.extend({ reporter: reporterCode, section: z.string().min(1).max(60) }))
    .mutation(({ ctx, input }) => remindSection(ctx, input)),
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
  valuesCsv: memberProcedure.input(roundKey).query(async ({ ctx, input }) => {
    const csv = await streamRoundValues(ctx, input);
    await recordSeen(ctx, { event: 'downloaded', subject: 'values', round: input.round });
    return csv;
  }),
});
