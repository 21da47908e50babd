import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { reportEdition, reportJob } from '#db/schema/edition.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { reportFormats } from '#server/domain/report/document.types.ts';
import { type EditionGroup, isInGroup } from '#server/domain/report/edition.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { type Run, runOperation } from '#server/operation/run-operation.ts';

export type DraftKey = { round: string; number: number };
export type RequestedFiles = { job: number; total: number };

const draftShape = {
  id: z.number(),
  sha256: z.string(),
  publicContentSha256: z.string(),
  compilationSha256: z.string(),
  /** How many of the report's problems have to be mended before anybody signs. */
  problems: z.number(),
};
export type LockedDraft = RowOf<typeof draftShape>;

/** A draft, held until the transaction ends. Throws NOT_FOUND. */
export async function lockDraft(tx: Transaction, { round, number }: DraftKey): Promise<LockedDraft> {
  const [draft] = await readRows(
    tx,
    draftShape,
    sql`
    select d.id, d.sha256, d.public_content_sha256 as "publicContentSha256", k.sha256 as "compilationSha256",
      coalesce(jsonb_array_length(d.problems), 0) as problems
    from tracker.report_draft d
    join tracker.round r on r.id = d.round_id and r.code = ${round}
    join tracker.compilation k on k.id = d.compilation_id
    where d.number = ${number}`,
  );
  if (!draft) throw new DomainError('NOT_FOUND', `There is no draft ${number} of ${round}.`);
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`report draft ${draft.id}`}, 0))`);
  return draft;
}

/**
 * Asks for the files of a draft: Word, PDF and workbook of every edition of a group. They are made by a job. Asking again
 * while it waits or runs changes nothing, and what is made already is not made again.
 */
export function requestFiles(
  context: OperationContext,
  input: DraftKey & { group: EditionGroup },
): Promise<RequestedFiles> {
  return runOperation(context, { permission: 'edition.make' }, input, async (run) => {
    const { tx } = run;
    return queueFiles(run, await lockDraft(tx, input), ({ edition }) => isInGroup(edition, input.group));
  });
}

export type EditionPlace = { edition: string; scope: string };

/** Writes the job of making the files of some editions, in a transaction that holds the draft. */
export async function queueFiles(
  run: Run,
  draft: Pick<LockedDraft, 'id'>,
  isWanted: (place: EditionPlace) => boolean,
): Promise<RequestedFiles> {
  const { tx, personId } = run;
  const rows = await tx
    .select({ edition: reportEdition.edition, scope: reportEdition.scope })
    .from(reportEdition)
    .where(eq(reportEdition.draftId, draft.id))
    .orderBy(reportEdition.position);
  const editions = rows.filter(isWanted);
  const [open] = await tx
    .select({ job: reportJob.id, total: reportJob.total })
    .from(reportJob)
    .where(
      and(eq(reportJob.draftId, draft.id), eq(reportJob.state, 'waiting'), eq(reportJob.editions, editions)),
    );
  if (open) return open;
  const at = run.now().toISOString();
  const [made] = await tx
    .insert(reportJob)
    .values({
      draftId: draft.id,
      editions,
      total: editions.length * reportFormats.length,
      askedBy: personId,
      askedAt: at,
      changedAt: at,
    })
    .returning({ job: reportJob.id, total: reportJob.total });
  if (!made) throw new Error('An insert of one row returns one row.');
  await tx.execute(sql`select pg_notify('report', ${String(made.job)})`);
  return made;
}
