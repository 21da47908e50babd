import { data } from 'react-router';
import type { FormProblem } from '#app/components/error-summary.tsx';
import type { ErrorCode, FieldProblem } from '#server/domain/error/domain-error.ts';

/** What a failed call says to a screen. */
export type Refusal = {
  code: ErrorCode | 'SERVER_FAULT';
  sentence: string;
  fields: FieldProblem[];
  current: unknown;
  /** For a fault of the server: what to quote. */
  reference: string | null;
};

/** A refusal that a page makes itself. */
export const buildRefusal = (code: ErrorCode, sentence: string, fields: FieldProblem[] = []): Refusal => ({
  code,
  sentence,
  fields,
  current: null,
  reference: null,
});

const status: Record<Refusal['code'], number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_INPUT: 400,
  CONFLICT: 409,
  ROUND_CLOSED: 412,
  NOT_OPEN: 412,
  NOT_ALLOWED_NOW: 412,
  TOO_LARGE: 413,
  TOO_MANY_ATTEMPTS: 429,
  UNAVAILABLE: 503,
  SERVER_FAULT: 500,
};

/** The HTTP status that goes with a refusal. */
export const getRefusalStatus = (refusal: Refusal): number => status[refusal.code];

type DomainErrorLike = {
  name: 'DomainError';
  code: ErrorCode;
  message: string;
  fields: FieldProblem[];
  current: unknown;
};

/** Errors come from the server's own copy of the class, so they are known by name. */
function findDomainError(error: unknown): DomainErrorLike | null {
  if (typeof error !== 'object' || error === null) return null;
  if ('name' in error && error.name === 'DomainError') return error as DomainErrorLike;
  return 'cause' in error ? findDomainError(error.cause) : null;
}

/** Reads a failed call; anything that is not a domain error is a fault with a reference. */
export function readRefusal(error: unknown, requestId: string): Refusal {
  const domain = findDomainError(error);
  return domain
    ? {
        code: domain.code,
        sentence: domain.message,
        fields: domain.fields,
        current: domain.current,
        reference: null,
      }
    : {
        code: 'SERVER_FAULT',
        sentence: 'Something went wrong on our side. Nothing was saved.',
        fields: [],
        current: null,
        reference: requestId,
      };
}

/** Redirects and error pages, which are thrown on. */
export const isAnswer = (thrown: unknown): boolean =>
  thrown instanceof Response ||
  (typeof thrown === 'object' &&
    thrown !== null &&
    'type' in thrown &&
    thrown.type === 'DataWithResponseInit');

/**
 * For loaders: makes a call and, when it fails, throws what the route's error page shows, with the right status.
 */
export async function ask<T>(requestId: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (isAnswer(error)) throw error;
    const refusal = readRefusal(error, requestId);
    throw data(refusal, { status: getRefusalStatus(refusal) });
  }
}

/** For actions: makes a call and returns either its answer or the refusal, to show at the fields. */
export async function attempt<T>(
  requestId: string,
  call: () => Promise<T>,
): Promise<{ ok: true; value: T } | { ok: false; refusal: Refusal }> {
  try {
    return { ok: true, value: await call() };
  } catch (error) {
    if (isAnswer(error)) throw error;
    return { ok: false, refusal: readRefusal(error, requestId) };
  }
}

/** A refusal as lines of the error summary: each field at fault, or the sentence where it is about none. */
export function listFormProblems(refusal: Refusal | null): FormProblem[] {
  if (!refusal) return [];
  if (refusal.fields.length === 0) return [{ message: refusal.sentence }];
  // A problem of the whole has no field to lead to.
  return refusal.fields.map(({ path, message }) => (path === '' ? { message } : { fieldId: path, message }));
}

/** A refusal as one line of the error summary, for a page without fields. */
export const listSentence = (refusal: Refusal | null | undefined): FormProblem[] =>
  refusal ? [{ message: refusal.sentence }] : [];
