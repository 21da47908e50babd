import { sql } from 'drizzle-orm';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/** Several reports that the viewer accepted by one act in this sign-in, which can still be taken back. */
export type OwnAcceptance = {
  id: number;
  at: string;
  reports: { round: string; reporter: string; name: string; moved: boolean }[];
};

/** The viewer's last act of that kind, if it was done in this sign-in and not taken back; else null. */
export function getOwnAcceptance(
  context: OperationContext,
  input: { session: string },
): Promise<OwnAcceptance | null> {
  return runOperation(context, { permission: 'review.accept' }, {}, async ({ tx, personId }) => {
    const [row] = await tx.execute<OwnAcceptance & { undone: boolean; session: string }>(sql`
      select b.id, to_json(b.made_at)#>>'{}' as at, b.undone_at is not null as undone, b.session_key as session,
        (select json_agg(json_build_object('round', r.code, 'reporter', p.code, 'name', coalesce(m.name, p.code),
            'moved', s.status <> 'accepted' or s.version <> i.accepted_version) order by r.code, p.code)
          from tracker.bulk_acceptance_item i
          join tracker.submission s on s.id = i.submission_id
          join tracker.round r on r.id = s.round_id
          join tracker.reporter p on p.id = s.reporter_id
          left join tracker.member_state m on m.id = p.state_id
          where i.bulk_acceptance_id = b.id) as reports
      from tracker.bulk_acceptance b where b.made_by = ${personId} order by b.id desc limit 1`);
    if (!row || row.undone || row.session !== input.session) return null;
    return { id: row.id, at: row.at, reports: row.reports };
  });
}
