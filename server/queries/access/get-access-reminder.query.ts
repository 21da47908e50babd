import type { OperationContext } from '#server/operation/operation-context.ts';
import { getAccessReview } from './get-access-review.query.ts';

export type AccessReminder = {
  round: string;
  looked: number;
  total: number;
  /** Roles that wait for the viewer. */
  open: number;
};

/** How far the review of roles is, for the pages where one starts. */
export async function getAccessReminder(context: OperationContext): Promise<AccessReminder> {
  const { round, looked, total, roles } = await getAccessReview(context, {});
  const open = roles.filter(({ decision, mayKeep }) => decision === null && mayKeep).length;
  return { round: round.code, looked, total, open };
}
