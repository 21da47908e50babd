import { randomUUID } from 'node:crypto';
import { noteCanary } from './test-log.ts';
import type { World } from './world.ts';

export const knownPassword = 'three green boats at noon';
let hashed: Promise<string> | null = null;

/** Gives a person the password `knownPassword`, with which they can sign in. The hash is worked out once a file. */
export async function givePassword(
  world: World,
  personId: string,
): Promise<{ email: string; password: string }> {
  hashed ??= world.base.accounts.authentication.$context.then((context) =>
    context.password.hash(knownPassword),
  );
  const [person] = await world.owner<
    { email: string }[]
  >`select email from auth.person where id = ${personId}`;
  if (!person) throw new Error(`There is no person ${personId}.`);
  noteCanary('secret', knownPassword);
  await world.owner`
    insert into auth.account (id, account_id, provider_id, person_id, password)
    values (${randomUUID()}, ${personId}, 'credential', ${personId}, ${await hashed})`;
  return { email: person.email, password: knownPassword };
}
