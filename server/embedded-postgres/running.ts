import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { readSecretFile } from '#server/config/secret-file.ts';
import { clusterDirectoryIn, findClusterHome } from '#server/embedded-postgres/cluster-home.ts';
import { buildAdminUrl, requireAnswer } from '#server/embedded-postgres/connection.ts';
import { readLockHolder } from '#server/embedded-postgres/lock.ts';
import { findRunningPostmaster } from '#server/embedded-postgres/previous-run.ts';

/**
 * Finds the embedded Postgres of a data directory while the tracker runs on it, for a second process (such as
 * an administrator's command) that wants to use the database beside it. Starts and changes nothing.
 *
 * @returns the superuser's address, or null when no tracker is running there; then startEmbeddedPostgres is
 * the way in.
 * @throws EmbeddedPostgresError when Postgres runs but does not answer
 */
export async function findRunningEmbeddedPostgres(dataDir: string): Promise<{ adminUrl: string } | null> {
  if (!existsSync(dataDir)) return null;
  const directory = realpathSync(dataDir);
  if (readLockHolder(directory) === null) return null;
  const home = findClusterHome(directory);
  const postmaster = home === null ? null : findRunningPostmaster(clusterDirectoryIn(home));
  const passwordFile = join(directory, 'postgres-password');
  const password = readSecretFile(passwordFile);
  if (postmaster === null || password === null) return null;
  const adminUrl = buildAdminUrl(password, postmaster.port);
  await requireAnswer(adminUrl, passwordFile);
  return { adminUrl };
}
