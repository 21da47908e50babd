import { sql } from 'drizzle-orm';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { requireStrongPassword } from '#server/use-cases/person/save-password.ts';
import { requireViewer, type OperationContext } from '#server/operation/operation-context.ts';
import type { Accounts } from './accounts.ts';
import { type SignInRequest, verifyPassword } from './sign-in.ts';

/**
 * Changes the viewer's own password. Every other session of theirs ends; this one goes on under a new cookie, and of
 * the browsers only this one stays known. Tries count with those of signing in, so that a browser left open does not
 * let anybody guess the password. Throws BAD_INPUT at the field, TOO_MANY_ATTEMPTS when the limiter says so.
 */
export async function changePassword(
  context: OperationContext,
  accounts: Accounts,
  input: { current: string; password: string },
  request: SignInRequest,
): Promise<{ cookies: string[] }> {
  const viewer = requireViewer(context);
  requireStrongPassword(input.password, viewer, 'password');
  const { headers } = await verifyPassword(
    accounts,
    viewer.email,
    request,
    () =>
      accounts.authentication.api.changePassword({
        body: { currentPassword: input.current, newPassword: input.password, revokeOtherSessions: true },
        headers: request.headers,
        returnHeaders: true,
      }),
    () => {
      const message = 'This is not your present password.';
      return new DomainError('BAD_INPUT', message, { fields: [{ path: 'current', message }] });
    },
  );
  await context.connections.auth.execute(sql`
    select tracker.note_account_event(${viewer.personId}, 'password_changed',
      ${context.now().toISOString()}::timestamptz)`);
  const device = await accounts.devices.remember(viewer.email, request.headers, request.now);
  return { cookies: [...headers.getSetCookie(), device] };
}
