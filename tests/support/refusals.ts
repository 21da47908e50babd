import { TRPCError } from '@trpc/server';
import { DomainError } from '#server/domain/error/domain-error.ts';

/** How a call was refused: the domain's own error. Throws when the call succeeded or the server was at fault. */
export async function refusalOfCall(call: Promise<unknown>): Promise<DomainError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof TRPCError && error.cause instanceof DomainError) return error.cause;
    throw error;
  }
  throw new Error('The call was not refused.');
}
