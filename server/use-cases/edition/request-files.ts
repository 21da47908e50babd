import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { reportFormats } from '#server/domain/report/document.types.ts';
import { type EditionGroup, inGroup } from '#server/domain/report/edition.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { type Run, runOperation } from '#server/operation/run-operation.ts';

export type DraftKey = { round: string; number: number };
export type RequestedFiles = { job: number; total: number };

export type LockedDraft = {
  id: number;
  sha256: string;
  publicContentSha256: string;
  compilationSha256: string;
};

/** A draft, held until the transaction ends. Throws NOT_FOUND. */
export async function lockDraft(tx: Transaction, { round, number }: DraftKey): Promise<LockedDraft> {
  const [draft] = await tx.execute<LockedDraft>(sql`
    select d.id, d.sha256, d.public_content_sha256 as "publicContentSha256", k.sha256 as "compilationSha256"
    from tracker.report_draft d
    join tracker.round r on r.id = d.round_id and r.code = ${round}
    join tracker.compilation k on k.id = d.compilation_id
    where d.number = ${number}`);
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
    return queueFiles(run, await lockDraft(tx, input), ({ edition }) => inGroup(edition, input.group));
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
  const rows = await tx.execute<EditionPlace>(sql`
    select edition, scope from tracker.report_edition where draft_id = ${draft.id} order by position`);
  const editions = rows.filter(isWanted);
  const [open] = await tx.execute<{ job: number; total: number }>(sql`
    select id as job, total from tracker.report_job
    where draft_id = ${draft.id} and state = 'waiting' and editions = ${JSON.stringify(editions)}::text::jsonb`);
  if (open) return open;
  const at = run.now().toISOString();
  const [made] = await tx.execute<RequestedFiles>(sql`
    insert into tracker.report_job (draft_id, editions, total, asked_by, asked_at, changed_at)
    values (${draft.id}, ${JSON.stringify(editions)}::text::jsonb, ${editions.length * reportFormats.length},
      ${personId}, ${at}::timestamptz, ${at}::timestamptz)
    returning id as job, total`);
  if (!made) throw new Error('An insert of one row returns one row.');
  await tx.execute(sql`select pg_notify('report', ${String(made.job)})`);
  return made;
}
