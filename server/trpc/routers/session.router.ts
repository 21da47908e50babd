import { z } from 'zod';
import { changePassword } from '#server/auth/change-password.ts';
import { findSessionToken, signIn, signOut, signOutEverywhere } from '#server/auth/sign-in.ts';
import { getDeviceKey } from '#server/queries/person/get-device-key.query.ts';
import { getReaderZone } from '#server/queries/person/get-reader-zone.query.ts';
import { listSessions } from '#server/queries/person/list-sessions.query.ts';
import { requestReset } from '#server/use-cases/person/request-reset.ts';
import { getReset, resetPassword } from '#server/use-cases/person/reset-password.ts';
import { revokeOtherSessions, revokeSession } from '#server/use-cases/person/revoke-session.ts';
import type { TrpcContext } from '../context.ts';
import { memberProcedure, publicProcedure, router } from '../init.ts';

/** Longer than a good password may be, so that a person gets the rule's own sentence. */
export const password = z.string().max(1000);
export const linkToken = z.string().max(200);

/** What signing in is told of a request. */
export const getRequestInfo = ({ headers, ip, now, log }: TrpcContext) => ({ headers, ip, now: now(), log });

export const sessionRouter = router({
  /** Who is signed in, with their roles; null for the public. */
  me: publicProcedure.query(({ ctx }) => ctx.viewer),

  signIn: publicProcedure
    .input(z.object({ email: z.string().max(254), password: z.string().max(1000) }))
    .mutation(async ({ ctx, input }) => {
      const { viewer, cookies } = await signIn(ctx.accounts, input, getRequestInfo(ctx));
      ctx.cookies.push(...cookies);
      ctx.log.info({ personId: viewer.personId }, 'signed in');
      return viewer;
    }),

  signOut: publicProcedure.mutation(async ({ ctx }) => {
    ctx.cookies.push(...(await signOut(ctx.accounts, ctx.headers)));
    return { signedOut: true };
  }),

  /** Ends every session of the viewer, this one too. */
  signOutEverywhere: memberProcedure.mutation(async ({ ctx }) => {
    await signOutEverywhere(ctx.accounts, ctx.viewer.personId);
    ctx.cookies.push(...(await signOut(ctx.accounts, ctx.headers)));
    return { signedOut: true };
  }),

  /** Seals what the viewer's browser keeps while there is no line. */
  deviceKey: memberProcedure.query(({ ctx }) => getDeviceKey(ctx)),

  /** The time zone in which the viewer reads moments. */
  timeZone: memberProcedure.query(({ ctx }) => getReaderZone(ctx)),

  /** Where the viewer is signed in, and what happened on their account since they were last there. */
  list: memberProcedure.query(async ({ ctx }) =>
    listSessions(ctx, await findSessionToken(ctx.accounts, ctx.headers)),
  ),

  /** Ends one session of the viewer, on whatever device. */
  revoke: memberProcedure
    .input(z.object({ session: z.string().max(100) }))
    .mutation(({ ctx, input }) => revokeSession(ctx, input)),

  /** Ends every session of the viewer but this one. */
  revokeOthers: memberProcedure.mutation(async ({ ctx }) =>
    revokeOtherSessions(ctx, await findSessionToken(ctx.accounts, ctx.headers)),
  ),

  /** Changes the viewer's own password; sessions on other devices end. */
  changePassword: memberProcedure
    .input(z.object({ current: password, password }))
    .mutation(async ({ ctx, input }) => {
      const { cookies } = await changePassword(ctx, ctx.accounts, input, getRequestInfo(ctx));
      ctx.cookies.push(...cookies);
      ctx.log.info({ personId: ctx.viewer.personId }, 'password changed');
      return { changed: true };
    }),

  /** What somebody can do who has forgotten their password. */
  help: publicProcedure.query(({ ctx }) => ctx.help),

  /** Sends a link to a new password, if the address is that of an account; the same answer if it is not. */
  requestReset: publicProcedure
    .input(z.object({ email: z.string().max(254) }))
    .mutation(({ ctx, input }) => requestReset(ctx, input)),

  /** Whose password a link sets; the same answer for whatever is wrong with the link. */
  getReset: publicProcedure
    .input(z.object({ token: linkToken }))
    .query(({ ctx, input }) => getReset(ctx, input, ctx.ip)),

  /** Sets a new password by a link and ends every session of the account. */
  reset: publicProcedure
    .input(z.object({ token: linkToken, password }))
    .mutation(({ ctx, input }) => resetPassword(ctx, input, ctx.ip)),
});
