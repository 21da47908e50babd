import { MigrationError } from '#db/migrate.ts';
import { SeedError } from '#seeds/demo/assert-demo-allowed.ts';
import { ConfigError } from '#server/config/config-error.ts';
import { isFileError } from '#server/config/private-file.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { EmbeddedPostgresError } from '#server/embedded-postgres/processes.ts';
import { type DescribedError, describeError } from '#server/log/describe-error.ts';
import { maskText } from '#server/log/mask-text.ts';
import { BuildError } from '../build.ts';
import { AdminError } from './command.ts';

/** Their messages are written for a person, who typed what they name. */
const ownErrors = [
  AdminError,
  BuildError,
  ConfigError,
  EmbeddedPostgresError,
  MigrationError,
  SeedError,
  DomainError,
];

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
  EADDRINUSE: () => 'PORT is in use by another program. Stop that one, or set PORT to another number.',
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

/**
 * A failure in one or two sentences, without a stack: those who run commands are not those who write them. Of an error
 * that is not ours only the kind, the codes and the first place in our code are said: its message may quote an address with
 * a password, or what somebody wrote.
 */
export function describeFailure(error: unknown, what = 'The command failed'): string {
  // Ours may name an address that was typed, but never what opens something.
  if (error instanceof Error && ownErrors.some((kind) => error instanceof kind)) return error.message;
  const described = describeError(error);
  const code = typeof described.code === 'string' ? described.code : '';
  const path = isFileError(error) ? error.path : undefined;
  const about = fileSentences[code]?.(path ?? 'A file') ?? findDatabaseSentence(described);
  if (about !== undefined) return about;
  return maskText(
    `${described['severity'] === undefined ? what : 'The database refused'}: ${nameFailure(described)}.`,
  );
}

/** A driver's error may be the cause of another, or one of several that were tried. */
function findDatabaseSentence({ code, cause, errors = [] }: DescribedError): string | undefined {
  const own = typeof code === 'string' ? databaseSentences[code] : undefined;
  const below = [...(cause ? [cause] : []), ...errors];
  return own ?? below.map(findDatabaseSentence).find((sentence) => sentence !== undefined);
}

function nameFailure(described: DescribedError): string {
  const { type, code, says, at } = described;
  const constraint = described['constraint'];
  const place = at?.find((frame) => /(^| )(server|db|seeds)\//.test(frame));
  const facts = [
    code === undefined ? type : `${type} ${code}`,
    ...(says === undefined ? [] : [says]),
    ...(typeof constraint === 'string' ? [`rule ${constraint}`] : []),
    ...(place === undefined ? [] : [`at ${place}`]),
  ];
  const cause = described.cause ? `, because of ${nameFailure(described.cause)}` : '';
  return `${facts.join(', ')}${cause}`;
}
