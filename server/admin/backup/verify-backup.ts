import { type FileHandle, open } from 'node:fs/promises';
import { findCarryOverProblem, isFromBefore } from '#db/carry-over.ts';
import { listMigrations } from '#db/migrate.ts';
import type { BackupHeader } from './backup-format.ts';
import { AdminError } from '../admin-error.ts';
import { readBackup } from './read-backup.ts';

export type VerifiedBackup = { header: BackupHeader; rows: Record<string, number>; total: number };

/** Opens a copy to be read from its beginning, more than once if need be, whatever happens to its name meanwhile. */
export async function withBackupFile<T>(file: string, work: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(file, 'r');
  try {
    return await work(handle);
  } finally {
    await handle.close();
  }
}

/** Reads a copy to its end and says what is in it. Throws BackupFileError unless it is whole. */
export async function verifyBackup(handle: FileHandle, name: string): Promise<VerifiedBackup> {
  let header: BackupHeader | null = null;
  let rows: Record<string, number> | null = null;
  for await (const part of readBackup(handle, name)) {
    if (part.kind === 'header') header = part.header;
    else if (part.kind === 'end') rows = part.rows;
    else if (part.kind === 'table') for await (const _ of part.rows);
  }
  if (!header || !rows) throw new Error('The reader of copies gives a beginning and an end, or throws.');
  return { header, rows, total: Object.values(rows).reduce((sum, count) => sum + count, 0) };
}

/** Why this version of the tracker cannot restore a copy, as a sentence; null when it can. */
export async function findForeignMigration({ migrations }: BackupHeader): Promise<string | null> {
  if (isFromBefore(migrations)) {
    const problem = findCarryOverProblem(migrations);
    return problem && `The copy is too old for this version. ${problem}`;
  }
  const known = await listMigrations();
  if (migrations.length > known.length) {
    return 'The copy is from a newer version of the tracker than this one; restore it with that version.';
  }
  const other = migrations.find(
    ({ name, sha256 }, index) => known[index]?.name !== name || known[index].sha256 !== sha256,
  );
  if (!other) return null;
  return `The migration ${other.name} of the copy is not the one of this version; restore it with the version that made it.`;
}

/** Throws AdminError when this version of the tracker cannot restore a copy. */
export async function refuseForeign(header: BackupHeader): Promise<void> {
  const foreign = await findForeignMigration(header);
  if (foreign) throw new AdminError(foreign);
}
