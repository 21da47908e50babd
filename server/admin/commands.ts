import { backupCommand, restoreCommand, verifyCommand } from './backup/backup-commands.ts';
import type { Command } from './command.ts';
import { createAdministratorCommand } from './create-administrator-command.ts';
import { restoreFilesCommand } from './files/restore-files-command.ts';
import { sweepFilesCommand } from './files/sweep-files-command.ts';
import { exportPlanCommand, importPlanCommand } from './plan-commands.ts';
import { verifyAuditCommand } from './verify-audit-command.ts';
import { verifyPublicationCommand } from './verify-publication-command.ts';

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
