import type { ScanResult } from '#server/domain/evidence/evidence.rules.ts';
import type { FileKind } from '#server/domain/evidence/file-kinds.rules.ts';
import type { RemovedContent } from '#server/domain/evidence/removed-content.rules.ts';

/**
 * Where uploaded files lie: outside the database, under keys that say nothing. Drivers: a directory on this machine
 * (the default) and any S3-compatible store.
 */
export type FileStorage = {
  /** Stores the whole content under a key that is not there yet; resolves once it is safe. */
  put(key: string, content: Uint8Array, contentType: string): Promise<void>;
  /** The content in pieces, or null where there is no such file. */
  open(key: string): Promise<ReadableStream<Uint8Array> | null>;
  /** Removes a file; harmless where there is none. */
  remove(key: string): Promise<void>;
  /** Every file that is stored, in no order; `storedAt` is when it was put there. */
  list(): AsyncIterable<StoredFile>;
  /** Where the files lie, for the operator: never with a secret in it. */
  readonly place: string;
};

export type StoredFile = { key: string; bytes: number; storedAt: Date };

/** Keys are 32 random hexadecimal digits: nothing of a name, a path or a report is in them. */
export const storageKeyPattern = /^[0-9a-f]{32}$/;

/** Throws on anything that is not a key of ours: a key comes from the database, and is still not trusted with a path. */
export function requireStorageKey(key: string): void {
  if (!storageKeyPattern.test(key)) throw new Error('This is not the key of a stored file.');
}

/**
 * A file that was examined: what it is, its content without what says who made it where and when and without what would
 * fetch or run something, and what was removed that a reader may want to know of.
 */
type TakenFile = { content: Uint8Array; kind: FileKind; scan: ScanResult; removed: RemovedContent[] };

/** The door that every uploaded file comes through. */
export type FileIntake = {
  /**
   * Examines, scans and cleans a file. Throws DomainError: BAD_INPUT at `file` with the sentence that says why it is
   * not taken, TOO_MANY_ATTEMPTS when too many are being examined, NOT_ALLOWED_NOW when the scanner does not answer.
   */
  take(content: Uint8Array): Promise<TakenFile>;
};
