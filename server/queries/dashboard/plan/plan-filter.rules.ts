import { z } from 'zod';
import type { ActivityRow } from './load-plan.ts';
import type { Stand } from '#server/domain/plan/stand.calculations.ts';

const code = z.string().max(60).optional();

/** How the plan can be narrowed. Every part is optional; a code that nothing has matches nothing. */
export const planFilterInput = z.object({ area: code, status: code, lead: code, lens: code, tag: code });
export type PlanFilter = z.infer<typeof planFilterInput>;

/** Stand in for a status where an activity has none. No status of a plan has these codes. */
export const noStatusCodes = { notReported: 'not-reported', notDue: 'not-due' } as const;

/** The code by which an activity's stand is filtered. */
export function getStandCode({ status, due }: Stand): string {
  return status ?? (due ? noStatusCodes.notReported : noStatusCodes.notDue);
}

/** Whether an activity, as it stands in a round, is meant by the filter. */
export function matchesFilter(activity: ActivityRow, stand: Stand, filter: PlanFilter): boolean {
  const { area, status, lead, lens, tag } = filter;
  return (
    (area === undefined || activity.area === area) &&
    (status === undefined || getStandCode(stand) === status) &&
    (lead === undefined || activity.lead === lead) &&
    (lens === undefined || activity.lenses.includes(lens)) &&
    (tag === undefined || activity.tags.includes(tag))
  );
}
