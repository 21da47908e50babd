import { TextField } from '#app/components/field.tsx';
import { DomainError, type FieldProblem } from '#server/domain/error/domain-error.ts';
import { shortestPassword } from '#server/domain/person/sign-in.rules.ts';

/** A new password, typed twice since it cannot be seen. `email` lets a password manager know whose it is. */
export function NewPasswordFields({ email, problems }: { email: string; problems: readonly FieldProblem[] }) {
  const problem = (path: string) => problems.find((one) => one.path === path)?.message;
  return (
    <>
      <TextField
        id="password"
        name="password"
        type="password"
        label="New password"
        hint={`At least ${shortestPassword} characters. Several words in a row are easy to remember.`}
        autoComplete="new-password"
        width={30}
        error={problem('password')}
      />
      <TextField
        id="repeat"
        name="repeat"
        type="password"
        label="New password again"
        autoComplete="new-password"
        width={30}
        error={problem('repeat')}
      />
      <input type="text" name="username" autoComplete="username" defaultValue={email} hidden readOnly />
    </>
  );
}

/** The new password of a form. Throws BAD_INPUT at the second field when the two versions differ. */
export function readNewPassword({ password, repeat }: { password: string; repeat: string }): string {
  if (password !== repeat) {
    const message = 'The two passwords are not the same. Type the new password again.';
    throw new DomainError('BAD_INPUT', message, { fields: [{ path: 'repeat', message }] });
  }
  return password;
}
