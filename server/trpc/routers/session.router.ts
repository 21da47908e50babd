import { z } from 'zod';
import { signIn, signOut, signOutEverywhere } from '#server/auth/sign-in.ts';
import { memberProcedure, publicProcedure, router } from '../init.ts';

export const sessionRouter = router({
  /** Who is signed in, with their roles; null for the public. */
  me: publicProcedure.query(({ ctx }) => ctx.viewer),

  signIn: publicProcedure
    .input(z.object({ email: z.string().max(254), password: z.string().max(1000) }))
    .mutation(async ({ ctx, input }) => {
      const { viewer, cookies } = await signIn(ctx.accounts, input, { headers: ctx.headers, ip: ctx.ip });
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
});
