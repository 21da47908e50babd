import { sql } from 'drizzle-orm';
import { requireViewer, type UseCaseContext } from '#server/use-cases/use-case-context.ts';

export type OwnSession = { startedAt: string; lastUsedAt: string; userAgent: string | null };

/** Where the viewer is signed in, the most recently used first. */
export async function listSessions(context: UseCaseContext): Promise<OwnSession[]> {
  const { personId } = requireViewer(context);
  const rows = await context.connections.auth.execute<OwnSession>(sql`
    select to_json(created_at)#>>'{}' as "startedAt", to_json(updated_at)#>>'{}' as "lastUsedAt",
      user_agent as "userAgent"
    from auth.session where person_id = ${personId} and expires_at > ${context.now().toISOString()}::timestamptz
    order by updated_at desc`);
  return [...rows];
}
