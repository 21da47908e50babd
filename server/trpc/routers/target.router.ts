import { z } from 'zod';
import { getNationalTarget } from '#server/queries/target/get-national-target.query.ts';
import {
  listNationalTargets,
  listTargetDecisions,
} from '#server/queries/target/list-national-targets.query.ts';
import {
  acceptNationalTarget,
  clearNationalTarget,
  returnNationalTarget,
} from '#server/use-cases/target/decide-national-target.ts';
import { proposeNationalTarget } from '#server/use-cases/target/propose-national-target.ts';
import {
  getCircumstance,
  listCircumstanceDecisions,
  listCircumstances,
} from '#server/queries/target/circumstances.query.ts';
import {
  acceptCircumstance,
  clearCircumstance,
  proposeCircumstance,
  returnCircumstance,
} from '#server/use-cases/target/take-circumstance-step.ts';
import { memberProcedure, router } from '../init.ts';

const code = z.string().min(1).max(40);
const key = z.object({ round: code, reporter: code, indicator: code });
const figure = z.string().max(60);
const decision = key.extend({
  version: z.number().int().min(0).max(2_147_483_647),
  requestId: z.string().optional(),
});

/** National targets: a state's own baseline and targets for an indicator. */
export const targetRouter = router({
  list: memberProcedure
    .input(z.object({ round: code, reporter: code }))
    .query(({ ctx, input }) => listNationalTargets(ctx, input)),
  get: memberProcedure.input(key).query(({ ctx, input }) => getNationalTarget(ctx, input)),
  /** What waits for the secretariat, and what it has decided. */
  decisions: memberProcedure
    .input(z.object({ plan: z.string().min(1).max(60).optional() }))
    .query(({ ctx, input }) => listTargetDecisions(ctx, input)),
  propose: memberProcedure
    .input(
      decision.extend({
        baseline: z.object({ year: figure, value: figure }),
        targets: z.array(z.object({ year: z.number().int().min(1900).max(2200), value: figure })).max(50),
        released: z.boolean(),
      }),
    )
    .mutation(({ ctx, input }) => proposeNationalTarget(ctx, input)),
  clear: memberProcedure.input(decision).mutation(({ ctx, input }) => clearNationalTarget(ctx, input)),
  accept: memberProcedure.input(decision).mutation(({ ctx, input }) => acceptNationalTarget(ctx, input)),
  return: memberProcedure
    .input(decision.extend({ reason: z.string().max(20_000) }))
    .mutation(({ ctx, input }) => returnNationalTarget(ctx, input)),
});

const activityKey = z.object({ round: code, reporter: code, activity: code });
const onActivity = activityKey.extend({
  version: z.number().int().min(0).max(2_147_483_647),
  requestId: z.string().optional(),
});
const words = z.string().max(20_000);

/** National circumstances: that an activity does not apply in a state, or the state's own milestones. */
export const circumstanceRouter = router({
  list: memberProcedure
    .input(z.object({ round: code, reporter: code }))
    .query(({ ctx, input }) => listCircumstances(ctx, input)),
  get: memberProcedure.input(activityKey).query(({ ctx, input }) => getCircumstance(ctx, input)),
  /** What waits for the secretariat, and what it has decided. */
  decisions: memberProcedure
    .input(z.object({ plan: z.string().min(1).max(60).optional() }))
    .query(({ ctx, input }) => listCircumstanceDecisions(ctx, input)),
  propose: memberProcedure
    .input(
      onActivity.extend({
        applies: z.boolean(),
        reason: words,
        milestones: z
          .array(z.object({ title: words, planned: figure, revised: figure, reached: figure }))
          .max(20),
        released: z.boolean(),
      }),
    )
    .mutation(({ ctx, input }) => proposeCircumstance(ctx, input)),
  clear: memberProcedure.input(onActivity).mutation(({ ctx, input }) => clearCircumstance(ctx, input)),
  accept: memberProcedure.input(onActivity).mutation(({ ctx, input }) => acceptCircumstance(ctx, input)),
  return: memberProcedure
    .input(onActivity.extend({ reason: words }))
    .mutation(({ ctx, input }) => returnCircumstance(ctx, input)),
});
