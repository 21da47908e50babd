import { drizzleAdapter } from '@better-auth/drizzle-adapter';
import { betterAuth } from 'better-auth';
import type { Database } from '#db/client.ts';
import { account, person, session, verification } from '#db/schema/auth.ts';
import { sessionDays, longestPassword, shortestPassword } from '#server/domain/person/sign-in.rules.ts';

/**
 * Accounts and sessions. better-auth keeps passwords (scrypt) and sessions (in Postgres, revocable at once since
 * no cookie stands in for the row). A session never slides on: it ends a week after it began, and before that when it
 * lies unused (findCurrentSession in sign-in.ts). Nobody can sign up: accounts come from invitations. Its own limiter does not see calls
 * made inside the server, so sign-in has one of ours in front (sign-in-limiter.ts).
 *
 * `mayBegin` is asked once the password is known to be right and before there is a session; false refuses, in the same
 * words as a wrong password.
 */
export function createAuthentication(options: {
  database: Database;
  origin: string;
  secret: string;
  mayBegin: (personId: string) => Promise<boolean>;
}) {
  return betterAuth({
    appName: 'Bohol tracker',
    baseURL: options.origin,
    basePath: '/api/auth',
    secret: options.secret,
    trustedOrigins: [options.origin],
    telemetry: { enabled: false },
    database: drizzleAdapter(options.database, {
      provider: 'pg',
      schema: { user: person, session, account, verification },
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword,
    },
    session: {
      expiresIn: sessionDays * 86_400,
      disableSessionRefresh: true,
      fields: { userId: 'personId' },
      cookieCache: { enabled: false },
    },
    account: { fields: { userId: 'personId' } },
    databaseHooks: {
      session: {
        create: { before: async ({ userId }) => ((await options.mayBegin(userId)) ? undefined : false) },
      },
    },
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'bohol',
      useSecureCookies: options.origin.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
    },
    logger: { disabled: true },
  });
}

export type Authentication = ReturnType<typeof createAuthentication>;
