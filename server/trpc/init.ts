import { initTRPC, TRPCError } from '@trpc/server';
import { DomainError, type ErrorCode, type FieldProblem } from '#server/domain/error/domain-error.ts';
import type { TrpcContext } from './context.ts';
import { toDomainError, getOutageCode, outage } from './errors.ts';

/** What every error carries across the wire, beside tRPC's own fields. */
export type ErrorData = {
  stableCode: ErrorCode | 'SERVER_FAULT';
  sentence: string;
  fields: FieldProblem[];
  current: unknown;
  reference: string | null;
};

export const t = initTRPC.context<TrpcContext>().create({
  errorFormatter({ shape, error, ctx }) {
    const domain = error.cause instanceof DomainError ? error.cause : toDomainError(error);
    const data: ErrorData = domain
      ? {
          stableCode: domain.code,
          sentence: domain.message,
          fields: domain.fields,
          current: domain.current,
          reference: null,
        }
      : {
          stableCode: 'SERVER_FAULT',
          sentence: 'Something went wrong on our side. Nothing was saved.',
          fields: [],
          current: null,
          reference: ctx?.requestId ?? null,
        };
    const { stack: _, ...rest } = shape.data;
    return { ...shape, message: data.sentence, data: { ...rest, ...data } };
  },
});

const trpcCode: Record<ErrorCode, TRPCError['code']> = {
  UNAUTHENTICATED: 'UNAUTHORIZED',
  FORBIDDEN: 'FORBIDDEN',
  NOT_FOUND: 'NOT_FOUND',
  BAD_INPUT: 'BAD_REQUEST',
  CONFLICT: 'CONFLICT',
  ROUND_CLOSED: 'PRECONDITION_FAILED',
  NOT_OPEN: 'PRECONDITION_FAILED',
  NOT_ALLOWED_NOW: 'PRECONDITION_FAILED',
  TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  TOO_MANY_ATTEMPTS: 'TOO_MANY_REQUESTS',
  UNAVAILABLE: 'SERVICE_UNAVAILABLE',
};

/** Domain errors and the database's own refusals become tRPC errors here and nowhere else; faults are logged. */
const mapErrors = t.middleware(async ({ ctx, path, next }) => {
  const result = await next();
  if (result.ok) return result;
  const domain = toDomainError(result.error);
  if (domain) {
    ctx.wait.seconds = Math.max(ctx.wait.seconds, domain.retryAfter ?? 0);
    if (domain.code === 'UNAVAILABLE')
      ctx.log.warn({ procedure: path, ...getOutageCode(result.error) }, outage);
    // Its sentence is for the person: it can name others and quote what was written.
    else ctx.log.debug({ procedure: path, code: domain.code }, 'procedure refused');
    throw new TRPCError({ code: trpcCode[domain.code], message: domain.message, cause: domain });
  }
  ctx.log.error({ procedure: path, err: result.error.cause ?? result.error }, 'procedure failed');
  return result;
});

/**
 * Refuses, wherever it stands, what no part of the application could keep as it was sent: text with a null character
 * or half a character, and the key "__proto__", which schemas drop without a word, so that a figure "by __proto__"
 * would be read as the total.
 */
const refuseUnkeepable = t.middleware(async ({ getRawInput, next }) => {
  const problem = findUnkeepable(await getRawInput());
  if (problem) throw new DomainError('BAD_INPUT', problem.message, { fields: [problem] });
  return next();
});

type Place = { value: unknown; key: string; parent: Place | null };

/** Without recursion: input may be nested as deep as it likes. */
function findUnkeepable(input: unknown): FieldProblem | null {
  const open: Place[] = [{ value: input, key: '', parent: null }];
  for (let place = open.pop(); place; place = open.pop()) {
    const { value } = place;
    if (typeof value === 'string' && (value.includes('\u0000') || !value.isWellFormed())) {
      const message =
        'Remove the characters that cannot be printed. They often come from text copied from another program.';
      return { path: writePath(place), message };
    }
    // A file is taken as it is.
    if (value === null || typeof value !== 'object' || value instanceof Blob) continue;
    for (const [key, inner] of Object.entries(value)) {
      const below = { value: inner, key, parent: place };
      if (key === '__proto__') return { path: writePath(below), message: 'No name is "__proto__".' };
      if (typeof inner === 'string' || (inner !== null && typeof inner === 'object')) open.push(below);
    }
  }
  return null;
}

function writePath(place: Place): string {
  const keys: string[] = [];
  for (let at: Place | null = place; at?.parent; at = at.parent) keys.unshift(at.key);
  return keys.join('.');
}

export const router = t.router;
/** Anyone may call it; what the answer holds is decided below. */
export const publicProcedure = t.procedure.use(mapErrors).use(refuseUnkeepable);
/** Signed-in people only; each use-case asks its own permission. */
export const memberProcedure = publicProcedure.use(({ ctx, next }) => {
  if (!ctx.viewer) {
    throw new TRPCError({
      code: 'UNAUTHORIZED',
      cause: new DomainError('UNAUTHENTICATED', 'Sign in to continue.'),
    });
  }
  return next({ ctx: { ...ctx, viewer: ctx.viewer } });
});
