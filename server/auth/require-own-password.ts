import { APIError } from 'better-auth/api';
import type { Operation } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { requirePermission, type OperationContext } from '#server/operation/operation-context.ts';
import type { Accounts } from './accounts.ts';
import { type SignInRequest, verifyPassword } from './sign-in.ts';

/**
 * Asks for the viewer's password again before they put their name to something: a browser that was left open does not
 * sign. Tries count with those of signing in. Throws FORBIDDEN for whoever may not do the operation at all, BAD_INPUT at
 * "password", TOO_MANY_ATTEMPTS when the limiter says so.
 */
export async function requireOwnPassword(
  context: OperationContext,
  accounts: Accounts,
  { operation, password }: { operation: Operation; password: string },
  request: SignInRequest,
): Promise<void> {
  const { personId, email } = requirePermission(context, operation);
  const describeWrong = () => {
    const message = password === '' ? 'Enter your password.' : 'This is not your password.';
    return new DomainError('BAD_INPUT', message, { fields: [{ path: 'password', message }] });
  };
  if (password === '') throw describeWrong();
  const look = async () => {
    const { internalAdapter, password: passwords } = await accounts.authentication.$context;
    const known = await internalAdapter.findAccounts(personId);
    const hash = known.find(({ providerId }) => providerId === 'credential')?.password;
    if (!hash || !(await passwords.verify({ hash, password }))) throw new APIError('UNAUTHORIZED');
  };
  await verifyPassword(accounts, email, request, look, describeWrong);
}
