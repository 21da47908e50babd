import { dictionary } from '@zxcvbn-ts/language-common';

const passwords: ReadonlySet<string> = new Set(dictionary['passwords-common']);

/** Whether a password is in the list of the most used ones. */
export const isCommonPassword = (password: string): boolean => passwords.has(password);
