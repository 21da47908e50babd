import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConfigError, LOG_LEVELS, readConfig, readEnvironment } from '#server/config/config.ts';
import { requireWritableDataDirectory } from '#server/config/data-directory.ts';

const SECRET = 'a-secret-of-more-than-thirty-two-characters';
const DATABASE_URL = 'postgres://tracker:hunter2@db.example.org:5432/tracker';
let directory: string;

beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'bohol-config-')));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function read(env: Record<string, string>) {
  return readConfig({ DATA_DIR: join(directory, 'data'), ...env });
}

function failure(env: Record<string, string>): ConfigError {
  try {
    read(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('The configuration was accepted.');
}

describe('defaults', () => {
  test('an empty environment gives the embedded database with demo data', () => {
    const config = read({});
    expect(config).toEqual({
      port: 3000,
      host: '127.0.0.1',
      origin: 'http://127.0.0.1:3000',
      databaseUrl: null,
      dataDir: join(directory, 'data'),
      mailUrl: null,
      mailFrom: { name: 'Bohol tracker', address: 'no-reply@localhost' },
      contact: null,
      filesStore: null,
      scanCommand: null,
      demo: true,
      secret: expect.stringMatching(/^[\da-f]{64}$/),
      logLevel: 'info',
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  test('empty and blank values count as missing', () => {
    const blank = read({
      PORT: '',
      HOST: ' ',
      ORIGIN: '',
      DATABASE_URL: '  ',
      DEMO: '',
      SECRET: '',
      LOG_LEVEL: '',
    });
    expect(blank).toEqual(read({}));
  });

  test('a server of its own turns demo data off unless it is asked for', () => {
    expect(read({ DATABASE_URL, SECRET }).demo).toBe(false);
    expect(read({ DATABASE_URL, SECRET, DEMO: '1' }).demo).toBe(true);
    expect(read({ DEMO: '0' }).demo).toBe(false);
  });

  test('the data directory is made absolute and exists', () => {
    const config = read({ DATA_DIR: join(directory, 'a', '..', 'b') });
    expect(config.dataDir).toBe(join(directory, 'b'));
    expect(statSync(config.dataDir).isDirectory()).toBe(true);
  });
});

describe('public address', () => {
  test.each([
    [{ HOST: '0.0.0.0', PORT: '8080' }, 'http://localhost:8080'],
    [{ HOST: '::1' }, 'http://[::1]:3000'],
    [{ HOST: 'tracker.local', PORT: '80' }, 'http://tracker.local'],
    [{ ORIGIN: 'https://tracker.example.org/' }, 'https://tracker.example.org'],
    [{ ORIGIN: 'https://Tracker.Example.org:443' }, 'https://tracker.example.org'],
  ])('%o gives %s', (env, origin) => {
    expect(read(env).origin).toBe(origin);
  });
});

describe('secret', () => {
  test('is made once, kept and private', () => {
    const first = read({}).secret;
    expect(read({}).secret).toBe(first);
    const file = join(directory, 'data', 'secret');
    expect(readFileSync(file, 'utf8').trim()).toBe(first);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('a given one wins and none is kept', () => {
    expect(read({ SECRET }).secret).toBe(SECRET);
    expect(() => statSync(join(directory, 'data', 'secret'))).toThrow('ENOENT');
  });

  test('must be given with a server of its own', () => {
    const error = failure({ DATABASE_URL });
    expect(error.variable).toBe('SECRET');
    expect(error.message).toContain('SECRET is missing');
  });

  test('a damaged file is named', () => {
    read({});
    writeFileSync(join(directory, 'data', 'secret'), 'short');
    expect(failure({}).message).toContain(join(directory, 'data', 'secret'));
  });
});

describe('wrong values', () => {
  test.each([
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', '3000.5'],
    ['PORT', 'http'],
    ['HOST', '127.0.0.1:3000'],
    ['HOST', 'http://localhost'],
    ['HOST', '999.1.1.1'],
    ['ORIGIN', 'tracker.example.org'],
    ['ORIGIN', 'ftp://tracker.example.org'],
    ['ORIGIN', 'https://tracker.example.org/app'],
    ['ORIGIN', 'https://tracker.example.org?x=1'],
    ['ORIGIN', 'https://user@tracker.example.org'],
    ['DATABASE_URL', 'mysql://tracker:hunter2@db/tracker'],
    ['DATABASE_URL', 'hunter2'],
    ['MAIL_URL', 'https://mail.example.org/hunter2'],
    ['MAIL_URL', 'smtp:'],
    ['DEMO', 'yes'],
    ['SECRET', 'hunter2'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s stops with one sentence that names the variable', (variable, value) => {
    const error = failure({ SECRET, [variable]: value });
    expect(error.variable).toBe(variable);
    expect(error.message).toMatch(/^[A-Z_]+ [^\n]+\.$/);
    expect(error.message.startsWith(`${variable} `)).toBe(true);
  });

  test('a message never repeats what may be a password', () => {
    for (const variable of ['DATABASE_URL', 'MAIL_URL', 'SECRET']) {
      expect(failure({ [variable]: 'http://hunter2' }).message).not.toContain('hunter2');
    }
  });

  test('a data directory that is a file is refused', () => {
    writeFileSync(join(directory, 'file'), '');
    const error = failure({ DATA_DIR: join(directory, 'file', 'data') });
    expect(error.variable).toBe('DATA_DIR');
    expect(error.message).toMatch(/^DATA_DIR cannot be used/);
  });

  test('a data directory that is a file itself is refused where it is to be written to', () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    expect(() => requireWritableDataDirectory(file)).toThrow(
      `DATA_DIR cannot be used: ${file} is a file or lies below one, not a directory.`,
    );
    // The secret could not be kept either.
    expect(failure({ DATA_DIR: file }).message).toMatch(/^DATA_DIR cannot be used: .*\.$/);
    requireWritableDataDirectory(directory);
    expect(readdirSync(directory)).toEqual(['file']);
  });

  test('whatever the environment holds, the answer is a configuration or a ConfigError', () => {
    const names = 'PORT HOST ORIGIN DATABASE_URL MAIL_URL FILES_URL SCAN_COMMAND DEMO SECRET LOG_LEVEL'.split(
      ' ',
    );
    const text = fc.oneof(fc.string(), fc.webUrl(), fc.integer().map(String), fc.constantFrom(...LOG_LEVELS));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), text), (env) => {
        try {
          const config = read(env);
          expect(config.port).toBeGreaterThan(0);
          expect(new URL(config.origin).origin).toBe(config.origin);
          expect(config.secret.length).toBeGreaterThanOrEqual(32);
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError);
        }
      }),
    );
  });
});

describe('the file .env', () => {
  test('completes the environment, which wins', () => {
    writeFileSync(join(directory, '.env'), 'BOHOL_TEST_ONLY=from-file\nPATH=never\nBOHOL_TEST_EMPTY=\n');
    const env = readEnvironment(directory);
    expect(env['BOHOL_TEST_ONLY']).toBe('from-file');
    expect(env['PATH']).toBe(process.env['PATH']);
    expect(env).not.toHaveProperty('BOHOL_TEST_EMPTY');
  });

  test('the example names every variable and is itself valid', () => {
    const example = readFileSync('.env.example', 'utf8');
    writeFileSync(join(directory, '.env'), example);
    const names = [...example.matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1]);
    expect(new Set(names)).toEqual(
      new Set([
        'PORT',
        'HOST',
        'ORIGIN',
        'DATABASE_URL',
        'DATA_DIR',
        'MAIL_URL',
        'MAIL_FROM',
        'CONTACT',
        'FILES_URL',
        'SCAN_COMMAND',
        'DEMO',
        'SECRET',
        'LOG_LEVEL',
      ]),
    );
    const { PORT, HOST, LOG_LEVEL } = readEnvironment(directory);
    expect(read({ PORT: PORT ?? '', HOST: HOST ?? '', LOG_LEVEL: LOG_LEVEL ?? '' })).toEqual(read({}));
  });
});

test('a new data directory is private to the account that runs the tracker', () => {
  const { dataDir } = read({});
  expect(statSync(dataDir).mode & 0o777).toBe(process.getuid?.() === 0 ? 0o711 : 0o700);
  chmodSync(dataDir, 0o755);
  expect(statSync(read({}).dataDir).mode & 0o777).toBe(0o755);
});

describe('FILES_URL', () => {
  test('is read with its encoded key and secret', () => {
    const { filesStore } = read({
      FILES_URL: 's3://KEY:a%2Fb%2Bc@127.0.0.1:9000/tracker?region=eu-west-1&tls=0',
    });
    expect(filesStore).toEqual({
      endPoint: 'http://127.0.0.1:9000',
      accessKey: 'KEY',
      secretKey: 'a/b+c',
      bucket: 'tracker',
      region: 'eu-west-1',
    });
    expect(read({ FILES_URL: 's3://KEY:x@s3.example.org/tracker' }).filesStore).toMatchObject({
      endPoint: 'https://s3.example.org',
      region: 'us-east-1',
    });
  });

  test.each([
    'tracker',
    'https://KEY:hidden@s3.example.org/tracker',
    's3://s3.example.org/tracker',
    's3://KEY@s3.example.org/tracker',
    's3://KEY:hidden@/tracker',
    's3://KEY:hidden@s3.example.org',
    's3://KEY:hidden@s3.example.org/tracker/folder',
    's3://KEY:hidden@s3.example.org/No_Bucket',
    's3://KEY:hidden@s3.example.org/tracker?tls=yes',
    's3://KEY:hidden@s3.example.org/tracker?bucket=b',
    's3://KEY:hid%den@s3.example.org/tracker',
    's3://KEY:hid/den@s3.example.org/tracker',
  ])('%s stops the start with a sentence that does not repeat it', (value) => {
    const error = failure({ FILES_URL: value });
    expect(error.message).toMatch(/^FILES_URL must be the address of a bucket .*\.$/);
    expect(error.message).not.toMatch(/hidden|hid/);
  });
});

describe('SCAN_COMMAND', () => {
  test('is a list of words, or a sentence', () => {
    expect(read({ SCAN_COMMAND: '/usr/bin/clamdscan --no-summary -' }).scanCommand).toEqual([
      '/usr/bin/clamdscan',
      '--no-summary',
      '-',
    ]);
    expect(failure({ SCAN_COMMAND: '"/usr/bin/scan' }).message).toMatch(/^SCAN_COMMAND must be a program/);
  });
});
