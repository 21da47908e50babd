import { createHmac } from 'node:crypto';
import type { Sql } from '#db/client.ts';
import type { Accounts } from '#server/auth/accounts.ts';

/** So many people report on the day before the deadline. */
export const reporterCount = 200;
const states = ['BN', 'KH', 'ID', 'LA', 'MY', 'MM', 'PH', 'SG', 'TH', 'VN', 'TL'];

/** Somebody who reports for a state; `items` are indicators that nobody else of that state writes on. */
export type Reporter = { cookie: string; state: string; items: string[] };
export type SignedIn = { reporters: Reporter[]; officer: string };

/** Focal points, in turn for each state. */
export async function addPeople(owner: Sql): Promise<void> {
  await owner`
    insert into auth.person (id, name, email)
    select 'reporter' || n, 'Reporter ' || n, 'reporter' || n || '@example.test'
    from generate_series(0, ${reporterCount - 1}::integer) n`;
  await owner`
    insert into tracker.assignment (person_id, role, reporter_id, assigned_at)
    select 'reporter' || n, 'focal_point', p.id, now() from generate_series(0, ${reporterCount - 1}::integer) n
    join tracker.reporter p on p.code = (${states}::text[])[n % ${states.length}::integer + 1]`;
}

/**
 * Sessions of everybody as signing in makes them, but without their passwords: to check two hundred takes longer than a
 * day before the deadline does.
 */
export async function signInEverybody({ authentication }: Accounts): Promise<SignedIn> {
  const { internalAdapter } = await authentication.$context;
  const signIn = async (personId: string) => {
    const { token } = await internalAdapter.createSession(personId);
    const signature = createHmac('sha256', authentication.options.secret).update(token).digest('base64');
    return `bohol.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
  };
  const reporters: Reporter[] = [];
  for (let n = 0; n < reporterCount; n += 1) {
    const first = Math.floor(n / states.length) * 10;
    reporters.push({
      cookie: await signIn(`reporter${n}`),
      state: states[n % states.length] ?? '',
      items: Array.from({ length: 10 }, (_, at) => `X${first + at + 1}`),
    });
  }
  return { reporters, officer: await signIn('officer') };
}
