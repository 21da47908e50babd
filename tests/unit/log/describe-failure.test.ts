import { DrizzleQueryError } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { describeFailure } from '#server/admin/describe-failure.ts';
import { ConfigError } from '#server/config/config-error.ts';

const address = 'postgres://owner:hunter2@db.example.org/tracker';
const database = (code: string, more: object = {}) =>
  Object.assign(new Error(`hunter2 ${address}`), { severity: 'ERROR', code, detail: 'hunter2', ...more });

test.each<[string, unknown, RegExp]>([
  ['our own', new ConfigError('PORT', 'PORT must be a number.'), /^PORT must be a number\.$/],
  ['a wrong password', database('28P01'), /^The database does not accept the password in DATABASE_URL\.$/],
  [
    'a full disk, below a statement',
    new DrizzleQueryError('insert into t values ($1)', ['hunter2'], database('53100')),
    /^There is no room left on the disk of the database\.$/,
  ],
  [
    'several addresses that do not answer',
    new AggregateError([Object.assign(new Error('hunter2'), { code: 'ECONNREFUSED', syscall: 'connect' })]),
    /^The database does not answer at the address in DATABASE_URL\.$/,
  ],
  [
    'a rule that is broken',
    database('23505', { constraint: 'person_email_key' }),
    /23505, rule person_email_key/,
  ],
  [
    'a port that is taken',
    Object.assign(new Error('listen'), { code: 'EADDRINUSE', syscall: 'listen' }),
    /^PORT is in use by another program\./,
  ],
  ['a fault', new TypeError(`hunter2 ${address}`), /^It failed: TypeError.*\.$/],
  ['a text', address, /^It failed: thrown string\.$/],
])('%s is said in a sentence, without what it quotes', (_, error, sentence) => {
  const said = describeFailure(error, 'It failed');
  expect(said).toMatch(sentence);
  expect(said).not.toMatch(/hunter2|example\.org|\n/);
});
