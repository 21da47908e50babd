import type { OperationContext } from '#server/operation/operation-context.ts';
import { loadWaitingRoles, type WaitingRole } from './load-waiting-roles.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type WaitingRoles = {
  /** Those on which the viewer may decide. */
  toDecide: WaitingRole[];
  /** Those that are for the viewer. */
  own: WaitingRole[];
};

/** Roles that wait for the viewer's yes, and the viewer's own that wait for somebody else's. */
export function listWaitingRoles(context: OperationContext): Promise<WaitingRoles> {
  return runOperation(context, { permission: null }, {}, async ({ tx, personId }) => {
    const waiting = await loadWaitingRoles(tx, context.now().toISOString());
    return {
      toDecide: waiting.filter(({ mayDecide }) => mayDecide),
      own: waiting.filter((one) => one.personId === personId),
    };
  });
}
