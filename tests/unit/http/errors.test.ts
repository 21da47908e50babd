import type { IncomingMessage, ServerResponse } from 'node:http';
import { TRPCError } from '@trpc/server';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { DatabaseError, DatabaseUnavailableError } from '#db/database-error.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { describeStatus, errorTitles } from '#server/domain/error/error-titles.ts';
import { english } from '#server/domain/language/catalogue.ts';
import { sendRefusal } from '#server/http/refusal.ts';
import { toDomainError, getOutageCode } from '#server/trpc/errors.ts';

const fromPostgres = (code: string, message = 'said by the database') =>
  Object.assign(new DatabaseError(message, message.length, 'error'), { code });

describe('what the database refuses', () => {
  test.each([
    ['BT001', 'FORBIDDEN'],
    ['BT002', 'NOT_ALLOWED_NOW'],
    ['BT003', 'NOT_OPEN'],
    ['BT004', 'BAD_INPUT'],
    ['23514', 'BAD_INPUT'],
    ['22021', 'BAD_INPUT'],
    ['22P05', 'BAD_INPUT'],
    ['22003', 'BAD_INPUT'],
    ['22P02', 'BAD_INPUT'],
    ['42501', 'FORBIDDEN'],
    ['40P01', 'CONFLICT'],
    ['40001', 'CONFLICT'],
  ])('%s is %s', (state, code) => {
    const found = toDomainError(new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: fromPostgres(state) }));
    expect(found?.code).toBe(code);
    expect(found?.message).not.toBe('');
  });

  test.each(['42601', '42P01', '57014', 'XX000', '23502'])('%s is our own fault', (state) => {
    expect(toDomainError(fromPostgres(state))).toBeNull();
  });
});

describe('a database that does not answer', () => {
  const sentence = 'The database is not answering at the moment. Try again in a minute.';

  test.each(['08006', '53300', '57P01', '57P03'])('%s says so', (state) => {
    expect(toDomainError(fromPostgres(state))).toMatchObject({ code: 'UNAVAILABLE', message: sentence });
  });

  test('is found however deep a library wraps it, and the log is told why', () => {
    const lost = new DatabaseUnavailableError(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
    const wrapped = new TRPCError({
      code: 'INTERNAL_SERVER_ERROR',
      cause: new Error('no session', { cause: lost }),
    });
    expect(toDomainError(wrapped)).toMatchObject({ code: 'UNAVAILABLE', message: sentence });
    expect(getOutageCode(wrapped)).toEqual({ code: 'ECONNREFUSED' });
  });
});

describe('what a schema refuses', () => {
  const schema = z.object({
    list: z.array(z.object({ n: z.number().int().max(5), word: z.enum(['a', 'b']) })),
    name: z.string(),
  });
  const refuse = (input: unknown) =>
    toDomainError(new TRPCError({ code: 'BAD_REQUEST', cause: schema.safeParse(input).error }));

  test('is told at each field, once, with a sentence', () => {
    const found = refuse({ list: [{ n: 1e300, word: 'c' }, {}] });
    expect(found?.code).toBe('BAD_INPUT');
    expect(found?.fields.map(({ path }) => path)).toEqual([
      'list.0.n',
      'list.0.word',
      'list.1.n',
      'list.1.word',
      'name',
    ]);
    for (const { message } of found?.fields ?? []) expect(message).toMatch(/^[A-Z].*\.$/);
    expect(found?.fields.find(({ path }) => path === 'list.0.word')?.message).toBe('Use one of: a, b.');
  });

  test('stops at a hundred fields', () => {
    expect(refuse({ list: Array.from({ length: 5000 }, () => ({})), name: 'x' })?.fields).toHaveLength(100);
  });
});

describe('what the request itself is wrong in', () => {
  test.each([
    ['PARSE_ERROR', 'BAD_INPUT'],
    ['BAD_REQUEST', 'BAD_INPUT'],
    ['UNSUPPORTED_MEDIA_TYPE', 'BAD_INPUT'],
    ['NOT_FOUND', 'NOT_FOUND'],
    ['METHOD_NOT_SUPPORTED', 'NOT_FOUND'],
    ['PAYLOAD_TOO_LARGE', 'TOO_LARGE'],
  ] as const)('%s is %s, whatever a parser says about it', (code, expected) => {
    for (const cause of [undefined, new SyntaxError('Unexpected token'), new URIError('malformed')]) {
      expect(toDomainError(new TRPCError({ code, ...(cause ? { cause } : {}) }))?.code).toBe(expected);
    }
  });

  test('a fault of the server stays one', () => {
    for (const error of [
      new Error('x'),
      new TypeError('x'),
      null,
      'x',
      new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: new RangeError('x') }),
    ]) {
      expect(toDomainError(error)).toBeNull();
    }
  });

  test('a refusal of the domain is itself, however deep it lies', () => {
    const refusal = new DomainError('CONFLICT', 'Somebody else has changed this.');
    expect(toDomainError(refusal)).toBe(refusal);
    expect(toDomainError(new TRPCError({ code: 'CONFLICT', cause: refusal }))).toBe(refusal);
  });
});

describe('the title of a page that says what went wrong', () => {
  const titleOf = (status: number): string => {
    let body = '';
    const request = { method: 'GET', complete: true, headers: { accept: 'text/html' } };
    const response = { writeHead: () => undefined, end: (text: string) => (body = text) };
    const refusal = { status, code: 'X', sentence: 'Why.' };
    sendRefusal(request as IncomingMessage, response as unknown as ServerResponse, refusal);
    expect(body).toContain(`<title>${/<h1>(.*)<\/h1>/.exec(body)?.[1]} · Bohol tracker</title>`);
    return /<h1>(.*)<\/h1>/.exec(body)?.[1] ?? '';
  };

  test.each([
    [400, 'This address is not valid'],
    [403, 'You do not have access to this'],
    [404, 'Page not found'],
    [409, 'Somebody else has changed this'],
    [413, 'This is too large'],
    [429, 'Too many requests'],
    [500, 'Something went wrong on our side'],
    [418, 'Something went wrong on our side'],
  ])('%s: %s, on every kind of page', (status, title) => {
    expect(describeStatus(status)).toBe(title);
    expect(titleOf(status)).toBe(title);
  });

  test('is that of the catalogue', () => {
    const { notReadable, notHere, gone } = english.errors;
    expect([notReadable, notHere, gone]).toEqual([errorTitles[400], errorTitles[404], errorTitles[410]]);
  });
});
