import { DatabaseError } from '#db/database-error.ts';
import { MigrationError } from '#db/migrate.ts';
import { SeedError } from '#seeds/demo/assert-demo-allowed.ts';
import { ConfigError } from '#server/config/config-error.ts';
import { isFileError } from '#server/config/file-error.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { EmbeddedPostgresError } from '#server/embedded-postgres/embedded-postgres-error.ts';
import { AdminError } from './admin-error.ts';

const ownErrors = [AdminError, ConfigError, EmbeddedPostgresError, MigrationError, SeedError, DomainError];

/** What the operating system says, in words; `path` is the file or directory it says it about. */
const fileSentences: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `${path} is not there.`,
  EACCES: (path) => `This account may not use ${path}.`,
  EPERM: (path) => `This account may not use ${path}.`,
  EISDIR: (path) => `${path} is a directory; name a file.`,
  ENOTDIR: (path) => `${path} is not a directory.`,
  EROFS: (path) => `${path} lies where nothing can be written.`,
  ENOSPC: () => 'There is no room left on the disk.',
  EDQUOT: () => 'There is no room left on the disk for this account.',
};

const databaseSentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The database does not answer at the address in DATABASE_URL.',
  ENOTFOUND: 'The host named in DATABASE_URL is not known.',
  CONNECT_TIMEOUT: 'The database does not answer at the address in DATABASE_URL.',
  CONNECTION_LOST: 'The connection to the database ended before the work was done; nothing was kept.',
  '28P01': 'The database does not accept the password in DATABASE_URL.',
  '28000': 'The database does not accept the account in DATABASE_URL.',
  '3D000': 'The database named in DATABASE_URL does not exist.',
  '42501':
    'The account in DATABASE_URL may not do this; it must own the database and be allowed to create roles.',
  '53100': 'There is no room left on the disk of the database.',
  '57P01': 'The database was shut down before the work was done; nothing was kept.',
};

/** A failure in one or two sentences, without a stack: those who run commands are not those who write them. */
export function explainFailure(error: unknown): string {
  if (!(error instanceof Error)) return `The command failed: ${String(error)}`;
  if (ownErrors.some((kind) => error instanceof kind)) return error.message;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const path = isFileError(error) ? error.path : undefined;
  const about = fileSentences[code]?.(path ?? 'A file') ?? databaseSentences[code];
  if (about !== undefined) return about;
  const said = error instanceof DatabaseError ? 'The database refused' : 'The command failed';
  return `${said}: ${error.message.split('\n')[0] ?? ''}`;
}
