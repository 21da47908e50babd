import { sql } from 'drizzle-orm';
import { requireViewer, type OperationContext } from '#server/operation/operation-context.ts';

/** Ends one session of the viewer. False when it has ended already, or is not theirs. */
export async function revokeSession(
  context: OperationContext,
  input: { session: string },
): Promise<{ revoked: boolean }> {
  const { personId } = requireViewer(context);
  const gone = await context.connections.auth.execute(sql`
    delete from auth.session where id = ${input.session} and person_id = ${personId} returning 1`);
  return { revoked: gone.length > 0 };
}

/** Ends every session of the viewer but the one with this token; all of them where there is none. */
export async function revokeOtherSessions(
  context: OperationContext,
  own: string | null,
): Promise<{ revoked: number }> {
  const { personId } = requireViewer(context);
  const gone = await context.connections.auth.execute(sql`
    delete from auth.session where person_id = ${personId} and token is distinct from ${own}::text returning 1`);
  return { revoked: gone.length };
}
