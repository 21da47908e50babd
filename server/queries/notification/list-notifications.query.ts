import { and, desc, eq, isNull, max, sql } from 'drizzle-orm';
import { readAsViewer } from '#db/as-viewer.ts';
import { mailChoice, notification } from '#db/schema/mail.ts';
import { everyMail, type MailChoice, mostCounted } from '#server/domain/mail/mail-choice.rules.ts';
import { requireViewer, type OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

const pageSize = 50;

/** What the viewer was told in the application. */
export type OwnNotification = {
  id: number;
  kind: string;
  title: string;
  at: string;
  isRead: boolean;
};

export type NotificationList = {
  notifications: OwnNotification[];
  unread: number;
  /** The newest there is, on whatever page; null where there is none. */
  newest: number | null;
  /** For the next page: those before this number; null where there are no more. */
  older: number | null;
};

const listedColumns = {
  id: notification.id,
  kind: notification.kind,
  title: notification.title,
  at: notification.createdAt,
  readAt: notification.readAt,
};

/** Further down the list than one of its entries. */
const isBefore = (id: number) =>
  sql`(${notification.createdAt}, ${notification.id}) < (select n.created_at, n.id from tracker.notification n where n.id = ${id})`;

/** What the viewer was told, newest first. The database shows nobody what somebody else was told. */
export function listNotifications(
  context: OperationContext,
  input: { before?: number | undefined },
): Promise<NotificationList> {
  return runOperation(context, { permission: null }, {}, async ({ tx, personId }) => {
    const own = eq(notification.personId, personId);
    const rows = await tx
      .select(listedColumns)
      .from(notification)
      .where(input.before === undefined ? own : and(own, isBefore(input.before)))
      .orderBy(desc(notification.createdAt), desc(notification.id))
      .limit(pageSize + 1);
    const shown = rows.slice(0, pageSize);
    const [newest] = await tx
      .select({ id: max(notification.id) })
      .from(notification)
      .where(own);
    return {
      notifications: shown.map(({ readAt, ...row }) => ({ ...row, isRead: readAt !== null })),
      newest: newest?.id ?? null,
      unread: await tx.$count(notification, and(own, isNull(notification.readAt))),
      older: rows.length > pageSize ? (shown.at(-1)?.id ?? null) : null,
    };
  });
}

/** How many notifications the viewer has not read: every page of the workspace and the desk asks. */
export async function countNotifications(context: OperationContext): Promise<number> {
  const { personId } = requireViewer(context);
  const [rows] = await readAsViewer(
    context.database,
    { personId, viewerSecret: context.viewerSecret },
    (tx) => [
      tx
        .select({ id: notification.id })
        .from(notification)
        .where(and(eq(notification.personId, personId), isNull(notification.readAt)))
        .limit(mostCounted + 1),
    ],
  );
  return rows.length;
}

/** Which mails the viewer wants. */
export function getMailChoice(context: OperationContext): Promise<MailChoice> {
  return runOperation(context, { permission: null }, {}, async ({ tx, personId }) => {
    const [stored] = await tx
      .select({ unwanted: mailChoice.unwanted, pausedUntil: mailChoice.pausedUntil })
      .from(mailChoice)
      .where(eq(mailChoice.personId, personId));
    return stored ?? everyMail;
  });
}
