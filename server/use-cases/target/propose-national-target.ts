import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import {
  checkNationalTarget,
  hasNumericTargets,
  type TypedNationalTarget,
} from '#server/domain/target/national-target.rules.ts';
import { lockTargetPlace, type TargetKey } from '#server/loaders/target/load-national-target.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { recordTargetStep, requireOpenRound, type TakenStep } from './record-target-step.ts';

export type ProposeNationalTargetInput = TargetKey &
  TypedNationalTarget & {
    /** The number of the last step that was read; 0 for none. */
    version: number;
    /** The state's consent to publish the targets once they are accepted. */
    released: boolean;
    requestId?: string | undefined;
  };

/**
 * Proposes the state's own baseline and targets for an indicator, from the round of the report on. Throws BAD_INPUT with
 * the fields at fault, NOT_OPEN for a round that is not open, and NOT_ALLOWED_NOW while others wait for a decision or
 * where a later round has targets already.
 */
export function proposeNationalTarget(
  context: OperationContext,
  input: ProposeNationalTargetInput,
): Promise<TakenStep> {
  return runOperation(
    context,
    { permission: 'target.propose', once: 'target.propose', resource: lockTargetPlace },
    input,
    async (run) => {
      const { indicator, round, years, last } = run.resource;
      if (!hasNumericTargets(indicator.measure)) {
        throw new DomainError('NOT_ALLOWED_NOW', 'This indicator is not a number, so it has no targets.');
      }
      requireOpenRound(round, last);
      const { content, problems } = checkNationalTarget(input, { measure: indicator.measure, years });
      requireNoProblems(problems);
      const { released, version } = input;
      return recordTargetStep(run, {
        status: 'proposed',
        actor: 'focal_point',
        version,
        proposal: { content, released },
      });
    },
  );
}
