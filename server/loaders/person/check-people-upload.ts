import { sql, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { peopleUpload } from '#db/schema/audit.ts';
import { roles, type Viewer } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { listRolesToGive } from '#server/domain/person/invitation.rules.ts';
import { checkPeople, type CheckedPeople } from '#server/domain/person/people-file.rules.ts';
import type { KnownPeople, PeopleUpload } from '#server/domain/person/people-file.schema.ts';
import { listReporterChoices } from './list-reporter-choices.ts';

/** A list of the viewer's own; row-level security hides those of others. Throws NOT_FOUND. */
export async function loadPeopleUpload(
  tx: Transaction,
  upload: string,
  lock: 'none' | 'update',
): Promise<Omit<typeof peopleUpload.$inferSelect, 'uploadedBy'>> {
  const own = tx
    .select({
      id: peopleUpload.id,
      fileName: peopleUpload.fileName,
      uploadedAt: peopleUpload.uploadedAt,
      appliedAt: peopleUpload.appliedAt,
      content: peopleUpload.content,
      outcome: peopleUpload.outcome,
    })
    .from(peopleUpload)
    .where(eq(peopleUpload.id, upload));
  const [found] = await (lock === 'update' ? own.for('update') : own);
  if (!found) throw new DomainError('NOT_FOUND', 'This list is not there, or it is somebody else’s.');
  return found;
}

const storedPeopleShape = {
  id: z.string(),
  name: z.string(),
  email: z.string(),
  disabled: z.boolean(),
  roles: z.array(z.object({ role: z.enum(roles), reporter: z.string().nullable() })),
};

/** Checks a list against the accounts and reporters of this moment. */
export async function checkStoredPeople(
  tx: Transaction,
  viewer: Viewer,
  content: PeopleUpload,
): Promise<CheckedPeople> {
  const emails = content.rows.map(({ email }) => email.trim().toLowerCase());
  const accounts = await readRows(
    tx,
    storedPeopleShape,
    sql`select p.id, p.name, p.email, p.disabled_at is not null as disabled, coalesce((
      select json_agg(json_build_object('role', a.role, 'reporter', r.code))
      from tracker.assignment a left join tracker.reporter r on r.id = a.reporter_id
      where a.person_id = p.id and a.revoked_at is null and a.covers is null), '[]') as roles
    from auth.person p where p.email = any (${sql.param(emails)}::text[])`,
  );
  const known: KnownPeople = {
    reporters: await listReporterChoices(tx),
    accounts: new Map(accounts.map((account) => [account.email, account])),
    rolesToGive: listRolesToGive(viewer),
    viewerId: viewer.personId,
  };
  return checkPeople(content, known);
}
