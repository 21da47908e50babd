import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { requirePublication } from '#server/queries/dashboard/scope.ts';
import { inUndoneTransaction } from '../in-undone-transaction.ts';
import { requirePermission, type UseCaseContext } from '../use-case-context.ts';
import { writeLeadingPlan } from './choose-leading-plan.ts';
import { publishWithin } from './publish.ts';

/**
 * Publishes a round in a transaction that is rolled back, and lets `work` read what the public would read: by the very
 * use-case that publishes, and by no second one. No other connection sees any of it, the public role least of all.
 * Where the newest compilation is public already there is nothing to preview: the number of its publication. `leads` says
 * whether its plan is the one that the front page shows.
 */
export async function previewPages<T>(
  context: UseCaseContext,
  input: { round: string },
  work: (tx: Transaction, previewed: { leads: boolean }) => Promise<T>,
): Promise<{ published: number } | { made: T }> {
  requirePermission(context, 'publication.preview');
  return inUndoneTransaction(context, async (tx) => {
    const [known] = await tx.execute<{ publication: number }>(sql`
      select e.publication_number as publication
      from tracker.publication_event e
      where e.compilation_id = (select k.id from tracker.compilation k join tracker.round r on r.id = k.round_id
        where r.code = ${input.round} order by k.number desc limit 1)
      order by e.publication_number desc limit 1`);
    if (known) return { published: known.publication };
    const { number } = await publishWithin(context, tx, input);
    const { planCode, isLeading } = await requirePublication(tx, number);
    // So that addresses without a number show what is previewed, whichever plan leads; gone with the transaction.
    if (!isLeading) await writeLeadingPlan(tx, planCode, context.now().toISOString());
    return { made: await work(tx, { leads: isLeading }) };
  });
}
