import { z } from 'zod';
import { roles } from '#server/domain/access/can.rules.ts';
import { getPerson } from '#server/queries/person/get-person.query.ts';
import { listReporterPeople } from '#server/queries/person/list-reporter-people.query.ts';
import { listWaitingRoles } from '#server/queries/person/list-waiting-roles.query.ts';
import { listPeople } from '#server/queries/person/list-people.query.ts';
import { getPeopleTemplate } from '#server/queries/person/get-people-template.query.ts';
import { previewPeople } from '#server/queries/person/preview-people.query.ts';
import { disablePerson, enablePerson } from '#server/use-cases/person/disable-person.ts';
import { assignRole } from '#server/use-cases/person/assign-role.ts';
import { invitePeople } from '#server/use-cases/person/invite-people.ts';
import { invitePerson } from '#server/use-cases/person/invite-person.ts';
import { issueReset } from '#server/use-cases/person/issue-reset.ts';
import { confirmRole, declineRole, withdrawRole } from '#server/use-cases/person/decide-role.ts';
import { resendInvitation } from '#server/use-cases/person/resend-invitation.ts';
import { revokeAssignment } from '#server/use-cases/person/revoke-assignment.ts';
import { revokeInvitation } from '#server/use-cases/person/revoke-invitation.ts';
import { uploadPeople } from '#server/use-cases/person/upload-people.ts';
import { memberProcedure, router } from '../init.ts';

const personKey = z.object({ person: z.string().min(1).max(100) });
const upload = z.object({ upload: z.uuid() });
const rowId = z.number().int().positive().max(2_000_000_000);
const request = z.object({ request: rowId });

export const peopleRouter = router({
  list: memberProcedure.query(({ ctx }) => listPeople(ctx)),
  get: memberProcedure.input(personKey).query(({ ctx, input }) => getPerson(ctx, input)),

  /** The link goes by mail and is in no answer. */
  invite: memberProcedure
    .input(
      z.object({
        email: z.string().max(1000),
        name: z.string().max(1000),
        role: z.enum(roles),
        reporter: z.string().max(20).optional(),
        agency: z.string().max(60).optional(),
        partner: z.string().max(60).optional(),
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
        partner: z.string().max(60).optional(),
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

  resendInvitation: memberProcedure
    .input(z.object({ invitation: rowId }))
    .mutation(({ ctx, input }) => resendInvitation(ctx, input)),
  revokeInvitation: memberProcedure
    .input(z.object({ invitation: rowId }))
    .mutation(({ ctx, input }) => revokeInvitation(ctx, input)),
  revokeAssignment: memberProcedure
    .input(z.object({ assignment: rowId }))
    .mutation(({ ctx, input }) => revokeAssignment(ctx, input)),
  disable: memberProcedure.input(personKey).mutation(({ ctx, input }) => disablePerson(ctx, input)),
  enable: memberProcedure.input(personKey).mutation(({ ctx, input }) => enablePerson(ctx, input)),

  /** Who works for one of the viewer's own reporters, and what waits there. */
  ofReporter: memberProcedure
    .input(z.object({ reporter: z.string().max(20) }))
    .query(({ ctx, input }) => listReporterPeople(ctx, input)),
  /** Roles that wait for the viewer's yes, and the viewer's own that wait. */
  waiting: memberProcedure.query(({ ctx }) => listWaitingRoles(ctx)),
  confirmRole: memberProcedure.input(request).mutation(({ ctx, input }) => confirmRole(ctx, input)),
  declineRole: memberProcedure.input(request).mutation(({ ctx, input }) => declineRole(ctx, input)),
  /** Takes a role that waits back: by those who give it. */
  withdrawRole: memberProcedure.input(request).mutation(({ ctx, input }) => withdrawRole(ctx, input)),

  /** Sends the person a link by which they set a new password. */
  issueReset: memberProcedure.input(personKey).mutation(({ ctx, input }) => issueReset(ctx, input)),
});
