import { APIError } from 'better-auth/api';
import { sql } from 'drizzle-orm';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { refuseWeakPassword } from '#server/use-cases/person/store-password.ts';
import { requireViewer, type UseCaseContext } from '#server/use-cases/use-case-context.ts';
import type { Accounts } from './sign-in.ts';

/**
 * Changes the viewer's own password. Every other session of theirs ends; this one goes on under a new cookie. Tries
 * count with those of signing in, so that a browser left open does not let anybody guess the password. Throws
 * BAD_INPUT at the field, TOO_MANY_ATTEMPTS when the limiter says so.
 */
export async function changePassword(
  context: UseCaseContext,
  accounts: Accounts,
  input: { current: string; password: string },
  request: { headers: Headers; ip: string },
): Promise<{ cookies: string[] }> {
  const viewer = requireViewer(context);
  refuseWeakPassword(input.password, viewer, 'password');
  await accounts.limiter.consume(viewer.email, request.ip);
  try {
    const { headers } = await accounts.authentication.api.changePassword({
      body: { currentPassword: input.current, newPassword: input.password, revokeOtherSessions: true },
      headers: request.headers,
      returnHeaders: true,
    });
    await accounts.limiter.forget(viewer.email, request.ip);
    await context.connections.auth.execute(sql`
      select tracker.note_account_event(${viewer.personId}, 'password_changed',
        ${context.now().toISOString()}::timestamptz)`);
    return { cookies: headers.getSetCookie() };
  } catch (error) {
    if (error instanceof APIError && error.statusCode < 500) {
      const message = 'This is not your present password.';
      throw new DomainError('BAD_INPUT', message, { fields: [{ path: 'current', message }] });
    }
    throw error;
  }
}
