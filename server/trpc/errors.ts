import { TRPCError } from '@trpc/server';
import { DrizzleQueryError } from 'drizzle-orm';
import postgres from 'postgres';
import { ZodError } from 'zod';
import { DomainError } from '#server/domain/error/domain-error.ts';

/**
 * The database's last word, in ours. Use-cases check first and say it better; these arise when two people race or
 * a rule was missed, and then nothing was written.
 */
function fromDatabase(error: postgres.PostgresError): DomainError | null {
  switch (error.code) {
    case 'BT002':
      return new DomainError('NOT_ALLOWED_NOW', error.message);
    case 'BT003':
      return new DomainError('NOT_OPEN', error.message);
    case 'BT001':
      return new DomainError('FORBIDDEN', error.message);
    case 'BT004':
    case '23514':
      return new DomainError('BAD_INPUT', 'One of the values breaks a rule. Nothing was saved.');
    case '22021':
    case '22P05':
      return new DomainError('BAD_INPUT', 'The text has characters that cannot be stored.');
    case '22003':
    case '22P02':
      return new DomainError('BAD_INPUT', 'One of the values is not of the right kind.');
    case '42501':
      return new DomainError('FORBIDDEN', 'Your account does not allow this.');
    default:
      return null;
  }
}

/** The domain error in an error, however deep it is wrapped; null for a fault of the server. */
export function asDomainError(error: unknown): DomainError | null {
  if (error instanceof DomainError) return error;
  if (error instanceof DrizzleQueryError) return asDomainError(error.cause);
  if (error instanceof postgres.PostgresError) return fromDatabase(error);
  if (error instanceof ZodError) {
    const fields = error.issues.map((issue) => ({
      path: issue.path.map(String).join('.'),
      message: sayIssue(issue),
    }));
    return new DomainError('BAD_INPUT', fields[0]?.message ?? 'The input is not of the right form.', {
      fields,
    });
  }
  if (error instanceof TRPCError) {
    if (error.cause) return asDomainError(error.cause);
    if (error.code === 'BAD_REQUEST' || error.code === 'PARSE_ERROR') {
      return new DomainError('BAD_INPUT', 'The request is not of the right form.');
    }
    if (error.code === 'UNSUPPORTED_MEDIA_TYPE') {
      return new DomainError('BAD_INPUT', 'Send the request as application/json.');
    }
    if (error.code === 'NOT_FOUND' || error.code === 'METHOD_NOT_SUPPORTED') {
      return new DomainError('NOT_FOUND', 'There is no such procedure.');
    }
    if (error.code === 'PAYLOAD_TOO_LARGE') {
      return new DomainError('TOO_LARGE', 'The request is too large.');
    }
  }
  return null;
}

function sayIssue(issue: ZodError['issues'][number]): string {
  switch (issue.code) {
    case 'too_big':
      return 'This is too long or too large.';
    case 'too_small':
      return 'This is missing or too small.';
    case 'invalid_type':
      return issue.input === undefined ? 'This is missing.' : 'This is not of the right kind.';
    case 'invalid_value':
      return `Use one of: ${issue.values.map(String).join(', ')}.`;
    default:
      return 'This is not of the right form.';
  }
}
