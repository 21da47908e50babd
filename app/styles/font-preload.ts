import khmer from '@fontsource-variable/noto-sans-khmer/files/noto-sans-khmer-khmer-wght-normal.woff2?url';
import thai from '@fontsource-variable/noto-sans-thai/files/noto-sans-thai-thai-wght-normal.woff2?url';
import latin from '@fontsource-variable/noto-sans/files/noto-sans-latin-wght-normal.woff2?url';
import vietnamese from '@fontsource-variable/noto-sans/files/noto-sans-vietnamese-wght-normal.woff2?url';
import type { LanguageCode } from '#server/domain/language/languages.ts';

const preload = (href: string) =>
  ({ rel: 'preload', href, as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' }) as const;

/**
 * Link descriptors for the `links` export of the root route: the one font file that every page
 * needs, asked for before the style sheet has been read.
 */
export const fontPreloads = [preload(latin)] as const;

/** The one file more that the pages of a language need from their first line on. */
export const languageFontPreloads: Partial<Record<LanguageCode, ReturnType<typeof preload>>> = {
  km: preload(khmer),
  th: preload(thai),
  vi: preload(vietnamese),
};
