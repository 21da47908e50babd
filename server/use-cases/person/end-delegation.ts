import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import { roles } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { notifyReporter } from '#server/notifications/queue-role-mail.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

const coverShape = {
  id: z.string(),
  name: z.string(),
  role: z.enum(roles),
  place: z.object({ id: z.number(), code: z.string(), name: z.string() }),
};

/**
 * Ends a cover before its last day, or before it has begun: by whoever handed the role over, or stands in. The people of
 * the reporter are told. Throws
 * NOT_FOUND where there is none in which the viewer has a part, or it has ended already.
 */
export function endDelegation(
  context: OperationContext,
  input: { assignment: number },
): Promise<{ ended: true }> {
  return runOperation(context, { permission: null }, input, async ({ tx, viewer }) => {
    const at = context.now().toISOString();
    const [cover] = await readRows(
      tx,
      coverShape,
      sql`
      select c.person_id as id, c.name, c.role, json_build_object('id', r.id, 'code', r.code,
        'name', coalesce(m.name, b.name)) as place
      from tracker.list_colleagues() c
      join tracker.reporter r on r.id = c.reporter_id
      left join tracker.member_state m on m.id = r.state_id
      left join tracker.sectoral_body b on b.id = r.body_id
      where c.assignment_id = ${input.assignment}`,
    );
    const [row] = await readRows(
      tx,
      { ended: z.boolean() },
      sql`
      select tracker.end_cover(${input.assignment}, ${at}::timestamptz) as ended`,
    );
    if (!row?.ended) throw new DomainError('NOT_FOUND', 'You have no such delegation, or it has ended.');
    if (cover) {
      const { id, name, role, place } = cover;
      const event = { kind: 'cover_ended' as const, role };
      const by = { id: viewer.personId, name: viewer.name };
      await notifyReporter(tx, { event, place, person: { id, name }, by, key: String(input.assignment) }, at);
    }
    return { ended: true };
  });
}
