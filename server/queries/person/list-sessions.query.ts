import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type RowOf, readRows } from '#db/rows.ts';
import { idleHours } from '#server/domain/person/sign-in.rules.ts';
import { requireViewer, type OperationContext } from '#server/operation/operation-context.ts';

const ownSessionShape = {
  id: z.string(),
  startedAt: z.string(),
  lastUsedAt: z.string(),
  userAgent: z.string().nullable(),
  /** The one in which this is asked. */
  isThis: z.boolean(),
};

export type OwnSession = RowOf<typeof ownSessionShape>;

const ownSignInsShape = {
  /** The newest sign-in beside that of this session; null when there was none. */
  lastSignInAt: z.string().nullable(),
  /** How many tries on the account have failed since then. */
  failures: z.number(),
};

export type OwnSignIns = RowOf<typeof ownSignInsShape> & {
  /** Where the viewer is signed in, the most recently used first. */
  sessions: OwnSession[];
};

/** Where the viewer is signed in, and what happened at the door since they last came in. `own` is this session's token. */
export async function listSessions(context: OperationContext, own: string | null): Promise<OwnSignIns> {
  const { personId } = requireViewer(context);
  const now = context.now().toISOString();
  const { auth } = context.connections;
  const sessions = await readRows(
    auth,
    ownSessionShape,
    sql`select id, to_json(created_at)#>>'{}' as "startedAt", to_json(updated_at)#>>'{}' as "lastUsedAt",
      user_agent as "userAgent", token is not distinct from ${own}::text as "isThis"
    from auth.session where person_id = ${personId} and expires_at > ${now}::timestamptz
      and updated_at > ${now}::timestamptz - make_interval(hours => ${idleHours})
    order by updated_at desc`,
  );
  const [row] = await readRows(
    auth,
    ownSignInsShape,
    sql`select to_json(case when n.is_own then p.previous_sign_in_at else p.signed_in_at end)#>>'{}' as "lastSignInAt",
      coalesce(w.failures, 0) + case when n.is_own then coalesce(w.failures_before, 0) else 0 end as failures
    from auth.person p
    left join auth.sign_in_watch w on w.person_id = p.id
    cross join lateral (select exists (select from auth.session s
      where s.person_id = p.id and s.token = ${own}::text and s.created_at = p.signed_in_at) as is_own) n
    where p.id = ${personId}`,
  );
  return { sessions: [...sessions], lastSignInAt: row?.lastSignInAt ?? null, failures: row?.failures ?? 0 };
}
