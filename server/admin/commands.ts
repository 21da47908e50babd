import { backupCommand, restoreCommand, verifyCommand } from './backup/backup-commands.ts';
import type { Command } from './command.ts';
import { createAdministratorCommand } from './create-administrator.ts';
import { restoreFilesCommand, sweepFilesCommand } from './files/files-commands.ts';
import { exportPlanCommand, importPlanCommand } from './plan-commands.ts';
import { verifyAuditCommand, verifyPublicationCommand } from './verify-commands.ts';

/** Everything that `npm run admin --` does, in the order of its help. */
export const commands: readonly Command[] = [
  createAdministratorCommand,
  importPlanCommand,
  exportPlanCommand,
  backupCommand,
  verifyCommand,
  restoreCommand,
  restoreFilesCommand,
  sweepFilesCommand,
  verifyAuditCommand,
  verifyPublicationCommand,
];
