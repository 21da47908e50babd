import type { Sql } from '#db/client.ts';
import { getAccessReview } from '#server/queries/access/get-access-review.query.ts';
import { decideAccess } from '#server/use-cases/access/decide-access.ts';
import { recordSeen } from '#server/use-cases/audit/record-seen.ts';
import { atStep, contextOf, type DemoStage } from './demo-context.ts';

/** How many roles the secretariat has looked at when the demo begins. */
const lookedAt = 31;

/**
 * The review of roles of the round that is under way, about half done, and traces of what the secretariat has opened
 * and taken away. When people were last there is written down directly: nobody really signed in.
 *
 * @param day the last day of the demo's past
 */
export async function reviewDemoRoles(
  stage: DemoStage,
  owner: Sql,
  round: string,
  day: string,
): Promise<void> {
  await owner`
    update auth.person p set seen_on = ${day}::date - (n.number * 7 % 45)::integer
    from (select id, row_number() over (order by id) as number from auth.person where id like 'demo-%') n
    where n.id = p.id and n.number % 8 <> 0`;
  const context = contextOf(stage, 'secretariat', new Date(`${day}T03:00:00Z`));
  await atStep(`the review of roles for ${round}`, async () => {
    const { roles } = await getAccessReview(context, { round });
    const decisions = roles
      .filter(({ mayKeep }) => mayKeep)
      .slice(0, lookedAt)
      .map(({ assignment }) => ({ assignment, decision: 'keep' as const, seen: 0 }));
    await decideAccess(context, { round, decisions });
  });
  for (const reporter of ['TH', 'KH', 'SOMTC']) {
    await recordSeen(context, { event: 'opened', subject: 'report', round, reporter });
  }
  await recordSeen(context, { event: 'downloaded', subject: 'values', round });
}
