import { decideInThread } from '#server/publications/decide-thread.ts';
import { desc, eq, sql } from 'drizzle-orm';
import { DomainError, type FieldProblem, requireNoProblems } from '#server/domain/error/domain-error.ts';
import type { DocumentBody } from '#server/domain/publication/documents.ts';
import { findTextProblem } from '#server/domain/submission/text.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { buildPublication } from '#server/domain/publication/build-publication.ts';
import { sealPublication } from '#server/publications/seal-publication.ts';
import {
  listChecksums,
  type StoredChecksums,
  savePublication,
} from '#server/publications/save-publication.ts';
import { getCodeChecksum } from '#server/publications/code-checksum.ts';
import {
  compareWithApprovedReport,
  listApprovedDrafts,
  requireReportDecision,
} from './compare-with-approved-report.ts';
import { listCompiledRounds } from '#server/loaders/publication/load-compiled.ts';
import {
  loadPublicationInput,
  type PublicationWords,
} from '#server/loaders/publication/load-publication-input.ts';
import { saveEvidenceFiles } from './save-evidence-files.ts';
import { type Run, runOperation } from '#server/operation/run-operation.ts';
import type { Transaction } from '#db/as-viewer.ts';
import { publicationEvent } from '#db/schema/compilation.ts';
import { publication } from '#db/schema/published.ts';

export type PublishInput = PublicationWords & {
  round: string;
  /** That the approved report does not go along, where what is published is not what it says. */
  withoutReport?: boolean | undefined;
};

/** Who had set the minute, where a publication was scheduled. */
export type Scheduled = { scheduledBy: string };

export type Published = { number: number; round: string };

/** Publications are made one at a time: each is judged against all that came before it. */
const publicationLock = 20_231_120;

/**
 * Publishes a round: writes what the public may see, with everything of earlier rounds that goes with it, as a
 * new numbered publication that never changes. What may be seen is decided by the disclosure rules against every
 * earlier publication. A correction of an older round keeps the rounds after it. Throws NOT_ALLOWED_NOW when the round is
 * not compiled, and when its report is approved and says something else than would be published, with what has changed.
 */
export function publish(context: OperationContext, input: PublishInput): Promise<Published> {
  return runOperation(context, { permission: 'publication.publish' }, input, async (run) => {
    requireNoProblems(listWordProblems(input));
    return publishWithin(context, run, input);
  });
}

/** What is wrong with the words of a publication, by field. */
export function listWordProblems(input: Pick<PublishInput, 'title' | 'meeting' | 'note'>): FieldProblem[] {
  return (['title', 'meeting', 'note'] as const).flatMap((field) => {
    const text = input[field] ?? '';
    const problem = text.length > 2000 ? 'Shorten this to 2,000 characters.' : findTextProblem(text);
    return problem ? [{ path: field, message: problem }] : [];
  });
}

/** Publishes as part of an operation: all that is written beside it stands or falls with the publication. */
export async function publishWithin(
  context: OperationContext,
  { tx, personId }: Run,
  input: PublishInput & Partial<Scheduled>,
): Promise<Published> {
  await tx.execute(sql`select pg_advisory_xact_lock(${publicationLock})`);
  const rounds = await listCompiledRounds(tx, input.round);
  const chosen = rounds.find(({ code }) => code === input.round);
  if (!chosen) throw new DomainError('NOT_FOUND', `There is no round ${input.round}.`);
  const [used] = await tx
    .select({ number: publicationEvent.publicationNumber })
    .from(publicationEvent)
    .where(eq(publicationEvent.compilationId, chosen.compilationId))
    .limit(1);
  if (used) {
    throw new DomainError(
      'NOT_ALLOWED_NOW',
      `This compilation is already publication ${used.number}. Compile the round again to publish a correction.`,
    );
  }
  const words = { ...input, publishedAt: context.now() };
  const content = await loadPublicationInput(tx, rounds, chosen, words, { reuse: true });
  await decideInThread(content.figures, {}, content.reuse?.unchanged);
  const built = buildPublication(content);
  const approved = await listApprovedDrafts(tx, chosen.compilationId);
  requireReportDecision(compareWithApprovedReport(approved, built), input.withoutReport ?? false);
  const { number, publishedAt: at, plan } = content.publication;
  await savePublication(tx, built, content.reuse?.earlier ?? (await loadNewestChecksums(tx, plan.code)));
  const compilations = rounds.map(({ compilationId }) => compilationId);
  await saveEvidenceFiles(tx, built.documents.get('evidence') as DocumentBody<'evidence'>, compilations);
  await tx.execute(sql`
      insert into tracker.publication_event (publication_number, compilation_id, published_by, published_at,
        scheduled_by, built_by)
      values (${number}, ${chosen.compilationId}, ${personId}, ${at}::timestamptz, ${input.scheduledBy ?? null},
        ${getCodeChecksum()})`);
  await tx.execute(sql`
      insert into tracker.publication_source (publication_number, compilation_id)
      select ${number}, unnest(${sql.param(compilations)}::integer[])`);
  await sealPublication(tx, context.signer, number, context.now());
  await tx.execute(sql`select pg_notify('publication', ${String(number)})`);
  return { number, round: input.round };
}

/** The documents of the newest publication of a plan; null before the first. */
async function loadNewestChecksums(tx: Transaction, plan: string): Promise<StoredChecksums | null> {
  const [newest] = await tx
    .select({ number: publication.number })
    .from(publication)
    .where(eq(publication.planCode, plan))
    .orderBy(desc(publication.number))
    .limit(1);
  return newest ? { number: newest.number, checksums: await listChecksums(tx, newest.number) } : null;
}
