import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type RowOf, readRows } from '#db/rows.ts';
import { reporter } from '#db/schema/participants.ts';
import { can } from '#server/domain/access/can.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

const openConsentShape = {
  question: z.number(),
  round: z.string(),
  reporter: z.object({ code: z.string(), kind: z.enum(reporter.kind.enumValues), name: z.string() }),
  /** How many indicators have no answer. */
  open: z.number(),
  expiresAt: z.string(),
};

/** A question of consent to which an answer is missing. */
export type OpenConsent = RowOf<typeof openConsentShape>;

/** Questions that wait for an answer of the viewer, the one that ends first at the top. */
export function listOpenConsents(context: OperationContext): Promise<OpenConsent[]> {
  return runOperation(context, { permission: null }, {}, async ({ tx, viewer }) => {
    const rows = await readRows(
      tx,
      openConsentShape,
      sql`select q.id as question, r.code as round,
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
      order by q.expires_at, q.id`,
    );
    return rows.filter(({ open, reporter }) => open > 0 && can(viewer, 'consent.answer', { reporter }));
  });
}
