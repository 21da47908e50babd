import { z } from 'zod';
import { signIn } from '#server/auth/sign-in.ts';
import { getInvitation } from '#server/queries/person/get-invitation.query.ts';
import { acceptInvitation } from '#server/use-cases/person/accept-invitation.ts';
import { publicProcedure, router } from '../init.ts';
import { getRequestInfo, linkToken, password } from './session.router.ts';

/** For whoever holds the link. Links that are unknown, used, revoked or too old have one answer. */
export const invitationRouter = router({
  get: publicProcedure
    .input(z.object({ token: linkToken }))
    .query(({ ctx, input }) => getInvitation(ctx, input, ctx.ip)),

  /** Accepts; somebody new is signed in by it, with the password that they gave. */
  accept: publicProcedure
    .input(z.object({ token: linkToken, password: password.optional() }))
    .mutation(async ({ ctx, input }) => {
      const accepted = await acceptInvitation(ctx, input, ctx.ip);
      ctx.log.info({ created: accepted.created }, 'invitation accepted');
      if (accepted.created) {
        const { cookies } = await signIn(
          ctx.accounts,
          { email: accepted.email, password: input.password ?? '' },
          getRequestInfo(ctx),
        );
        ctx.cookies.push(...cookies);
      }
      return accepted;
    }),
});
