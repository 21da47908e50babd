import type { FileIntake, FileStorage } from '#server/files/file-storage.ts';
import type { UseCaseContext } from '../use-case-context.ts';

/** For use-cases that store or open files. */
export type FilesContext = UseCaseContext & { files: FileStorage; fileIntake: FileIntake };
