import { dirname, resolve, join } from 'node:path';
import { isIP } from 'node:net';
import { z } from 'zod';
import { ConfigError } from '#server/config/config-error.ts';
import { ensureDataDirectory, buildDataDirectoryError } from '#server/config/data-directory.ts';
import { isFileError, readOrCreateSecretFile } from '#server/config/private-file.ts';
import { parseFilesUrl, type S3Address } from '#server/config/files-url.ts';
import {
  buildDefaultSender,
  parseMailUrl,
  parseSender,
  type Sender,
} from '#server/notifications/mail-url.rules.ts';
import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

/** Environment variables as the shell passes them; any may be absent. */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Returns the environment of this process, completed from the file `.env` in a directory, if there is one.
 * The environment of the process takes precedence; an empty value counts as missing in both.
 */
export function readEnvironment(directory: string = process.cwd()): Environment {
  const file = join(directory, '.env');
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  return { ...withoutEmpty(fromFile), ...withoutEmpty(process.env) };
}

/** Returns the same variables without those that are empty or blank. */
function withoutEmpty(env: Environment): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && value.trim() !== '') kept[name] = value.trim();
  }
  return kept;
}

/**
 * Splits a command into program and arguments at spaces; "double quotes" keep spaces together. No shell is
 * involved, so no other character has a meaning. Returns null for an unclosed quote or an empty command.
 */
export function parseScanCommand(text: string): readonly string[] | null {
  const words: string[] = [];
  const pattern = /\s*(?:"([^"]*)"|([^\s"]+))(?=\s|$)/y;
  let at = 0;
  while (at < text.trimEnd().length) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found) return null;
    words.push(found[1] ?? found[2] ?? '');
    at = pattern.lastIndex;
  }
  return words.length > 0 && words[0] !== '' ? words : null;
}

export { ConfigError };

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** All settings of the process, validated. */
export interface Config {
  /** TCP port that the web server listens on, 1 to 65535. */
  readonly port: number;
  /** Address or host name of the network interface to listen on. */
  readonly host: string;
  /** Public URL: scheme, host and port, without a path or trailing slash. */
  readonly origin: string;
  /** URL of the Postgres server; null for the embedded one. */
  readonly databaseUrl: string | null;
  /** Absolute real path of the data directory, which exists. */
  readonly dataDir: string;
  /** SMTP server for mail; null keeps mail in the outbox. */
  readonly mailUrl: string | null;
  /** Sender of all mail. */
  readonly mailFrom: Sender;
  /** Whom people can ask who cannot sign in; null where nobody is named. */
  readonly contact: Sender | null;
  /** S3-compatible store for uploaded files; null for the folder `files` in the data directory. */
  readonly filesStore: S3Address | null;
  /** Program and arguments that scan a file for malware; null if files are not scanned. */
  readonly scanCommand: readonly string[] | null;
  /** Whether to load the demo's people and rounds. */
  readonly demo: boolean;
  /** At least 32 characters from which signing keys are derived. */
  readonly secret: string;
  readonly logLevel: LogLevel;
}

const SHORTEST_SECRET = 32;

/** Keys are named like the variables. Each message is the full sentence that the operator reads. */
const environmentSchema = z.object({
  PORT: z
    .string()
    .default('3000')
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535, {
      error: ({ input }) => `PORT must be a whole number from 1 to 65535, not "${String(input)}".`,
    })
    .transform(Number),
  HOST: z
    .string()
    .default('127.0.0.1')
    .refine(isHost, {
      error: ({ input }) =>
        `HOST must be an IP address or a host name such as 127.0.0.1 or localhost, without a port, not "${String(input)}".`,
    }),
  ORIGIN: z
    .string()
    .refine(isOrigin, {
      error:
        'ORIGIN must be the public address as http:// or https:// with a host and nothing after it, such as https://tracker.example.org.',
    })
    .transform((text) => new URL(text).origin)
    .optional(),
  // The next four may contain passwords, so their messages never repeat the value.
  DATABASE_URL: z
    .string()
    .refine((text) => hasScheme(text, 'postgres:', 'postgresql:'), {
      error:
        'DATABASE_URL must be the address of a Postgres server, such as postgres://user:password@host:5432/name.',
    })
    .optional(),
  MAIL_URL: z
    .string()
    .superRefine((text, context) => {
      try {
        parseMailUrl(text);
      } catch (error) {
        context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : '' });
      }
    })
    .optional(),
  MAIL_FROM: z
    .string()
    .refine((text) => parseSender(text) !== null, {
      error: 'MAIL_FROM must be an e-mail address, alone or as in "Bohol tracker <no-reply@example.org>".',
    })
    .optional(),
  CONTACT: z
    .string()
    .refine((text) => parseSender(text) !== null, {
      error:
        'CONTACT must be an e-mail address, alone or as in "TIP desk, ASEAN Secretariat <tip@example.org>".',
    })
    .optional(),
  FILES_URL: z
    .string()
    .transform((text, context) => {
      const address = parseFilesUrl(text);
      if (address) return address;
      context.addIssue({
        code: 'custom',
        message:
          'FILES_URL must be the address of a bucket in an S3-compatible store, such as s3://KEY:SECRET@s3.example.org/bucket?region=eu-west-1, with "/" and "+" in KEY and SECRET written as %2F and %2B.',
      });
      return z.NEVER;
    })
    .optional(),
  SECRET: z
    .string()
    .min(SHORTEST_SECRET, {
      error: `SECRET must be a random text of at least ${SHORTEST_SECRET} characters.`,
    })
    .optional(),
  SCAN_COMMAND: z
    .string()
    .transform((text, context) => {
      const words = parseScanCommand(text);
      if (words) return words;
      context.addIssue({
        code: 'custom',
        message:
          'SCAN_COMMAND must be a program and its arguments apart by spaces, such as /usr/bin/clamdscan --no-summary -, with words that hold spaces in "double quotes".',
      });
      return z.NEVER;
    })
    .optional(),
  DATA_DIR: z.string().default('.data'),
  DEMO: z
    .enum(['0', '1'], { error: ({ input }) => `DEMO must be 1 or 0, not "${String(input)}".` })
    .transform((text) => text === '1')
    .optional(),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, {
      error: ({ input }) => `LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}, not "${String(input)}".`,
    })
    .default('info'),
});

