import { drizzleAdapter } from '@better-auth/drizzle-adapter';
import { betterAuth } from 'better-auth';
import type { Database } from '#db/client.ts';
import { account, person, session, verification } from '#db/schema/auth.ts';
import { longestPassword, shortestPassword } from '#server/domain/person/password.rules.ts';

/** A working day without use, and the person signs in again. */
const sessionSeconds = 12 * 60 * 60;
/** The expiry slides at most this often, so that reading does not write. */
const slideSeconds = 15 * 60;

/**
 * Accounts and sessions. better-auth keeps passwords (scrypt) and sessions (in Postgres, revocable at once since
 * no cookie stands in for the row). Nobody can sign up: accounts come from invitations. Its own limiter does not
 * see calls made inside the server, so sign-in has one of ours in front (sign-in-limiter.ts).
 */
export function createAuthentication(options: { database: Database; origin: string; secret: string }) {
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
      expiresIn: sessionSeconds,
      updateAge: slideSeconds,
      fields: { userId: 'personId' },
      cookieCache: { enabled: false },
    },
    account: { fields: { userId: 'personId' } },
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
