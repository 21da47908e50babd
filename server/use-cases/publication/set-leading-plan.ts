import { desc, sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { leadingPlan, publication } from '#db/schema/published.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { findLeadingPlan, type PublicationOfPlan } from '#server/domain/publication/leading-plan.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { recordRevision } from '#server/operation/record-revision.ts';

/**
 * Chooses the plan that the public pages show where no publication is asked for. `instead` is the plan that led when
 * the person chose. Choosing the one that leads already changes nothing, so a form that is sent twice says nothing new.
 * Throws NOT_FOUND for a plan without publications, NOT_ALLOWED_NOW where all of them are withdrawn, CONFLICT where
 * another plan leads by now.
 */
export function setLeadingPlan(
  context: OperationContext,
  input: { plan: string; instead: string },
): Promise<{ plan: string }> {
  return runOperation(context, { permission: 'plan.lead', asksDatabase: true }, input, async (run) => {
    const { tx } = run;
    // One at a time, so that each knows what it replaces.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('leading plan', 0))`);
    const { publications, leading } = await readPlans(tx);
    const { plan } = input;
    if (!publications.some((each) => each.plan === plan)) {
      throw new DomainError('NOT_FOUND', `Nothing is published of a plan ${plan.slice(0, 60)}.`);
    }
    if (leading === plan) return { plan };
    if (leading !== input.instead) {
      throw new DomainError('CONFLICT', 'Somebody has since chosen another plan. Nothing was changed.', {
        current: { leading },
      });
    }
    const [standing] = await tx.execute(sql`
      select from published.publication p where p.plan_code = ${plan}
        and not exists (select from published.withdrawal w where w.publication = p.number) limit 1`);
    if (!standing) {
      throw new DomainError(
        'NOT_ALLOWED_NOW',
        `Every publication of ${plan} is withdrawn. Publish it again before it leads.`,
      );
    }
    const at = context.now().toISOString();
    await tx.execute(sql`
      insert into published.leading_plan (plan_code, chosen_at) values (${plan}, ${at}::timestamptz)`);
    await recordRevision(run, at, {
      subject: 'leading_plan',
      key: plan,
      before: { plan: leading },
      after: { event: 'chosen', from: leading },
    });
    await tx.execute(sql`select pg_notify('publication', 'leading plan')`);
    return { plan };
  });
}

/** Which plan leads, behind the lock: what another has just chosen is in it. */
async function readPlans(
  tx: Transaction,
): Promise<{ publications: PublicationOfPlan[]; leading: string | null }> {
  const publications = await tx
    .select({ number: publication.number, plan: publication.planCode })
    .from(publication)
    .orderBy(publication.number);
  const [choice] = await tx
    .select({ plan: leadingPlan.planCode })
    .from(leadingPlan)
    .orderBy(desc(leadingPlan.id))
    .limit(1);
  return { publications, leading: findLeadingPlan(publications, choice?.plan ?? null) };
}
