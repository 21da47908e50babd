import type { OperationContext } from '#server/operation/operation-context.ts';
import { type Schedule, findSchedule } from '#server/loaders/publication/find-schedule.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/** What is scheduled for a round; a cancelled one is not said. */
export function getSchedule(context: OperationContext, input: { round: string }): Promise<Schedule | null> {
  return runOperation(context, { permission: 'publication.preview' }, {}, async ({ tx }) => {
    const found = await findSchedule(tx, input.round);
    return found?.state === 'cancelled' ? null : found;
  });
}
