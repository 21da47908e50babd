/**
 * Whether an error comes from the operating system and has one of the given codes (any code if none is
 * given).
 */
export function isFileError(error: unknown, ...codes: string[]): error is NodeJS.ErrnoException {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return false;
  return codes.length === 0 || codes.includes(error.code);
}
