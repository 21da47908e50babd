import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { requireNoProblems } from '#server/domain/error/domain-error.ts';
import {
  checkReturnReason,
  type NationalTargetContent,
  type YearValue,
} from '#server/domain/target/national-target.rules.ts';
import { lockTargetPlace, type TargetKey } from '#server/loaders/target/load-national-target.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { recordTargetStep, type TakenStep } from './record-target-step.ts';

export type DecideNationalTargetInput = TargetKey & {
  /** The number of the step that was read. */
  version: number;
  requestId?: string | undefined;
};

/** Clears what the state's focal point proposed, so that it goes to the secretariat. */
export function clearNationalTarget(
  context: OperationContext,
  input: DecideNationalTargetInput,
): Promise<TakenStep> {
  return runOperation(
    context,
    { permission: 'target.clear', once: 'target.clear', resource: lockTargetPlace },
    input,
    (run) => recordTargetStep(run, { status: 'cleared', actor: 'clearing_officer', version: input.version }),
  );
}

/**
 * Accepts what the state has cleared: it becomes the state's own baseline and targets from its round on. What held in
 * earlier rounds stays.
 */
export function acceptNationalTarget(
  context: OperationContext,
  input: DecideNationalTargetInput,
): Promise<TakenStep> {
  return runOperation(
    context,
    { permission: 'target.decide', once: 'target.accept', resource: lockTargetPlace },
    input,
    async (run) => {
      const { last, indicatorId, reporterId } = run.resource;
      const taken = await recordTargetStep(run, {
        status: 'accepted',
        actor: 'secretariat',
        version: input.version,
      });
      if (last) await writeFigures(run.tx, { indicatorId, reporterId, roundId: last.roundId }, last.content);
      return taken;
    },
  );
}

/**
 * Returns what waits to the state's focal point, with a reason: the clearing officer what is proposed, the secretariat
 * what is cleared. Throws BAD_INPUT at "reason".
 */
export function returnNationalTarget(
  context: OperationContext,
  input: DecideNationalTargetInput & { reason: string },
): Promise<TakenStep> {
  return runOperation(
    context,
    {
      permission: ({ last }) => (last?.status === 'proposed' ? 'target.clear' : 'target.decide'),
      once: 'target.return',
      resource: lockTargetPlace,
    },
    input,
    async (run) => {
      const { reason, problems } = checkReturnReason(input.reason);
      requireNoProblems(problems);
      return recordTargetStep(run, {
        status: 'returned',
        actor: run.resource.last?.status === 'proposed' ? 'clearing_officer' : 'secretariat',
        version: input.version,
        note: reason,
      });
    },
  );
}

type Owner = { indicatorId: number; reporterId: number; roundId: number };

async function writeFigures(
  tx: Transaction,
  owner: Owner,
  { baseline, targets }: NationalTargetContent,
): Promise<void> {
  await writeRows(tx, 'baseline', owner, baseline ? [baseline] : []);
  await writeRows(tx, 'target', owner, targets);
}

/** Ends with the round what no longer holds, and adds what is new from it on. What was added with the round goes. */
async function writeRows(
  tx: Transaction,
  name: 'baseline' | 'target',
  { indicatorId, reporterId, roundId }: Owner,
  rows: readonly YearValue[],
): Promise<void> {
  const table = sql.raw(`tracker.${name}`);
  const wanted = sql`json_to_recordset(${JSON.stringify(rows)}::text::json) as w (year integer, value numeric)`;
  const own = sql`x.indicator_id = ${indicatorId} and x.reporter_id = ${reporterId} and x.ended_round_id is null`;
  const gone = sql`${own} and not exists (select from ${wanted} where (w.year, w.value) = (x.year, x.value))`;
  await tx.execute(sql`delete from ${table} x where ${gone} and x.added_round_id = ${roundId}`);
  await tx.execute(sql`update ${table} x set ended_round_id = ${roundId} where ${gone}`);
  await tx.execute(sql`
    insert into ${table} (indicator_id, reporter_id, year, value, added_round_id)
    select ${indicatorId}, ${reporterId}, w.year, w.value, ${roundId} from ${wanted}
    where not exists (select from ${table} x where ${own} and x.year = w.year)`);
}
