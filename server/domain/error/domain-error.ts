/**
 * Errors that a person can do something about. The codes are part of the contract: scripts and screens rely
 * on them.
 */
export const errorCodes = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_INPUT',
  'CONFLICT',
  'ROUND_CLOSED',
  'NOT_OPEN',
  'NOT_ALLOWED_NOW',
  'TOO_LARGE',
  'TOO_MANY_ATTEMPTS',
  /** A service that the tracker needs, above all its database, is not answering. */
  'UNAVAILABLE',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** A field at fault: its path in the input ("cells.2.value"), and a sentence to show beside it. */
export type FieldProblem = { path: string; message: string };

/** An error with a stable code, a sentence for a person and, for bad input, the fields at fault. */
export class DomainError extends Error {
  override name = 'DomainError';
  readonly code: ErrorCode;
  readonly fields: FieldProblem[];
  /** For CONFLICT: what is stored now, so that a person can compare. */
  readonly current: unknown;
  /** For TOO_MANY_ATTEMPTS: in how many seconds to try again, if known. */
  readonly retryAfter: number | null;

  constructor(
    code: ErrorCode,
    sentence: string,
    options: { fields?: FieldProblem[]; current?: unknown; retryAfter?: number } = {},
  ) {
    super(sentence);
    this.code = code;
    this.fields = options.fields ?? [];
    this.current = options.current ?? null;
    this.retryAfter = options.retryAfter ?? null;
  }
}

/** Throws BAD_INPUT if there is any problem. */
export function requireNoProblems(fields: FieldProblem[]): void {
  if (fields.length === 0) return;
  const sentence =
    fields.length === 1 && fields[0]
      ? fields[0].message
      : `${fields.length} fields need attention. Nothing was saved.`;
  throw new DomainError('BAD_INPUT', sentence, { fields });
}
