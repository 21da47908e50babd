import type { ScanResult } from '#server/domain/evidence/evidence.rules.ts';
import type { FileKind } from '#server/domain/evidence/file-kinds.rules.ts';

/** A file that was examined: what it is, and its content without what says who made it where and when. */
export type TakenFile = { content: Uint8Array; kind: FileKind; scan: ScanResult };

/** The door that every uploaded file comes through. */
export type FileIntake = {
  /**
   * Examines, scans and cleans a file. Throws DomainError: BAD_INPUT at `file` with the sentence that says why it is
   * not taken, TOO_MANY_ATTEMPTS when too many are being examined, NOT_ALLOWED_NOW when the scanner does not answer.
   */
  take(content: Uint8Array): Promise<TakenFile>;
};
