import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Database } from '#db/client.ts';
import { account, person } from '#db/schema/auth.ts';
import { knownDeviceDays } from '#server/domain/person/sign-in.rules.ts';

export type KnownDevices = {
  /** The device that these headers prove to be one on which somebody has signed in to the account; null otherwise. */
  recognise(email: string, headers: Headers, now: Date): Promise<string | null>;
  /** The cookie that makes this browser known for the account, beside those for which it is known already. */
  remember(email: string, headers: Headers, now: Date): Promise<string>;
};

const passForm = /^([\w-]{16})\.([\w-]{16})\.(\d{1,12})\.([\w-]{43})$/;
/** An office computer is shared; more than these would only make headers long. */
const mostAccounts = 5;

/** What a browser holds for one account: whose it is, which device, until when (seconds), and the seal over it. */
type Pass = { account: string; device: string; until: string; seal: string };

/**
 * Knows browsers again in which somebody has signed in before. A pass opens nothing: tries from there are counted apart
 * from those of strangers. It is sealed together with the stored hash of the password, so that a new password ends it,
 * and nothing has to be kept here.
 */
export function createKnownDevices(
  database: Database,
  options: { secret: string; https: boolean },
): KnownDevices {
  const name = `${options.https ? '__Host-' : ''}bohol.device`;
  const sign = (parts: readonly string[]) =>
    createHmac('sha256', `known-device/${options.secret}`).update(JSON.stringify(parts)).digest('base64url');
  const nameAccount = (email: string) => sign(['account', email]).slice(0, 16);
  const seal = ({ account, device, until }: Omit<Pass, 'seal'>, passwordHash: string) =>
    sign(['pass', account, device, until, passwordHash]);

  const readPasswordHash = async (email: string) => {
    const [row] = await database
      .select({ password: account.password })
      .from(person)
      .innerJoin(account, and(eq(account.personId, person.id), eq(account.providerId, 'credential')))
      .where(eq(person.email, email));
    return row?.password ?? null;
  };
  const readPasses = (headers: Headers): Pass[] => {
    const cookies = (headers.get('cookie') ?? '').split(/;\s*/);
    const value = cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
    return value
      .split('~')
      .slice(0, mostAccounts)
      .flatMap((text) => {
        const [, account, device, until, seal] = passForm.exec(text) ?? [];
        return account && device && until && seal ? [{ account, device, until, seal }] : [];
      });
  };
  /** Names of accounts are sealed too: nobody finds out by a pass of their own making whether there is an account. */
  const recognise: KnownDevices['recognise'] = async (email, headers, now) => {
    const pass = readPasses(headers).find(({ account }) => account === nameAccount(email));
    if (!pass || !(Number(pass.until) * 1000 > now.getTime())) return null;
    const passwordHash = await readPasswordHash(email);
    if (passwordHash === null) return null;
    const [given, right] = [Buffer.from(pass.seal), Buffer.from(seal(pass, passwordHash))];
    return given.length === right.length && timingSafeEqual(given, right) ? pass.device : null;
  };

  return {
    recognise,
    async remember(email, headers, now) {
      const account = nameAccount(email);
      const device = (await recognise(email, headers, now)) ?? randomBytes(12).toString('base64url');
      const seconds = knownDeviceDays * 86_400;
      const until = String(Math.floor(now.getTime() / 1000) + seconds);
      const own = { account, device, until };
      const passwordHash = (await readPasswordHash(email)) ?? '';
      const passes = [
        { ...own, seal: seal(own, passwordHash) },
        ...readPasses(headers).filter((pass) => pass.account !== account),
      ].slice(0, mostAccounts);
      const value = passes
        .map((pass) => [pass.account, pass.device, pass.until, pass.seal].join('.'))
        .join('~');
      return `${name}=${value}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Lax${options.https ? '; Secure' : ''}`;
    },
  };
}
