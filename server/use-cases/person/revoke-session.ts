import { and, eq, ne } from 'drizzle-orm';
import { session as sessionTable } from '#db/schema/auth.ts';
import { requireViewer, type OperationContext } from '#server/operation/operation-context.ts';

/** Ends one session of the viewer. False when it has ended already, or is not theirs. */
export async function revokeSession(
  context: OperationContext,
  input: { session: string },
): Promise<{ revoked: boolean }> {
  const { personId } = requireViewer(context);
  const gone = await context.connections.auth
    .delete(sessionTable)
    .where(and(eq(sessionTable.id, input.session), eq(sessionTable.personId, personId)))
    .returning({ id: sessionTable.id });
  return { revoked: gone.length > 0 };
}

/** Ends every session of the viewer but the one with this token; all of them where there is none. */
export async function revokeOtherSessions(
  context: OperationContext,
  own: string | null,
): Promise<{ revoked: number }> {
  const { personId } = requireViewer(context);
  const gone = await context.connections.auth
    .delete(sessionTable)
    .where(and(eq(sessionTable.personId, personId), own === null ? undefined : ne(sessionTable.token, own)))
    .returning({ id: sessionTable.id });
  return { revoked: gone.length };
}
