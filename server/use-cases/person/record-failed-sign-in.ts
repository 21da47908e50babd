import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import type { Database } from '#db/client.ts';
import { mailFromFailures } from '#server/domain/person/sign-in.rules.ts';
import { queueMail } from '#server/notifications/queue-mail.ts';
import { buildFailedSignInsMail } from '#server/notifications/texts/build-account-mail.ts';

export type FailedSignIn = {
  /** The address that was tried, in lower case; kept nowhere unless it is that of an account. */
  email: string;
  /** From where, shortened. */
  place: string;
  /** A wait began with this try. */
  began: boolean;
  at: Date;
};

/**
 * Notes a try that failed on the account that it was made on, for the audit and its owner, and writes to the owner when
 * it is one of many. Runs as the role that keeps accounts. Returns whose account it was; null where there is none.
 */
export function recordFailedSignIn(
  auth: Database,
  { email, place, began, at }: FailedSignIn,
): Promise<{ personId: string } | null> {
  const moment = at.toISOString();
  return auth.transaction(async (tx) => {
    const [noted] = await readRows(
      tx,
      {
        personId: z.string(),
        name: z.string(),
        email: z.string(),
        failures: z.number(),
        shouldMail: z.boolean(),
      },
      sql`
      select person_id as "personId", name, email, failures, should_mail as "shouldMail"
      from tracker.note_failed_sign_in(${email}, ${place}, ${began}, ${mailFromFailures}, ${moment}::timestamptz)`,
    );
    if (!noted) return null;
    const { personId, name, failures } = noted;
    if (noted.shouldMail) {
      await queueMail(
        tx,
        {
          personId,
          toAddress: noted.email,
          kind: 'failed_sign_ins',
          ...buildFailedSignInsMail({ name, failures }),
          memory: `failed_sign_ins/${personId}/${moment}`,
        },
        moment,
      );
    }
    return { personId };
  });
}
