import type { ScanResult } from '#server/domain/evidence/evidence.rules.ts';
import type { FileKind } from '#server/domain/evidence/file-kinds.rules.ts';
import type { RemovedContent } from '#server/domain/evidence/removed-content.rules.ts';

/**
 * A file that was examined: what it is, its content without what says who made it where and when and without what would
 * fetch or run something, and what was removed that a reader may want to know of.
 */
export type TakenFile = { content: Uint8Array; kind: FileKind; scan: ScanResult; removed: RemovedContent[] };

/** The door that every uploaded file comes through. */
export type FileIntake = {
  /**
   * Examines, scans and cleans a file. Throws DomainError: BAD_INPUT at `file` with the sentence that says why it is
   * not taken, TOO_MANY_ATTEMPTS when too many are being examined, NOT_ALLOWED_NOW when the scanner does not answer.
   */
  take(content: Uint8Array): Promise<TakenFile>;
};