/**
 * Validates an environment and returns the frozen configuration. Empty values count as missing. Creates the
 * data directory and, with the embedded database, its file `secret`, if they do not exist.
 *
 * @throws ConfigError with one sentence that names the first wrong variable.
 */
export function readConfig(env: Environment): Config {
  const parsed = environmentSchema.safeParse(withoutEmpty(env));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ConfigError(String(issue?.path[0]), issue?.message ?? parsed.error.message);
  }
  const values = parsed.data;
  const databaseUrl = values.DATABASE_URL ?? null;
  if (databaseUrl !== null && values.SECRET === undefined) {
    throw new ConfigError(
      'SECRET',
      `SECRET is missing: with DATABASE_URL, set it to a random text of at least ${SHORTEST_SECRET} characters and keep it.`,
    );
  }
  const dataDir = openDataDirectory(values.DATA_DIR);
  const origin = values.ORIGIN ?? defaultOrigin(values.HOST, values.PORT);
  return Object.freeze({
    port: values.PORT,
    host: values.HOST,
    origin,
    databaseUrl,
    dataDir,
    mailUrl: values.MAIL_URL ?? null,
    mailFrom: (values.MAIL_FROM && parseSender(values.MAIL_FROM)) || buildDefaultSender(origin),
    contact: parseContact(values.CONTACT ?? ''),
    filesStore: values.FILES_URL ?? null,
    scanCommand: values.SCAN_COMMAND ?? null,
    demo: values.DEMO ?? databaseUrl === null,
    secret: values.SECRET ?? readKeptSecret(resolve(dataDir, 'secret')),
    logLevel: values.LOG_LEVEL,
  });
}

/**
 * Returns the configuration of this process, from its environment and the file `.env` in the current
 * directory.
 */
export function loadConfig(): Config {
  return readConfig(readEnvironment());
}

/** An address without a name is that of the secretariat. */
function parseContact(text: string): Sender | null {
  const contact = parseSender(text);
  return contact && !text.includes('<') ? { ...contact, name: 'the secretariat' } : contact;
}

function openDataDirectory(path: string): string {
  try {
    return ensureDataDirectory(resolve(path));
  } catch (error) {
    throw buildDataDirectoryError(resolve(path), codeOf(error));
  }
}

function readKeptSecret(path: string): string {
  let secret: string;
  try {
    secret = readOrCreateSecretFile(path);
  } catch (error) {
    throw buildDataDirectoryError(dirname(path), codeOf(error));
  }
  if (secret.length < SHORTEST_SECRET) {
    throw new ConfigError(
      'SECRET',
      `SECRET is not set and the file ${path}, which stands in for it, is damaged; restore the file, or delete it to get a new secret.`,
    );
  }
  return secret;
}

const codeOf = (error: unknown): string => (isFileError(error) ? (error.code ?? '') : '');

/**
 * The origin if none is given. A browser cannot be sent to a wildcard address, so those become a loopback
 * address.
 */
function defaultOrigin(host: string, port: number): string {
  const isWildcard = host === '0.0.0.0' || host === '::';
  const name = isWildcard ? 'localhost' : isIP(host) === 6 ? `[${host}]` : host;
  return new URL(`http://${name}:${port}`).origin;
}

function isHost(text: string): boolean {
  if (isIP(text) !== 0) return true;
  const isName = /^[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)*$/i.test(text);
  // A name such as 999.1.1.1 matches the pattern but is parsed as an address, and a wrong one.
  return isName && text.length <= 253 && URL.canParse(`http://${text}`);
}

function isOrigin(text: string): boolean {
  if (!hasScheme(text, 'http:', 'https:')) return false;
  const url = new URL(text);
  return `${url.origin}/` === url.href && !text.endsWith('?') && !text.endsWith('#');
}

function hasScheme(text: string, ...schemes: string[]): boolean {
  return URL.canParse(text) && schemes.includes(new URL(text).protocol);
}
