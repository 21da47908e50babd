import { sql } from 'drizzle-orm';
import { can } from '#server/domain/access/can.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/** A question of consent to which an answer is missing. */
export type OpenConsent = {
  question: number;
  round: string;
  reporter: { code: string; kind: 'state' | 'body'; name: string };
  /** How many indicators have no answer. */
  open: number;
  expiresAt: string;
};

/** Questions that wait for an answer of the viewer, the one that ends first at the top. */
export function listOpenConsents(context: OperationContext): Promise<OpenConsent[]> {
  return runOperation(context, { permission: null }, {}, async ({ tx, viewer }) => {
    const rows = await tx.execute<OpenConsent>(sql`
      select q.id as question, r.code as round,
        json_build_object('code', t.code, 'kind', t.kind, 'name', coalesce(m.name, b.name)) as reporter,
        (select count(*)::integer from unnest(q.indicators) i where not exists (
          select from tracker.consent_answer a where a.request_id = q.id and a.indicator_id = i)) as open,
        to_json(q.expires_at)#>>'{}' as "expiresAt"
      from tracker.consent_request q
      join tracker.submission s on s.id = q.submission_id and s.status = 'accepted'
        and s.times_submitted = q.snapshot_number
      join tracker.round r on r.id = s.round_id
      join tracker.reporter t on t.id = s.reporter_id
      left join tracker.member_state m on m.id = t.state_id
      left join tracker.sectoral_body b on b.id = t.body_id
      where q.expires_at > ${context.now().toISOString()}::timestamptz
      order by q.expires_at, q.id`);
    return rows.filter(({ open, reporter }) => open > 0 && can(viewer, 'consent.answer', { reporter }));
  });
}
