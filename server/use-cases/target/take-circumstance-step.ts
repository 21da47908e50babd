import { nationalCircumstanceStep } from '#db/schema/national-target.ts';
import { requireNoProblems } from '#server/domain/error/domain-error.ts';
import { checkCircumstance, type TypedCircumstance } from '#server/domain/target/circumstance.rules.ts';
import { checkReturnReason } from '#server/domain/target/national-target.rules.ts';
import {
  type CircumstanceKey,
  type CircumstancePlace,
  lockCircumstancePlace,
} from '#server/loaders/target/load-circumstance.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { type Run, runOperation } from '#server/operation/run-operation.ts';
import { recordNationalStep, requireOpenRound, type Step, type TakenStep } from './record-target-step.ts';

export type DecideCircumstanceInput = CircumstanceKey & {
  /** The number of the last step that was read; 0 for none. */
  version: number;
  requestId?: string | undefined;
};
type ProposeInput = DecideCircumstanceInput & TypedCircumstance & { released: boolean };

const record = (run: Run<CircumstancePlace>, step: Step<CircumstancePlace['last']>): Promise<TakenStep> =>
  recordNationalStep(
    run,
    { ...run.resource, subject: 'circumstance', code: run.resource.activity.code },
    step,
    (row) => run.tx.insert(nationalCircumstanceStep).values({ ...row, activityId: run.resource.activityId }),
  );

/**
 * Proposes that an activity does not apply in one's own state, or the state's own milestones, from the round of the
 * report on. Throws BAD_INPUT with the fields at fault, NOT_OPEN, and NOT_ALLOWED_NOW as for national targets.
 */
export function proposeCircumstance(context: OperationContext, input: ProposeInput): Promise<TakenStep> {
  return runOperation(
    context,
    { permission: 'target.propose', once: 'circumstance.propose', resource: lockCircumstancePlace },
    input,
    async (run) => {
      const { round, years, last } = run.resource;
      requireOpenRound(round, last);
      const today = context.now().toISOString().slice(0, 10);
      const { content, problems } = checkCircumstance(input, { years, today });
      requireNoProblems(problems);
      const { released, version } = input;
      return record(run, {
        status: 'proposed',
        actor: 'focal_point',
        version,
        proposal: { content, released },
      });
    },
  );
}

/** Clears what the state's focal point proposed, so that it goes to the secretariat. */
export function clearCircumstance(
  context: OperationContext,
  input: DecideCircumstanceInput,
): Promise<TakenStep> {
  return runOperation(
    context,
    { permission: 'target.clear', once: 'circumstance.clear', resource: lockCircumstancePlace },
    input,
    (run) => record(run, { status: 'cleared', actor: 'clearing_officer', version: input.version }),
  );
}

/** Accepts what the state has cleared. An activity that does not apply is no longer asked where nothing was written. */
export function acceptCircumstance(
  context: OperationContext,
  input: DecideCircumstanceInput,
): Promise<TakenStep> {
  return runOperation(
    context,
    { permission: 'target.decide', once: 'circumstance.accept', resource: lockCircumstancePlace },
    input,
    (run) => record(run, { status: 'accepted', actor: 'secretariat', version: input.version }),
  );
}

/** Returns what waits to the focal point, with a reason. Throws BAD_INPUT at "reason". */
export function returnCircumstance(
  context: OperationContext,
  input: DecideCircumstanceInput & { reason: string },
): Promise<TakenStep> {
  return runOperation(
    context,
    {
      permission: ({ last }) => (last?.status === 'proposed' ? 'target.clear' : 'target.decide'),
      once: 'circumstance.return',
      resource: lockCircumstancePlace,
    },
    input,
    async (run) => {
      const { reason, problems } = checkReturnReason(input.reason);
      requireNoProblems(problems);
      return record(run, {
        status: 'returned',
        actor: run.resource.last?.status === 'proposed' ? 'clearing_officer' : 'secretariat',
        version: input.version,
        note: reason,
      });
    },
  );
}
