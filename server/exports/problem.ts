import { z } from 'zod';
import { DomainError, type FieldProblem } from '#server/domain/error/domain-error.ts';

/** A problem document (RFC 9457), with the parameters at fault. */
export const problemSchema = z
  .object({
    type: z.url().meta({ description: 'The kind of problem: an address that explains it' }),
    title: z.string().meta({ description: 'The kind of problem in words' }),
    status: z.number().int().meta({ description: 'The status of the answer' }),
    detail: z.string().meta({ description: 'What went wrong this time' }),
    errors: z
      .array(z.object({ parameter: z.string(), detail: z.string() }))
      .meta({ description: 'For wrong parameters: each with a sentence' }),
  })
  .meta({ description: 'A problem document (RFC 9457)' });
export type Problem = z.infer<typeof problemSchema>;

const kinds = {
  400: ['bad-request', 'The address cannot be understood'],
  404: ['not-found', 'There is no such thing'],
  405: ['method', 'This can only be read'],
  429: ['too-many-requests', 'Too many requests'],
  500: ['fault', 'Something went wrong on our side'],
  503: ['fault', 'The tracker cannot answer at the moment'],
} as const;
export type ProblemStatus = keyof typeof kinds;

export const isProblemStatus = (status: number): status is ProblemStatus => status in kinds;

/** Builds a problem document; its type is explained on the page about the data. */
export function buildProblem(
  origin: string,
  status: ProblemStatus,
  detail: string,
  fields: readonly FieldProblem[] = [],
): Problem {
  const [kind, title] = kinds[status];
  return {
    type: `${origin}/data#problem-${kind}`,
    title,
    status,
    detail,
    errors: fields.map(({ path, message }) => ({ parameter: path, detail: message })),
  };
}

export function createProblemResponse(problem: Problem): Response {
  return Response.json(problem, {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' },
  });
}

/** Returns the problem document of a failure, or null if the client could do nothing about it. */
export function toProblemDocument(origin: string, error: unknown): Problem | null {
  if (!(error instanceof DomainError)) return null;
  const { code, message, fields } = error;
  if (code === 'BAD_INPUT') return buildProblem(origin, 400, message, fields);
  if (code === 'NOT_FOUND') return buildProblem(origin, 404, message, fields);
  return null;
}

/** Throws BAD_INPUT with a sentence for each parameter at fault. */
export function requireValidParameters(fields: FieldProblem[]): void {
  const [first] = fields;
  if (!first) return;
  const sentence =
    fields.length === 1 ? first.message : `${fields.length} parameters of the address cannot be understood.`;
  throw new DomainError('BAD_INPUT', sentence, { fields });
}
