import { createHash, randomBytes } from 'node:crypto';
import { refuseBadInput } from '#server/domain/error/domain-error.ts';
import { findSizeProblem, type ScanResult } from '#server/domain/evidence/evidence.rules.ts';
import { cleanFileName, fileKinds } from '#server/domain/evidence/file-kinds.rules.ts';
import type { RemovedContent } from '#server/domain/evidence/removed-content.rules.ts';
import type { FilesContext } from '#server/operation/files-context.ts';

/** What a row says of the file that it names. */
export type StoredContent = {
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
export function refuseSize(file: File): void {
  const problem = findSizeProblem(file.size);
  refuseBadInput(problem ? [{ path: 'file', message: problem }] : []);
}

/**
 * Examines and stores a file. The row that names it is written after it: a row never names a file that is not there.
 * A file whose row was not written stays until the sweep finds it, since after a broken line nobody knows.
 */
export async function storeFile(context: FilesContext, file: File): Promise<StoredContent> {
  refuseSize(file);
  const sent = new Uint8Array(await file.arrayBuffer());
  const { content, kind, scan, removed } = await context.fileIntake.take(sent);
  const problem = findSizeProblem(content.length);
  refuseBadInput(problem ? [{ path: 'file', message: problem }] : []);
  const storageKey = randomBytes(16).toString('hex');
  const { contentType } = fileKinds[kind];
  await context.files.put(storageKey, content, contentType);
  return {
    storageKey,
    fileName: cleanFileName(file.name, kind),
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
