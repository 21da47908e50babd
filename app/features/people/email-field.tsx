import { TextField } from '#app/components/field.tsx';
import type { Refusal } from '#app/features/errors/ask.ts';

interface EmailFieldProps {
  typed: string | undefined;
  refusal: Refusal | null;
}

/** The e-mail address of one's own account, as browsers and password managers know it. */
export function EmailField({ typed, refusal }: EmailFieldProps) {
  return (
    <TextField
      id="email"
      name="email"
      label="E-mail address"
      type="email"
      autoComplete="username"
      width={30}
      defaultValue={typed}
      error={refusal?.fields.find(({ path }) => path === 'email')?.message}
    />
  );
}
