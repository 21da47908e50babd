import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { checkWithdrawalReason } from '#server/domain/publication/withdrawal.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { recordRevision } from '#server/operation/record-revision.ts';

export type WithdrawnPublication = { number: number; at: string; reason: string };

/**
 * Withdraws a publication: it keeps its number and all that stands in it, under a notice with the reason, and the
 * public pages show the newest that is not withdrawn. For good; whoever repeats the call gets the same answer. Its
 * figures stay known to the public, so they go on counting in what may be shown later. Throws BAD_INPUT for the reason,
 * NOT_FOUND, and NOT_ALLOWED_NOW where it was withdrawn for another reason.
 */
export function withdrawPublication(
  context: OperationContext,
  input: { number: number; reason: string },
): Promise<WithdrawnPublication> {
  return runOperation(context, { permission: 'publication.withdraw' }, input, async (run) => {
    const { tx } = run;
    const { reason, problem } = checkWithdrawalReason(input.reason);
    requireNoProblems(problem === null ? [] : [{ path: 'reason', message: problem }]);
    // One at a time: two who press the button at once withdraw once.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`withdraw/${input.number}`}, 0))`);
    const [found] = await readRows(
      tx,
      { round: z.string(), reason: z.string().nullable(), at: z.string().nullable() },
      sql`
      select p.round_code as round, w.reason, to_json(w.withdrawn_at)#>>'{}' as at
      from published.publication p left join published.withdrawal w on w.publication = p.number
      where p.number = ${input.number}`,
    );
    if (!found) throw new DomainError('NOT_FOUND', `There is no publication ${input.number}.`);
    if (found.reason !== null && found.at !== null) {
      if (found.reason === reason)
        return { number: input.number, at: new Date(found.at).toISOString(), reason };
      throw new DomainError(
        'NOT_ALLOWED_NOW',
        `Publication ${input.number} was withdrawn already, with the reason: ${found.reason}`,
      );
    }
    const at = context.now().toISOString();
    await tx.execute(sql`
      insert into published.withdrawal (publication, reason, withdrawn_at)
      values (${input.number}, ${reason}, ${at}::timestamptz)`);
    await recordRevision(run, at, {
      subject: 'withdrawal',
      key: String(input.number),
      after: { event: 'withdrawn', reason, round: found.round },
    });
    await tx.execute(sql`select pg_notify('publication', ${String(input.number)})`);
    return { number: input.number, at, reason };
  });
}
