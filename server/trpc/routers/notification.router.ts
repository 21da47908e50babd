import { z } from 'zod';
import {
  countNotifications,
  getMailChoice,
  listNotifications,
} from '#server/queries/notification/list-notifications.query.ts';
import {
  markAllNotificationsRead,
  markNotificationRead,
} from '#server/use-cases/notification/mark-notifications.ts';
import { saveMailChoice } from '#server/use-cases/notification/save-mail-choice.ts';
import { memberProcedure, router } from '../init.ts';

const notificationId = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);

export const notificationRouter = router({
  /** What the viewer was told, newest first. */
  list: memberProcedure
    .input(z.object({ before: notificationId.optional() }))
    .query(({ ctx, input }) => listNotifications(ctx, input)),
  /** How many of them are new. */
  count: memberProcedure.query(({ ctx }) => countNotifications(ctx)),
  /** Marks one as read, and answers where it leads. */
  markRead: memberProcedure
    .input(z.object({ notification: notificationId }))
    .mutation(({ ctx, input }) => markNotificationRead(ctx, input)),
  markAllRead: memberProcedure
    .input(z.object({ upTo: notificationId }))
    .mutation(({ ctx, input }) => markAllNotificationsRead(ctx, input)),
  /** Which mails the viewer wants. */
  mailChoice: memberProcedure.query(({ ctx }) => getMailChoice(ctx)),
  saveMailChoice: memberProcedure
    .input(z.object({ wanted: z.array(z.string().max(40)).max(20), pausedUntil: z.string().max(40) }))
    .mutation(({ ctx, input }) => saveMailChoice(ctx, input)),
});
