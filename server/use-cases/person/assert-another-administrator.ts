import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';

/** Held while administrators are counted, so that two do not remove each other at the same moment. */
const administratorLock = 20_261_124;

/** Refuses to leave the tracker without anybody who can look after accounts. */
export async function assertAnotherAdministrator(tx: Transaction, personId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${administratorLock})`);
  const [row] = await readRows(
    tx,
    { last: z.boolean() },
    sql`
    select exists (select from tracker.assignment a where a.person_id = ${personId} and a.role = 'administrator'
        and a.revoked_at is null)
      and not exists (select from tracker.assignment a
        join auth.person p on p.id = a.person_id and p.disabled_at is null
        where a.role = 'administrator' and a.revoked_at is null and a.person_id <> ${personId}) as last`,
  );
  if (row?.last) {
    throw new DomainError('NOT_ALLOWED_NOW', 'This is the last administrator. Invite another one first.');
  }
}
