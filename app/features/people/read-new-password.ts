import { DomainError } from '#server/domain/error/domain-error.ts';

/** The new password of a form. Throws BAD_INPUT at the second field when the two differ. */
export function readNewPassword({ password, repeat }: { password: string; repeat: string }): string {
  if (password !== repeat) {
    const message = 'The two passwords are not the same. Type the new password again.';
    throw new DomainError('BAD_INPUT', message, { fields: [{ path: 'repeat', message }] });
  }
  return password;
}
