import { createHash, randomBytes } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { publication } from '#db/schema/published.ts';
import type { FileStorage } from '#server/files/file-storage.ts';
import { type ReportFormat, reportFormats, reportTypes } from '#server/domain/report/document.types.ts';
import { loadPrintedDocument } from '#server/loaders/edition/load-printed-document.ts';
import { queueFilesReady } from '#server/notifications/queue-desk-mail.ts';
import { renderReport } from '#server/reports/render-document.ts';
import { sealPublication } from '#server/publications/seal-publication.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

const jobShape = {
  id: z.number(),
  draft: z.number(),
  editions: z.array(z.object({ edition: z.string(), scope: z.string() })),
};
type Job = RowOf<typeof jobShape>;
type Place = { draft: number; edition: string; scope: string; format: ReportFormat };

const making = { permission: 'edition.make' } as const;

/** A job that nobody has touched for this long was left behind by a process that ended. */
const abandonedMinutes = 5;

/**
 * Makes the files that were asked for, one after the other, until nothing waits; how many. Each is drawn in the drawing
 * thread, stored, and named by a row; one that is there is not made again, so that a job may be begun anew at any time. Whoever
 * asked is told when all are there.
 * Run as somebody of the secretariat.
 */
export async function renderRequestedFiles(
  context: OperationContext & { files: FileStorage },
): Promise<number> {
  let made = 0;
  for (let job = await claimJob(context); job; job = await claimJob(context)) {
    try {
      let done = 0;
      for (const { edition, scope } of job.editions) {
        for (const format of reportFormats) {
          if (await makeFile(context, { draft: job.draft, edition, scope, format })) made += 1;
          done += 1;
          await tell(context, job, 'running', done);
        }
      }
      await tell(context, job, 'done', done);
    } catch (error) {
      await tell(context, job, 'failed', null);
      throw error;
    }
  }
  return made;
}

async function claimJob(context: OperationContext): Promise<Job | null> {
  const at = context.now().toISOString();
  return runOperation(context, making, {}, async ({ tx }) => {
    const [job] = await readRows(
      tx,
      jobShape,
      sql`
      update tracker.report_job set state = 'running', changed_at = ${at}::timestamptz, fault = ''
      where id = (select id from tracker.report_job
        where state = 'waiting' or (state = 'running'
          and changed_at < ${at}::timestamptz - make_interval(mins => ${abandonedMinutes}))
        order by id limit 1 for update skip locked)
      returning id, draft_id as draft, editions`,
    );
    return job ?? null;
  });
}

async function tell(
  context: OperationContext,
  { id }: Job,
  state: 'running' | 'done' | 'failed',
  done: number | null,
): Promise<void> {
  const fault = state === 'failed' ? 'A file could not be made. Request the files again.' : '';
  const at = context.now().toISOString();
  await runOperation(context, making, {}, async ({ tx }) => {
    await tx.execute(sql`
      update tracker.report_job set state = ${state}, done = coalesce(${done}::integer, done), fault = ${fault},
        changed_at = ${at}::timestamptz
      where id = ${id}`);
    if (state === 'done') await queueFilesReady(tx, id, at);
  });
}

/** False where the file is there already. */
async function makeFile(context: OperationContext & { files: FileStorage }, place: Place): Promise<boolean> {
  const found = await runOperation(context, making, {}, async ({ tx }) => {
    const printed = await loadPrintedDocument(tx, place);
    const approvals = printed.stamp.approvals.length;
    const [there] = await tx.execute(sql`
      select from tracker.report_file where draft_id = ${place.draft} and edition = ${place.edition}
        and scope = ${place.scope} and format = ${place.format} and approvals = ${approvals}`);
    return there ? null : printed;
  });
  if (!found) {
    await runOperation(context, making, {}, ({ tx }) => offerToPublic(context, tx, place));
    return false;
  }
  const content = await renderReport(found, place.format);
  const key = randomBytes(16).toString('hex');
  await context.files.put(key, content, reportTypes[place.format]);
  await runOperation(context, making, {}, async ({ tx }) => {
    await tx.execute(sql`
      insert into tracker.report_file (draft_id, edition, scope, format, approvals, storage_key, size_bytes, sha256,
        made_at)
      values (${place.draft}, ${place.edition}, ${place.scope}, ${place.format}, ${found.stamp.approvals.length}, ${key},
        ${content.length}, ${createHash('sha256').update(content).digest('hex')},
        ${context.now().toISOString()}::timestamptz)
      on conflict do nothing`);
    await offerToPublic(context, tx, place);
  });
  return true;
}

/**
 * Offers the file of an approved public edition to the publication that shows the same. The database lets nobody see it
 * before there is one.
 */
async function offerToPublic(
  context: OperationContext,
  tx: Transaction,
  { draft, edition, format }: Place,
): Promise<void> {
  if (edition !== 'public') return;
  const offered = await readRows(
    tx,
    { compilation: z.string(), content: z.string() },
    sql`
    insert into published.report_file (compilation_sha256, content_sha256, draft_number, format, document_sha256,
      storage_key, size_bytes, sha256, approved_at)
    select k.sha256, d.public_content_sha256, d.number, f.format, e.sha256, f.storage_key, f.size_bytes, f.sha256,
      a.approved_at
    from tracker.report_draft d
    join tracker.compilation k on k.id = d.compilation_id
    join tracker.report_approval a on a.draft_id = d.id and a.part = 'approved'
    join tracker.report_edition e on e.draft_id = d.id and e.edition = 'public'
    join tracker.report_file f on f.draft_id = d.id and f.edition = 'public' and f.format = ${format} and f.approvals = 3
    where d.id = ${draft}
    on conflict do nothing returning compilation_sha256 as compilation, content_sha256 as content`,
  );
  if (offered.length === 0) return;
  await offerDocument(tx, draft);
  await sealAgain(context, tx, offered);
  // Pages that are kept do not have it yet.
  await tx.execute(sql`select pg_notify('publication', 'report')`);
}

/** A publication that shows the same is sealed once more, with its report. */
async function sealAgain(
  { signer, now }: OperationContext,
  tx: Transaction,
  offered: readonly { compilation: string; content: string }[],
): Promise<void> {
  for (const { compilation, content } of offered) {
    const publications = await tx
      .select({ number: publication.number })
      .from(publication)
      .where(and(eq(publication.compilationSha256, compilation), eq(publication.contentSha256, content)));
    for (const { number } of publications) await sealPublication(tx, signer, number, now());
  }
}

/** Offers what the files are drawn from, so that one that is lost can be drawn again for the public. */
async function offerDocument(tx: Transaction, draft: number): Promise<void> {
  await tx.execute(sql`
    insert into published.report_document (compilation_sha256, content_sha256, draft_number, document, document_sha256,
      round_code, made_at, made_by, approvals, emblem)
    select k.sha256, d.public_content_sha256, d.number, e.document, e.sha256, r.code, d.made_at, p.name,
      (select jsonb_agg(jsonb_build_object('part', s.part, 'by', s.name, 'at', s.approved_at))
        from tracker.report_signatures(d.id) s), d.emblem
    from tracker.report_draft d
    join tracker.compilation k on k.id = d.compilation_id
    join tracker.round r on r.id = d.round_id
    join auth.person p on p.id = d.made_by
    join tracker.report_edition e on e.draft_id = d.id and e.edition = 'public'
    where d.id = ${draft}
    on conflict do nothing`);
}
