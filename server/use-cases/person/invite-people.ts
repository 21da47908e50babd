import { sql } from 'drizzle-orm';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { assignCheckedRole } from './assign-role.ts';
import { checkStoredPeople, loadPeopleUpload } from '#server/loaders/person/check-people-upload.ts';
import type { PeopleOutcome } from '#server/domain/person/people-file.schema.ts';
import { findPlace, sendInvitation } from './send-invitation.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/**
 * Invites the people of a list, by mail; those with an account get the role at once, or wait
 * for the reporter's own people to confirm it. Rows with a problem stay out and
 * are named by their cell. Repeating answers what was done the first time. Throws CONFLICT where the list stands
 * otherwise than when it was looked at, NOT_FOUND.
 */
export function invitePeople(
  context: OperationContext,
  input: {
    upload: string;
    /** How many rows the viewer saw as ready. */
    ready: number;
  },
): Promise<PeopleOutcome> {
  return runOperation(context, { permission: 'people.invite' }, input, async ({ tx, viewer }) => {
    const { content, outcome: done } = await loadPeopleUpload(tx, input.upload, 'update');
    if (done) return done;
    const { ready, problems } = await checkStoredPeople(tx, viewer, content);
    if (ready.length !== input.ready) {
      throw new DomainError('CONFLICT', 'The list has changed since you looked at it. Check it again.');
    }
    if (ready.length === 0) {
      throw new DomainError('NOT_ALLOWED_NOW', 'Nobody in this list can be invited.');
    }
    const at = context.now();
    let given = 0;
    let asked = 0;
    for (const { name, email, role, reporter, agency, personId } of ready) {
      const place = await findPlace(tx, { reporter: reporter?.code, agency: agency ?? undefined });
      const held = { role, place, withAgency: agency !== null, partner: null };
      if (personId === null) await sendInvitation(tx, viewer, { name, email, ...held }, at);
      else {
        const became = await assignCheckedRole(
          tx,
          viewer,
          { id: personId, name, email },
          held,
          at.toISOString(),
        );
        if (became === 'given') given += 1;
        if (became === 'asked') asked += 1;
      }
    }
    const outcome: PeopleOutcome = {
      invited: ready.filter(({ personId }) => personId === null).length,
      given,
      asked,
      left: problems.map(({ row, cell, message }) => ({ row, cell, message })),
    };
    await tx.execute(sql`
      update tracker.people_upload set applied_at = ${at.toISOString()}::timestamptz,
        outcome = ${JSON.stringify(outcome)}::text::jsonb, content = '{"rows": [], "letters": {}, "problems": []}'
      where id = ${input.upload}::uuid`);
    return outcome;
  });
}
