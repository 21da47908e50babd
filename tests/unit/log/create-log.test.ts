import { DrizzleQueryError } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { createLog } from '#server/log/create-log.ts';

/** Whatever holds it must never be seen again. */
const canary = 'kalamansi';
const token = 'q3J4Zk1vT2xQ8sW7uYb0NcD5eFgHiJkLmNoPqRsTuVw';
let lines: string[] = [];
beforeEach(() => {
  lines = [];
});
const log = createLog('debug', { write: (line: string) => void lines.push(line) });

/** The one line that was logged meanwhile, read. */
function readLine(): Record<string, unknown> & { err: Record<string, unknown> } {
  expect(lines).toHaveLength(1);
  const line = lines.pop() ?? '';
  expect(line).not.toContain(canary);
  expect(line).not.toContain(token);
  expect(line).not.toContain('[object ');
  expect(line.endsWith('\n')).toBe(true);
  return JSON.parse(line);
}

const thrown = (make: () => unknown): unknown => {
  try {
    make();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing was thrown.');
};

const facts = {
  severity: 'ERROR',
  code: '23514',
  detail: `Failing row contains (1, ${canary}).`,
  where: `SQL statement "insert … ${canary}"`,
  hint: canary,
  internalQuery: canary,
  routine: 'ExecConstraints',
  file: 'execMain.c',
};
const message = `new row violates check constraint, ${canary}`;
/** As each of the two drivers makes them. */
const drivers = {
  'postgres.js': Object.assign(new Error(message), {
    ...facts,
    name: 'PostgresError',
    severity_local: 'ERROR',
    schema_name: 'tracker',
    table_name: 'activity_report',
    constraint_name: 'activity_report_check',
    query: `update tracker.activity_report set achievements = $1, next_steps = '${canary}'`,
    parameters: [canary],
    args: [canary],
  }),
  pg: Object.assign(new Error(message), {
    ...facts,
    name: 'error',
    length: 300,
    schema: 'tracker',
    table: 'activity_report',
    constraint: 'activity_report_check',
  }),
};

describe('an error of the database', () => {
  test.each(Object.entries(drivers))('of %s is known by its codes and names', (_, error) => {
    const query = 'update "tracker"."activity_report" set "achievements" = $1 where "id" = $2';
    log.error({ err: new DrizzleQueryError(query, [canary, 7], error) }, 'procedure failed');
    const { err, msg } = readLine();
    expect(msg).toBe('procedure failed');
    expect(err).toMatchObject({
      type: 'DrizzleQueryError',
      statement: query,
      cause: {
        code: '23514',
        severity: 'ERROR',
        schema: 'tracker',
        table: 'activity_report',
        constraint: 'activity_report_check',
        routine: 'ExecConstraints',
      },
    });
    expect(err['at']).toEqual(
      expect.arrayContaining([expect.stringMatching(/^tests\/unit\/log\/create-log/)]),
    );
  });

  test('of our own triggers keeps its sentence, which holds no data', () => {
    const error = Object.assign(new Error('The report is not open for changes.'), {
      ...facts,
      code: 'BT003',
    });
    log.error({ err: error }, 'procedure failed');
    expect(readLine().err).toMatchObject({ code: 'BT003', says: 'The report is not open for changes.' });
  });

  test('keeps what was written into a statement out of it', () => {
    const query = `select 'it''s ${canary}', E'a\\'b ${canary}', $$${canary}$$, $a$${canary} $$ ${canary}$a$, 4711 -- ${canary}\n/* ${canary} */ from "a table" where x = $1 and y = '${canary}`;
    log.error({ err: Object.assign(new Error(canary), { query }) }, 'x');
    const { statement } = readLine().err;
    expect(statement).toBe('select …, …, …, …, … … … from "a table" where x = $1 and y = …');
  });
});

describe('other errors', () => {
  test('messages are left out, also where they look like places in the code', () => {
    const forged = `${canary}\n    at ${canary} (file:///${canary}/server/x.ts:1:1)\n    at ${canary}`;
    log.error({ err: new Error(forged, { cause: new TypeError(canary) }) }, 'x');
    expect(readLine().err).toMatchObject({ type: 'Error', cause: { type: 'TypeError' } });
  });

  test.each([
    ['JSON that cannot be read', () => JSON.parse(`{"a": ${canary}}`) as unknown],
    ['an address that is none', () => new URL(canary)],
    ['a number that is none', () => BigInt(canary)],
    ['input of the wrong form', () => z.object({ [canary]: z.literal('a') }).parse({ [canary]: canary })],
    [
      'a refusal of ours',
      () => {
        throw new DomainError('CONFLICT', `Ana and ${canary}`, {
          fields: [{ path: canary, message: canary }],
          current: canary,
        });
      },
    ],
  ])('%s', (_, make) => {
    log.error({ err: thrown(make) }, 'x');
    const { err } = readLine();
    expect(err['type']).toMatch(/Error$/);
    expect(err['says']).toBeUndefined();
  });

  test('the engine may say what is missing, but not of what', () => {
    const people: Record<string, { name: string }> = {};
    log.error({ err: thrown(() => people['nobody']!.name) }, 'x');
    expect(readLine().err).toMatchObject({ type: 'TypeError', says: 'Cannot read properties of undefined' });
  });

  test('those of the system keep code, call and place', () => {
    const error = Object.assign(new Error(`connect ECONNREFUSED ${canary}`), {
      code: 'ECONNREFUSED',
      syscall: 'connect',
      address: '127.0.0.1',
      port: 5432,
    });
    log.error({ err: error }, 'x');
    expect(readLine().err).toMatchObject({ code: 'ECONNREFUSED', syscall: 'connect', port: 5432 });
  });

  test.each([
    ['a text', canary, { type: 'thrown string' }],
    ['nothing', undefined, undefined],
    [
      'the answer of a page',
      { status: 405, statusText: canary, data: canary, error: new Error(canary) },
      { type: 'Object', status: 405, cause: { type: 'Error' } },
    ],
    ['a Response', new Response(canary, { status: 503 }), { type: 'Response', status: 503 }],
  ])('%s that was thrown is described, whatever it is', (_, value, described) => {
    log.error({ err: value }, 'x');
    const { err } = readLine();
    if (typeof value === 'object') expect(err).toMatchObject(described ?? {});
  });

  test('a failure of several names each, and one that is its own cause ends', () => {
    const self = new Error(canary);
    self.cause = self;
    log.error({ err: new AggregateError([self, new TypeError(canary)], canary) }, 'x');
    expect(readLine().err).toMatchObject({ errors: [{ type: 'Error' }, { type: 'TypeError' }] });
  });
});

describe('what stands beside the sentence', () => {
  test('is logged when its name is known and it is a code; else it is left out', () => {
    log.info(
      {
        procedure: 'submission.saveActivityReport',
        round: '2025-H2',
        personId: 'b6f1b1f0-1f6c-4c39-8f0e-0d1f0a3c2b11',
        erased: 3,
        created: true,
        why: `a sentence with ${canary}`,
        draft: canary,
        achievements: 'ประชุม',
        [`${canary} as a name`]: 1,
        nested: { deep: { round: '2025-H2', text: canary, deeper: { still: { more: canary } } } },
        list: [canary, 1],
        map: new Map([[canary, canary]]),
        bytes: Buffer.from(canary),
      },
      'x',
    );
    expect(readLine()).toMatchObject({
      procedure: 'submission.saveActivityReport',
      round: '2025-H2',
      personId: 'b6f1b1f0-1f6c-4c39-8f0e-0d1f0a3c2b11',
      erased: 3,
      created: true,
      why: '[text]',
      draft: '[text]',
      achievements: '[text]',
      nested: { deep: { round: '2025-H2', text: '[text]' } },
      list: ['[text]', 1],
      map: '[Map]',
      bytes: '[Buffer]',
    });
  });

  test('secrets and headers are removed by name, addresses of pages are shapes', () => {
    const headers = new Headers({ cookie: `bohol.session_token=${token}`, authorization: canary });
    log.warn({ headers, cookie: token, password: canary, url: `/invitation/${token}?q=${canary}` }, 'x');
    expect(readLine()).toMatchObject({
      headers: '[removed]',
      cookie: '[removed]',
      password: '[removed]',
      url: '/invitation/:token?q',
    });
    log.warn({ path: new URL(`http://x.test/reset?token=${token}`), reason: `x-${token}` }, 'x');
    expect(readLine()).toMatchObject({ path: '/reset?token', reason: '[token]' });
  });

  test('holds for what is logged with every line too', () => {
    const child = log.child({ requestId: 'ABCDE-FGHJK', draft: canary, cookie: token }).child({ ip: '::1' });
    child.error({ err: new Error(canary) }, 'x');
    expect(readLine()).toMatchObject({
      requestId: 'ABCDE-FGHJK',
      ip: '::1',
      draft: '[text]',
      cookie: '[removed]',
    });
  });
});

describe('the sentence', () => {
  test('is never an error’s message, and nothing is put into it', () => {
    log.error(new Error(canary));
    expect(readLine()).toMatchObject({ msg: 'no sentence', err: { type: 'Error' } });
    log.error({ err: new Error(canary) });
    expect(readLine()).toMatchObject({ msg: 'no sentence' });
    log.info('draft %s', canary);
    expect(readLine().msg).toBe('draft %s');
    log.info({ round: '2025-H2' }, 'draft %s', canary);
    expect(readLine().msg).toBe('draft %s');
  });

  test('is masked, should somebody put a secret into it', () => {
    log.info(`for ana@example.org by /invitation/${token} with password=${canary}`);
    expect(readLine().msg).toBe('for [address] by /invitation/[token] with password=[removed]');
  });
});
