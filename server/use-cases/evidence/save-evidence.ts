import { evidence as evidenceTable } from '#db/schema/submission.ts';
import {
  type Disclosure,
  type EvidencePurpose,
  findSizeProblem,
  type ScanResult,
} from '#server/domain/evidence/evidence.rules.ts';
import type { Run } from '#server/operation/run-operation.ts';
import { recordRevision } from '#server/operation/record-revision.ts';
import type { StoredSubmission } from '#server/loaders/submission/load-submission.ts';
import { createHash, randomBytes } from 'node:crypto';
import { requireNoProblems } from '#server/domain/error/domain-error.ts';
import { normaliseFileName, fileKinds } from '#server/domain/evidence/file-kinds.rules.ts';
import type { RemovedContent } from '#server/domain/evidence/removed-content.rules.ts';
import type { FilesContext } from '#server/operation/files-context.ts';

/** What history keeps of a piece of evidence, and shows. */
export type EvidenceRevision = {
  subject: 'activity' | 'indicator' | null;
  code: string | null;
  cell: string | null;
  title: string;
  disclosure: Disclosure;
  /** The name of the file, or the address of the link. */
  source: string;
  sha256: string | null;
};

export type NewEvidence = {
  purpose: EvidencePurpose;
  activityId: number | null;
  indicatorId: number | null;
  subject: EvidenceRevision['subject'];
  code: string | null;
  cell: string | null;
  title: string;
  disclosure: Disclosure;
  packReference: string | null;
} & ({ link: string; file: null } | { link: null; file: StoredContent });

/** Writes the row and its first line of history; returns the id of the row. */
export async function saveEvidence(run: Run<StoredSubmission>, evidence: NewEvidence): Promise<number> {
  const { tx, personId, resource: submission } = run;
  const { file, link } = evidence;
  const [row] = await tx
    .insert(evidenceTable)
    .values({
      submissionId: submission.id,
      purpose: evidence.purpose,
      activityId: evidence.activityId,
      indicatorId: evidence.indicatorId,
      cell: evidence.cell,
      kind: file ? 'file' : 'link',
      title: evidence.title,
      url: link,
      storageKey: file?.storageKey ?? null,
      fileName: file?.fileName ?? null,
      contentType: file?.contentType ?? null,
      sizeBytes: file?.sizeBytes ?? null,
      sha256: file?.sha256 ?? null,
      scan: file?.scan ?? null,
      disclosure: evidence.disclosure,
      packReference: evidence.packReference,
      addedBy: personId,
      addedAt: run.now().toISOString(),
      removedContents: [...(file?.removed ?? [])],
    })
    .returning({ id: evidenceTable.id });
  if (!row) throw new Error('An insert that returns gives a row.');
  await recordEvidence(run, submission, row.id, null, {
    subject: evidence.subject,
    code: evidence.code,
    cell: evidence.cell,
    title: evidence.title,
    disclosure: evidence.disclosure,
    source: file ? file.fileName : link,
    sha256: file?.sha256 ?? null,
  });
  return row.id;
}

/** Adds to the history of a piece of evidence; `after` null says that it was removed. */
export const recordEvidence = (
  run: Run,
  submission: { id: number },
  id: number,
  before: EvidenceRevision | null,
  after: EvidenceRevision | null,
): Promise<void> =>
  recordRevision(run, run.now().toISOString(), {
    submissionId: submission.id,
    subject: 'evidence',
    key: String(id),
    before,
    after,
  });

/** What a row says of the file that it names. */
type StoredContent = {
  storageKey: string;
  fileName: string;
  contentType: string;
  sizeBytes: number;
  /** Of what is stored and given back. */
  sha256: string;
  /** Of what was sent: tells a repetition from another file. */
  sentSha256: string;
  scan: ScanResult;
  /** What was taken out of it. */
  removed: readonly RemovedContent[];
};

/** Throws BAD_INPUT at `file` for what its size alone refuses. */
export function requireFileSize(file: File): void {
  const problem = findSizeProblem(file.size);
  requireNoProblems(problem ? [{ path: 'file', message: problem }] : []);
}

/**
 * Examines and stores a file. The row that names it is written after it: a row never names a file that is not there.
 * A file whose row was not written stays until the sweep finds it, since after a broken line nobody knows.
 */
export async function saveFile(context: FilesContext, file: File): Promise<StoredContent> {
  requireFileSize(file);
  const sent = new Uint8Array(await file.arrayBuffer());
  const { content, kind, scan, removed } = await context.fileIntake.take(sent);
  const problem = findSizeProblem(content.length);
  requireNoProblems(problem ? [{ path: 'file', message: problem }] : []);
  const storageKey = randomBytes(16).toString('hex');
  const { contentType } = fileKinds[kind];
  await context.files.put(storageKey, content, contentType);
  return {
    storageKey,
    fileName: normaliseFileName(file.name, kind),
    contentType,
    sizeBytes: content.length,
    sha256: hash(content),
    sentSha256: hash(sent),
    scan,
    removed,
  };
}

/**
 * Names a stored file by a row. `write` is an operation that is done once for each request: a repetition gets the first
 * answer, and what it stored a second time goes. It calls `attach` only where it writes.
 */
export async function attachOnce(
  context: FilesContext,
  stored: StoredContent,
  write: (attach: (id: Promise<number>) => Promise<{ id: number }>) => Promise<{ id: number }>,
): Promise<{ id: number }> {
  let isNew = false;
  const added = await write(async (row) => {
    const id = await row;
    isNew = true;
    return { id };
  });
  if (!isNew) await context.files.remove(stored.storageKey);
  return added;
}

const hash = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');
