import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import type { Role, Viewer } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { listRolesToGive } from '#server/domain/person/invitation.rules.ts';
import { checkPeople, type CheckedPeople } from '#server/domain/person/people-file.rules.ts';
import type { KnownPeople, PeopleUpload } from '#server/domain/person/people-file.schema.ts';
import { listReporterChoices } from './list-reporter-choices.ts';

/** What became of a list: how many were invited, given a role and asked for one, and which cells kept a row out. */
export type PeopleOutcome = {
  invited: number;
  given: number;
  /** Absent in lists of before roles were confirmed. */
  asked?: number;
  left: { row: number; cell: string; message: string }[];
};

export type StoredPeopleUpload = {
  id: string;
  fileName: string;
  uploadedAt: string;
  appliedAt: string | null;
  content: PeopleUpload;
  outcome: PeopleOutcome | null;
};

/** A list of the viewer's own; row-level security hides those of others. Throws NOT_FOUND. */
export async function loadPeopleUpload(
  tx: Transaction,
  upload: string,
  lock: 'none' | 'update',
): Promise<StoredPeopleUpload> {
  const [found] = await tx.execute<StoredPeopleUpload>(sql`
    select id, file_name as "fileName", to_json(uploaded_at)#>>'{}' as "uploadedAt",
      to_json(applied_at)#>>'{}' as "appliedAt", content, outcome
    from tracker.people_upload where id = ${upload}::uuid ${lock === 'update' ? sql`for update` : sql``}`);
  if (!found) throw new DomainError('NOT_FOUND', 'This list is not there, or it is somebody else’s.');
  return found;
}

/** Checks a list against the accounts and reporters of this moment. */
export async function checkStoredPeople(
  tx: Transaction,
  viewer: Viewer,
  content: PeopleUpload,
): Promise<CheckedPeople> {
  const emails = content.rows.map(({ email }) => email.trim().toLowerCase());
  const accounts = await tx.execute<{
    id: string;
    name: string;
    email: string;
    disabled: boolean;
    roles: { role: Role; reporter: string | null }[];
  }>(sql`
    select p.id, p.name, p.email, p.disabled_at is not null as disabled, coalesce((
      select json_agg(json_build_object('role', a.role, 'reporter', r.code))
      from tracker.assignment a left join tracker.reporter r on r.id = a.reporter_id
      where a.person_id = p.id and a.revoked_at is null and a.covers is null), '[]') as roles
    from auth.person p where p.email = any (${sql.param(emails)}::text[])`);
  const known: KnownPeople = {
    reporters: await listReporterChoices(tx),
    accounts: new Map(accounts.map((account) => [account.email, account])),
    rolesToGive: listRolesToGive(viewer),
    viewerId: viewer.personId,
  };
  return checkPeople(content, known);
}
