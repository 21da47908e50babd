import { TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import { DatabaseError, DatabaseUnavailableError, namesUnavailable } from '#db/database-error.ts';
import { DomainError, type FieldProblem } from '#server/domain/error/domain-error.ts';

/**
 * The database's last word, in ours. Use-cases check first and say it better; these arise when two people race or
 * a rule was missed, and then nothing was written.
 */
function fromDatabase(error: DatabaseError): DomainError | null {
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
    // Two that wait for each other: one of them is let go, and has written nothing.
    case '40P01':
    case '40001':
      return new DomainError(
        'CONFLICT',
        'Somebody else saved at the same moment. Nothing was saved; try again.',
      );
    case '42501':
      return new DomainError('FORBIDDEN', 'Your account does not allow this.');
    default:
      return null;
  }
}

/** Whether an error comes from a database that does not answer, however deep it is wrapped by a library. */
function isUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseUnavailableError || namesUnavailable(error)) return true;
  return error instanceof Error && error.cause !== undefined && isUnavailable(error.cause);
}

/** What the log says of it. */
export const outage = 'the database is not answering';

/** Why, for the log: the code alone, since messages quote addresses and what somebody wrote. */
export function getOutageCode(error: unknown): { code: string } {
  let at = error;
  while (at instanceof Error && !(at instanceof DatabaseUnavailableError) && at.cause !== undefined) {
    at = at.cause;
  }
  return { code: at instanceof Error && 'code' in at ? String(at.code) : '' };
}

/** The domain error in an error, however deep it is wrapped; null for a fault of the server. */
export function toDomainError(error: unknown): DomainError | null {
  if (error instanceof DomainError) return error;
  if (isUnavailable(error)) {
    return new DomainError(
      'UNAVAILABLE',
      'The database is not answering at the moment. Try again in a minute.',
    );
  }
  if (error instanceof DatabaseError) return fromDatabase(error);
  if (error instanceof ZodError) {
    const fields = listFields(error.issues);
    return new DomainError('BAD_INPUT', fields[0]?.message ?? 'The input is not of the right form.', {
      fields,
    });
  }
  if (error instanceof TRPCError) {
    const cause = error.cause ? toDomainError(error.cause) : null;
    if (cause) return cause;
    // What the request itself is at fault for. A cause that is left here is a parser's, such as that of JSON.
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

/** More than a person would read; an answer to 100,000 wrong cells is no use and no small answer. */
const mostFields = 100;

/** One problem for each field, the first of each. */
function listFields(issues: ZodError['issues']): FieldProblem[] {
  const fields = new Map<string, FieldProblem>();
  for (const issue of issues) {
    const path = issue.path.map(String).join('.');
    if (!fields.has(path)) fields.set(path, { path, message: describeIssue(issue) });
    if (fields.size === mostFields) break;
  }
  return [...fields.values()];
}

function describeIssue(issue: ZodError['issues'][number]): string {
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
