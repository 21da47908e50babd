import type { World } from './world.ts';

/**
 * The secret end of the newest link that waits in the mail for an address: it is in the mail and in no answer, so this
 * is where tests get it, as its reader would.
 */
export async function readMailedToken(
  world: Pick<World, 'owner'>,
  to: string,
  kind: 'invitation' | 'password_link' = 'invitation',
): Promise<string> {
  const [mail] = await world.owner<{ body: string }[]>`
    select body from tracker.mail where to_address = ${to} and kind = ${kind} order by id desc limit 1`;
  const found = /\/(?:invitation\/|reset\?token=)([\w-]+)/.exec(mail?.body ?? '')?.[1];
  if (!found) throw new Error(`No ${kind} waits for ${to}.`);
  return found;
}
