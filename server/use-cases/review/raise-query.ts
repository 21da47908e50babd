import { and, eq, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { query as queryTable } from '#db/schema/submission.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { activityFields } from '#server/domain/submission/snapshot-changes.calculations.ts';
import { findTextProblem, normaliseText } from '#server/domain/submission/text.rules.ts';
import { buildVersionFilter } from '#server/loaders/plan/words-of-round.ts';
import { createReportLoader, type StoredSubmission } from '#server/loaders/submission/load-submission.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { type Run, runOperation } from '#server/operation/run-operation.ts';

export type QueryInput = {
  subject: 'activity' | 'indicator';
  /** The code of the activity or indicator. */
  code: string;
  /** "status", "achievements", "note", "total", "sex=female" … */
  field: string;
  question: string;
};

/**
 * Writes down a question on one field. The reporter sees it once it is sent, with a return or by itself. A further
 * question on the same field asks again: what was said there stays above it.
 */
export function raiseQuery(
  context: OperationContext,
  input: { round: string; reporter: string; requestId?: string | undefined } & QueryInput,
): Promise<{ id: number }> {
  return runOperation(
    context,
    { permission: 'review.query', once: 'review.raiseQuery', resource: createReportLoader('update') },
    input,
    async (run) => {
      const { resource: submission } = run;
      if (submission.status !== 'submitted') {
        throw new DomainError(
          'NOT_ALLOWED_NOW',
          `The report is ${submission.status}; you can ask questions during a review.`,
        );
      }
      return { id: await createQuery(run, submission, input, '') };
    },
  );
}

/** Inserts a query; `path` stands before the names of fields at fault. */
export async function createQuery(
  run: Run,
  submission: StoredSubmission,
  input: QueryInput,
  path: string,
): Promise<number> {
  const { tx, personId } = run;
  const question = normaliseText(input.question).trim();
  const problem = question === '' ? 'Write the question.' : findTextProblem(question, 4000);
  const fieldProblem = findTextProblem(input.field);
  requireNoProblems([
    ...(problem ? [{ path: `${path}question`, message: problem }] : []),
    ...(fieldProblem ? [{ path: `${path}field`, message: fieldProblem }] : []),
  ]);
  await requireKnownField(tx, submission.round.id, input, path);
  const item =
    input.subject === 'activity'
      ? sql`select ar.activity_id as id from tracker.activity_report ar
          join tracker.activity a on a.id = ar.activity_id
          where ar.submission_id = ${submission.id} and a.code = ${input.code}`
      : sql`select ir.indicator_id as id from tracker.indicator_report ir
          join tracker.indicator i on i.id = ir.indicator_id
          where ir.submission_id = ${submission.id} and i.code = ${input.code}`;
  const [found] = await readRows(tx, { id: z.number() }, item);
  if (!found) {
    throw new DomainError('BAD_INPUT', `"${input.code}" is not part of this report.`, {
      fields: [{ path: `${path}code`, message: `"${input.code}" is not part of this report.` }],
    });
  }
  const [row] = await tx
    .insert(queryTable)
    .values({
      submissionId: submission.id,
      activityId: input.subject === 'activity' ? found.id : null,
      indicatorId: input.subject === 'indicator' ? found.id : null,
      field: input.field,
      question,
      raisedBy: personId,
      raisedAt: run.now().toISOString(),
      timesSubmitted: submission.timesSubmitted,
    })
    .returning({ id: queryTable.id });
  return row?.id ?? 0;
}

const indicatorFields = ['total', 'note', 'release'];

/** A question stands beside a field, so the field has to be one: a field of the item, or one of its cells. */
async function requireKnownField(
  tx: Transaction,
  roundId: number,
  input: Pick<QueryInput, 'subject' | 'code' | 'field'>,
  path: string,
): Promise<void> {
  const known: readonly string[] = input.subject === 'activity' ? activityFields : indicatorFields;
  if (known.includes(input.field)) return;
  const [dimension = '', category = ''] = input.field.split('=');
  const cell =
    input.subject === 'indicator' &&
    (
      await tx.execute(sql`
        select from tracker.indicator i
        join tracker.indicator_dimension d on d.indicator_id = i.id and d.dimension_code = ${dimension}
          and ${buildVersionFilter('d', roundId)}
        join tracker.category k on k.dimension_code = d.dimension_code and k.code = ${category}
        where i.code = ${input.code}
          and i.plan_id = (select plan_id from tracker.round where id = ${roundId}) limit 1`)
    ).length > 0;
  if (!cell)
    requireNoProblems([{ path: `${path}field`, message: `${input.code} has no field "${input.field}".` }]);
}

/** Takes back a question that has not been sent. */
export function removeQuery(
  context: OperationContext,
  input: { round: string; reporter: string; query: number },
): Promise<{ removed: boolean }> {
  return runOperation(
    context,
    { permission: 'review.query', resource: createReportLoader('share') },
    input,
    async ({ tx, resource: submission }) => {
      const gone = await tx
        .delete(queryTable)
        .where(
          and(
            eq(queryTable.id, input.query),
            eq(queryTable.submissionId, submission.id),
            isNull(queryTable.sentAt),
          ),
        )
        .returning({ id: queryTable.id });
      return { removed: gone.length > 0 };
    },
  );
}

/** Settles a question: its item is closed again on the next return. */
export function resolveQuery(
  context: OperationContext,
  input: { round: string; reporter: string; query: number },
): Promise<{ resolved: boolean }> {
  return runOperation(
    context,
    { permission: 'review.query', resource: createReportLoader('update') },
    input,
    async ({ tx, personId, resource: submission }) => {
      if (submission.status !== 'submitted') {
        throw new DomainError(
          'NOT_ALLOWED_NOW',
          'You can resolve a question only while the report is in review.',
        );
      }
      const rows = await tx
        .update(queryTable)
        .set({
          resolvedBy: personId,
          resolvedAt: context.now().toISOString(),
          version: sql`${queryTable.version} + 1`,
        })
        .where(
          and(
            eq(queryTable.id, input.query),
            eq(queryTable.submissionId, submission.id),
            isNull(queryTable.resolvedAt),
          ),
        )
        .returning({ id: queryTable.id });
      return { resolved: rows.length > 0 };
    },
  );
}
