import { sql } from 'drizzle-orm';
import { consumeLinkTry } from '#server/auth/link-limiter.ts';
import { refuseBadInput } from '#server/domain/error/domain-error.ts';
import {
  type ConsentQuestion,
  findConsent,
  sayNoConsent,
} from '#server/queries/consent/get-consent.query.ts';
import { hashLinkToken } from '../person/link-token.ts';
import type { UseCaseContext } from '../use-case-context.ts';

export type AnswerConsentInput = {
  token: string;
  /** Yes or no by indicator; what is not named keeps the answer that it has. */
  answers: Record<string, boolean>;
};

/**
 * Keeps what the person of a link answers, beside what was answered before; the newest counts, and can be changed as
 * long as the link works. Repeating it keeps nothing twice. The database asks whether the link still holds. Throws
 * NOT_FOUND for a link that does not, BAD_INPUT for what was not asked.
 */
export async function answerConsent(
  context: UseCaseContext,
  input: AnswerConsentInput,
  ip: string,
): Promise<ConsentQuestion> {
  const { auth } = context.connections;
  await consumeLinkTry(auth, ip);
  const hash = hashLinkToken(input.token);
  const at = context.now().toISOString();
  const asked = await findConsent(auth, hash, at);
  if (!asked) throw sayNoConsent();
  const codes = new Set(asked.indicators.map(({ code }) => code));
  refuseBadInput([
    ...(Object.keys(input.answers).length === 0 ? [{ path: 'answers', message: 'Choose an answer.' }] : []),
    ...Object.keys(input.answers)
      .filter((code) => !codes.has(code))
      .map((code) => ({ path: 'answers', message: `${code.slice(0, 20)} was not asked about.` })),
  ]);
  const [row] = await auth.execute<{ added: number | null }>(sql`
    select tracker.answer_consent(${hash}, ${JSON.stringify(input.answers)}::text::jsonb, ${at}::timestamptz) as added`);
  const now = row?.added === null || row === undefined ? null : await findConsent(auth, hash, at);
  if (!now) throw sayNoConsent();
  return now;
}
