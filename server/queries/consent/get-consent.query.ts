import { sql } from 'drizzle-orm';
import type { Database } from '#db/client.ts';
import { consumeLinkTry } from '#server/auth/link-limiter.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { hashLinkToken } from '#server/use-cases/person/link-token.ts';
import type { UseCaseContext } from '#server/use-cases/use-case-context.ts';

/** What the holder of a link is asked. No figure is in it: whoever answers reads them signed in. */
export type ConsentQuestion = {
  person: string;
  round: { code: string; title: string };
  reporter: { code: string; name: string };
  message: string;
  askedBy: string;
  expiresAt: string;
  indicators: { code: string; title: string; agreed: boolean | null; by: string | null; at: string | null }[];
};

/** The one answer for links that are unknown, too old, or about a report that is another by now. */
export const sayNoConsent = () =>
  new DomainError(
    'NOT_FOUND',
    'This link cannot be used. It may be too old, the report may have been opened again since, or your role may have ended. Ask the secretariat for a new one.',
  );

/** The question behind the hash of a link, read as the role that writes accounts; null where there is none to answer. */
export async function findConsent(auth: Database, hash: string, at: string): Promise<ConsentQuestion | null> {
  const [row] = await auth.execute<ConsentQuestion>(sql`
    select person_name as person, json_build_object('code', round_code, 'title', round_title) as round,
      json_build_object('code', reporter_code, 'name', reporter_name) as reporter, message,
      requested_by as "askedBy", to_json(expires_at)#>>'{}' as "expiresAt", indicators
    from tracker.find_consent(${hash}, ${at}::timestamptz)`);
  return row ?? null;
}

/** The question behind a link. Reading it answers nothing: mail programs open links before people do. */
export async function getConsent(
  context: UseCaseContext,
  input: { token: string },
  ip: string,
): Promise<ConsentQuestion> {
  const { auth } = context.connections;
  await consumeLinkTry(auth, ip);
  const found = await findConsent(auth, hashLinkToken(input.token), context.now().toISOString());
  if (!found) throw sayNoConsent();
  return found;
}
