import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { reporter } from '#db/schema/participants.ts';
import { plan } from '#db/schema/plan.ts';
import { round as roundTable } from '#db/schema/submission.ts';
import {
  accessDecisions,
  countReviewed,
  findDecisionProblem,
  findReviewRound,
} from '#server/domain/access/access-review.rules.ts';
import { roles } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { reporterName } from '#server/loaders/person/list-reporter-choices.ts';
import { runOperation } from '#server/operation/run-operation.ts';

const reviewedRoleShape = {
  assignment: z.number(),
  person: z.object({ id: z.string(), name: z.string(), email: z.string(), disabled: z.boolean() }),
  role: z.enum(roles),
  reporter: z
    .object({ code: z.string(), kind: z.enum(reporter.kind.enumValues), name: z.string() })
    .nullable(),
  agency: z.string().nullable(),
  /** The name of the partner, for its people. */
  partner: z.string().nullable(),
  since: z.string(),
  /** Who gave it; null: it was there when the tracker was set up. */
  givenBy: z.string().nullable(),
  /** The day on which the person was last there; null: never. */
  seenOn: z.string().nullable(),
  /** Whether it has ended, in this review or by another way since. */
  ended: z.boolean(),
  /** The newest decision in this round. */
  decision: z
    .object({ id: z.number(), decision: z.enum(accessDecisions), by: z.string(), at: z.string() })
    .nullable(),
};

export type ReviewedRole = RowOf<typeof reviewedRoleShape>;

export type AccessReview = {
  round: { code: string; title: string };
  rounds: string[];
  looked: number;
  total: number;
  roles: (ReviewedRole & { mayKeep: boolean; mayEnd: boolean })[];
};

/** The roles that are held now or were decided on in a round; offices first, then states, bodies and partners. */
export function listReviewedRoles(tx: Transaction, round: string): Promise<ReviewedRole[]> {
  return readRows(
    tx,
    reviewedRoleShape,
    sql`select a.id as assignment, a.role, g.acronym as agency, n.name as partner, to_json(a.assigned_at)#>>'{}' as since,
      w.name as "givenBy", p.seen_on::text as "seenOn", a.revoked_at is not null as ended,
      json_build_object('id', p.id, 'name', p.name, 'email', p.email, 'disabled', p.disabled_at is not null) as person,
      case when r.id is not null then
        json_build_object('code', r.code, 'kind', r.kind, 'name', ${reporterName}) end as reporter,
      case when v.id is not null then json_build_object('id', v.id, 'decision', v.decision, 'by', d.name,
        'at', v.decided_at) end as decision
    from tracker.assignment a
    join auth.person p on p.id = a.person_id
    left join auth.person w on w.id = a.assigned_by
    left join tracker.reporter r on r.id = a.reporter_id
    left join tracker.member_state m on m.id = r.state_id
    left join tracker.sectoral_body b on b.id = r.body_id
    left join tracker.agency g on g.id = a.agency_id
    left join tracker.partner n on n.id = a.partner_id
    left join lateral (select x.* from tracker.access_review x join tracker.round o on o.id = x.round_id
      where x.assignment_id = a.id and o.code = ${round} order by x.id desc limit 1) v on true
    left join auth.person d on d.id = v.decided_by
    -- The calendar publishes at a set minute; it is nobody, and cannot sign in.
    where a.covers is null and a.person_id <> 'calendar' and (a.revoked_at is null or v.id is not null)
    order by n.name nulls first, r.kind desc nulls first, ${reporterName}, a.role desc, p.name, a.id`,
  );
}

/**
 * Everybody's roles for the review of a round; without one, of the round that is under way, of a plan or of all. Throws
 * NOT_FOUND.
 */
export function getAccessReview(
  context: OperationContext,
  input: { round?: string | undefined; plan?: string | undefined },
): Promise<AccessReview> {
  return runOperation(context, { permission: 'people.review' }, {}, async ({ tx, viewer }) => {
    const rounds = await tx
      .select({ code: roundTable.code, title: roundTable.title, state: roundTable.state, plan: plan.code })
      .from(roundTable)
      .innerJoin(plan, eq(plan.id, roundTable.planId))
      .orderBy(roundTable.periodStart, roundTable.code);
    const round =
      input.round === undefined
        ? findReviewRound([...rounds], input.plan)
        : rounds.find(({ code }) => code === input.round);
    if (!round) throw new DomainError('NOT_FOUND', 'There is no such round.');
    const roles = await listReviewedRoles(tx, round.code);
    return {
      round: { code: round.code, title: round.title },
      rounds: rounds
        .filter((one) => one.state !== 'planned' && one.plan === round.plan)
        .map(({ code }) => code)
        .toReversed(),
      ...countReviewed(roles),
      roles: roles.map((held) => {
        const whom = { personId: held.person.id, role: held.role };
        return {
          ...held,
          mayKeep: !held.ended && findDecisionProblem(viewer, whom, 'keep') === null,
          mayEnd: !held.ended && findDecisionProblem(viewer, whom, 'end') === null,
        };
      }),
    };
  });
}

export type AccessReminder = {
  round: string;
  looked: number;
  total: number;
  /** Roles that wait for the viewer. */
  open: number;
};

/** How far the review of roles is, for the pages where one starts. */
export async function getAccessReminder(
  context: OperationContext,
  input: { plan?: string | undefined } = {},
): Promise<AccessReminder> {
  const { round, looked, total, roles } = await getAccessReview(context, input);
  const open = roles.filter(({ decision, mayKeep }) => decision === null && mayKeep).length;
  return { round: round.code, looked, total, open };
}
