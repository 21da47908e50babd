import { z } from 'zod';
import { roles } from '#server/domain/access/can.rules.ts';
import { getPerson } from '#server/queries/person/get-person.query.ts';
import { listPeople } from '#server/queries/person/list-people.query.ts';
import { getPeopleTemplate } from '#server/queries/person/get-people-template.query.ts';
import { previewPeople } from '#server/queries/person/preview-people.query.ts';
import { disablePerson, enablePerson } from '#server/use-cases/person/disable-person.ts';
import { assignRole } from '#server/use-cases/person/assign-role.ts';
import { invitePeople } from '#server/use-cases/person/invite-people.ts';
import { invitePerson } from '#server/use-cases/person/invite-person.ts';
import { issueReset } from '#server/use-cases/person/issue-reset.ts';
import { revokeAssignment } from '#server/use-cases/person/revoke-assignment.ts';
import { revokeInvitation } from '#server/use-cases/person/revoke-invitation.ts';
import { uploadPeople } from '#server/use-cases/person/upload-people.ts';
import { memberProcedure, router } from '../init.ts';

const personKey = z.object({ person: z.string().min(1).max(100) });
const upload = z.object({ upload: z.uuid() });
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

  /** Gives a further role to somebody who has an account. */
  assign: memberProcedure
    .input(
      personKey.extend({
        role: z.enum(roles),
        reporter: z.string().max(20).optional(),
        agency: z.string().max(60).optional(),
      }),
    )
    .mutation(({ ctx, input }) => assignRole(ctx, input)),

  /** The empty list of people, in base64. */
  listTemplate: memberProcedure
    .input(z.object({ format: z.enum(['xlsx', 'csv']).default('xlsx') }))
    .query(({ ctx, input }) => getPeopleTemplate(ctx, input)),
  /** Reads a list of people; invites nobody. */
  uploadList: memberProcedure
    .input(
      z.object({
        fileName: z.string().max(1000),
        content: z.string().max(36 * 1024 * 1024),
        /** In bytes, where the upload was too large to be sent on at all. */
        size: z.number().int().min(0).optional(),
      }),
    )
    .mutation(({ ctx, input }) => uploadPeople(ctx, input)),
  previewList: memberProcedure.input(upload).query(({ ctx, input }) => previewPeople(ctx, input)),
  inviteList: memberProcedure
    .input(upload.extend({ ready: z.number().int().min(0) }))
    .mutation(({ ctx, input }) => invitePeople(ctx, input)),

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
