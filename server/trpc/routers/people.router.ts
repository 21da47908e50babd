import { z } from 'zod';
import { roles } from '#server/domain/access/can.rules.ts';
import { getPerson } from '#server/queries/person/get-person.query.ts';
import { listPeople } from '#server/queries/person/list-people.query.ts';
import { disablePerson, enablePerson } from '#server/use-cases/person/disable-person.ts';
import { invitePerson } from '#server/use-cases/person/invite-person.ts';
import { issueReset } from '#server/use-cases/person/issue-reset.ts';
import { revokeAssignment } from '#server/use-cases/person/revoke-assignment.ts';
import { revokeInvitation } from '#server/use-cases/person/revoke-invitation.ts';
import { memberProcedure, router } from '../init.ts';

const personKey = z.object({ person: z.string().min(1).max(100) });
const rowId = z.number().int().positive().max(2_000_000_000);

export const peopleRouter = router({
  list: memberProcedure.query(({ ctx }) => listPeople(ctx)),
  get: memberProcedure.input(personKey).query(({ ctx, input }) => getPerson(ctx, input)),

  /** The answer holds the secret end of the link, which is never to be had again. */
  invite: memberProcedure
    .input(
      z.object({
        email: z.string().max(1000),
        name: z.string().max(1000),
        role: z.enum(roles),
        reporter: z.string().max(20).optional(),
        agency: z.string().max(60).optional(),
      }),
    )
    .mutation(({ ctx, input }) => invitePerson(ctx, input)),

  revokeInvitation: memberProcedure
    .input(z.object({ invitation: rowId }))
    .mutation(({ ctx, input }) => revokeInvitation(ctx, input)),
  revokeAssignment: memberProcedure
    .input(z.object({ assignment: rowId }))
    .mutation(({ ctx, input }) => revokeAssignment(ctx, input)),
  disable: memberProcedure.input(personKey).mutation(({ ctx, input }) => disablePerson(ctx, input)),
  enable: memberProcedure.input(personKey).mutation(({ ctx, input }) => enablePerson(ctx, input)),

  /** A link by which the person sets a new password; here once, like an invitation's. */
  issueReset: memberProcedure.input(personKey).mutation(({ ctx, input }) => issueReset(ctx, input)),
});
