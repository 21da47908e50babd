import { eq } from 'drizzle-orm';
import type { Logger } from 'pino';
import type { Connections, Database } from '#db/client.ts';
import { person } from '#db/schema/auth.ts';
import { type Authentication, createAuthentication } from './authentication.ts';
import { createFailedSignIns, type FailedSignIns } from './failed-sign-ins.ts';
import { createKnownDevices, type KnownDevices } from './known-device.ts';
import { createPendingWork, type PendingWork } from './pending-work.ts';
import { createSignInLimiter, type SignInLimiter } from './sign-in-limiter.ts';

/** Everything about signing in that lives as long as the process. */
export type Accounts = {
  authentication: Authentication;
  limiter: SignInLimiter;
  devices: KnownDevices;
  failures: FailedSignIns;
  pending: PendingWork;
  /** Accounts and sessions. */
  auth: Database;
  database: Database;
  viewerSecret: string;
};

/** `secret` seals cookies; `origin` is where the tracker is served. */
export function createAccounts(options: {
  connections: Connections;
  origin: string;
  secret: string;
  viewerSecret: string;
  log: Logger;
}): Accounts {
  const { connections, origin, secret, viewerSecret, log } = options;
  const { auth } = connections;
  const pending = createPendingWork();
  return {
    authentication: createAuthentication({
      database: auth,
      origin,
      secret,
      async mayBegin(personId) {
        // A new session counts the tries before it, so they have to be written down by then.
        await pending.settled();
        const [found] = await auth
          .select({ disabledAt: person.disabledAt })
          .from(person)
          .where(eq(person.id, personId));
        return found?.disabledAt === null;
      },
    }),
    limiter: createSignInLimiter(auth, secret, log),
    devices: createKnownDevices(auth, { secret, https: origin.startsWith('https:') }),
    failures: createFailedSignIns(auth, pending),
    pending,
    auth,
    database: connections.app,
    viewerSecret,
  };
}
