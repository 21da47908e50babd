import { and, eq, isNull, lte } from 'drizzle-orm';
import { notification } from '#db/schema/mail.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/** Marks a notification of the viewer as read, and says where it leads. Safe to repeat. Throws NOT_FOUND. */
export function markNotificationRead(
  context: OperationContext,
  input: { notification: number },
): Promise<{ path: string }> {
  return runOperation(context, { permission: null }, input, async ({ tx, personId }) => {
    const [stored] = await tx
      .select({ path: notification.path, readAt: notification.readAt })
      .from(notification)
      .where(and(eq(notification.id, input.notification), eq(notification.personId, personId)));
    if (!stored) throw new DomainError('NOT_FOUND', 'You have no such notification.');
    if (stored.readAt === null) {
      await tx
        .update(notification)
        .set({ readAt: context.now().toISOString() })
        .where(eq(notification.id, input.notification));
    }
    return { path: stored.path };
  });
}

/** Marks as read what the viewer was told up to a notification: what came since they looked stays new. */
export function markAllNotificationsRead(
  context: OperationContext,
  input: { upTo: number },
): Promise<{ marked: number }> {
  return runOperation(context, { permission: null }, input, async ({ tx, personId }) => {
    const { count } = await tx
      .update(notification)
      .set({ readAt: context.now().toISOString() })
      .where(
        and(
          eq(notification.personId, personId),
          isNull(notification.readAt),
          lte(notification.id, input.upTo),
        ),
      );
    return { marked: count };
  });
}
