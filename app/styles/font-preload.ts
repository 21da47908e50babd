import latin from '@fontsource-variable/noto-sans/files/noto-sans-latin-wght-normal.woff2?url';

/**
 * Link descriptors for the `links` export of the root route: the one font file that every page
 * needs, asked for before the style sheet has been read.
 */
export const fontPreloads = [
  { rel: 'preload', href: latin, as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' },
] as const;
