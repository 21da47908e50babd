import type { FileIntake, FileStorage } from '#server/files/file-storage.ts';
import type { OperationContext } from './operation-context.ts';

/** For use-cases that store or open files. */
export type FilesContext = OperationContext & { files: FileStorage; fileIntake: FileIntake };
