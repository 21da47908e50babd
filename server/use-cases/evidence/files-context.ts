import type { FileIntake } from '#server/files/intake.ts';
import type { FileStorage } from '#server/files/file-storage.ts';
import type { UseCaseContext } from '../use-case-context.ts';

/** For use-cases that store or open files. */
export type FilesContext = UseCaseContext & { files: FileStorage; fileIntake: FileIntake };
