import { sql } from 'drizzle-orm';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { buildSupportCode, checkSupport, type TypedSupport } from '#server/domain/support/support.rules.ts';
import type { SupportContent } from '#server/domain/support/support.schema.ts';
import { findLearningPlan, type LearningPlan } from '#server/loaders/learning/load-learning.ts';
import { loadSupportLists, loadSupports } from '#server/loaders/support/load-support.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { recordRevision } from '#server/operation/record-revision.ts';
import { type Run, runOperation } from '#server/operation/run-operation.ts';

export type SaveSupportInput = {
  plan?: string | undefined;
  /** Of a support that is changed; a new one gets its own. */
  code?: string | undefined;
  /** What was read; 0 for a new one. */
  version: number;
  fields: TypedSupport;
  requestId?: string | undefined;
};
export type SavedSupport = { code: string; version: number; changed: boolean };

/**
 * Adds a support to a plan, or a new version of one. Throws BAD_INPUT with the fields at fault ("amounts.0.year"),
 * NOT_FOUND, and CONFLICT with the stored one when somebody else changed it first.
 */
export function saveSupport(context: OperationContext, input: SaveSupportInput): Promise<SavedSupport> {
  return runOperation(context, { permission: 'support.write', once: 'support.save' }, input, async (run) =>
    saveOne(run, await lockPlan(run.tx, input.plan), input),
  );
}

export type ImportSupportsInput = {
  plan?: string | undefined;
  /** What is taken of a file that was previewed. */
  rows: Pick<SaveSupportInput, 'code' | 'version' | 'fields'>[];
  requestId?: string | undefined;
};

/** Saves what was chosen of a partner's file: all of it or, where something does not fit any more, nothing. */
export function importSupports(
  context: OperationContext,
  input: ImportSupportsInput,
): Promise<{ saved: SavedSupport[] }> {
  return runOperation(
    context,
    { permission: 'support.write', once: 'support.import' },
    input,
    async (run) => {
      const plan = await lockPlan(run.tx, input.plan);
      const saved: SavedSupport[] = [];
      for (const row of input.rows) saved.push(await saveOne(run, plan, row));
      return { saved };
    },
  );
}

/** Two who add at once get two codes, and two who change one come after each other. */
async function lockPlan(tx: Transaction, code: string | undefined): Promise<LearningPlan> {
  const plan = await findLearningPlan(tx, code);
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`support/${plan.id}`}, 0))`);
  return plan;
}

async function saveOne(
  run: Run,
  plan: LearningPlan,
  input: Pick<SaveSupportInput, 'code' | 'version' | 'fields'>,
): Promise<SavedSupport> {
  const { tx } = run;
  const { partner, content, problems } = checkSupport(input.fields, await loadSupportLists(tx, plan.id));
  const supports = await loadSupports(tx, { plan: plan.id });
  const code = input.code ?? buildSupportCode(supports.map((one) => one.code));
  const stored = supports.find((one) => one.code === code) ?? null;
  if (!stored && input.version !== 0) throw new DomainError('NOT_FOUND', 'This support does not exist.');
  if ((stored?.version ?? 0) !== input.version) {
    throw new DomainError(
      'CONFLICT',
      `${stored?.changedBy ?? 'Somebody'} changed ${code} while you were editing. Nothing was saved.`,
      { current: stored },
    );
  }
  if (stored && stored.partner.code !== partner) {
    problems.push({
      path: 'partner',
      message: `This is support of ${stored.partner.name}. Add another one for another partner.`,
    });
  }
  const twin = supports.find(
    (one) =>
      one.code !== code &&
      one.partner.code === partner &&
      content.iatiIdentifier !== '' &&
      one.content.iatiIdentifier === content.iatiIdentifier,
  );
  if (twin) problems.push({ path: 'iatiIdentifier', message: `${twin.code} has this identifier already.` });
  requireNoProblems(problems);
  if (stored && isDeepStrictEqual(stored.content, content)) {
    return { code, version: stored.version, changed: false };
  }
  const version = input.version + 1;
  const at = run.now().toISOString();
  await writeSupport(run, plan.id, { code, partner, version, content }, at);
  await recordRevision(run, at, {
    subject: 'support',
    key: `${plan.code}/${code}`,
    after: { event: stored ? 'changed' : 'added', version, partner, ...content },
  });
  return { code, version, changed: true };
}

/** Writes a checked version and makes it the current one. */
async function writeSupport(
  { tx, personId }: Run,
  plan: number,
  saved: { code: string; partner: string; version: number; content: SupportContent },
  at: string,
): Promise<void> {
  const { code, partner, version, content } = saved;
  const [row] = await readRows(
    tx,
    { id: z.number() },
    version === 1
      ? sql`insert into tracker.support (plan_id, code, partner_id)
          select ${plan}, ${code}, n.id from tracker.partner n where n.slug = ${partner} returning id`
      : sql`update tracker.support set version = ${version} where plan_id = ${plan} and code = ${code} returning id`,
  );
  if (!row) throw new Error('A support that was checked can be written.');
  await tx.execute(sql`
    insert into tracker.support_version (support_id, version, kind, part, activity_id, area_id, description,
      carried_out_by, receivers, source, iati_identifier, withdrawn, changed_by, changed_at)
    values (${row.id}, ${version}, ${content.kind}, ${content.part},
      (select a.id from tracker.activity a where a.plan_id = ${plan} and a.code = ${content.activity}),
      (select t.id from tracker.thematic_area t where t.plan_id = ${plan} and t.code = ${content.area}),
      ${content.description}, ${content.carriedOutBy}, ${sql.param(content.receivers)}::text[], ${content.source},
      ${content.iatiIdentifier}, ${content.withdrawn}, ${personId}, ${at}::timestamptz)`);
  await tx.execute(sql`
    insert into tracker.support_amount (support_id, version, stage, year, currency, amount, source)
    select ${row.id}, ${version}, g.stage, g.year, g.currency, g.amount::numeric, g.source
    from json_to_recordset(${JSON.stringify(content.amounts)}::text::json)
      as g (stage text, year integer, currency text, amount text, source text)`);
}
