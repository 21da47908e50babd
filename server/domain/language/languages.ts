/** A language of the public pages. */
export type Language = {
  /** Stands in addresses ("/th/plan"); English has none there. */
  code: LanguageCode;
  /** For `Intl`: Gregorian years and Latin digits everywhere, so that a figure reads alike in every language. */
  locale: string;
  /** For the attribute `lang` and for `hreflang`. */
  tag: string;
  /** Its own name. */
  name: string;
  /** Whether somebody who speaks it has read the translation. */
  reviewed: boolean;
};

export const languageCodes = ['en', 'id', 'th', 'vi', 'km'] as const;
export type LanguageCode = (typeof languageCodes)[number];

/** In the order in which they are offered. */
export const languages: readonly Language[] = [
  { code: 'en', locale: 'en-GB', tag: 'en', name: 'English', reviewed: true },
  { code: 'id', locale: 'id-ID', tag: 'id', name: 'Bahasa Indonesia', reviewed: false },
  { code: 'km', locale: 'km-KH-u-ca-gregory-nu-latn', tag: 'km', name: 'ភាសាខ្មែរ', reviewed: false },
  { code: 'th', locale: 'th-TH-u-ca-gregory-nu-latn', tag: 'th', name: 'ไทย', reviewed: false },
  { code: 'vi', locale: 'vi-VN', tag: 'vi', name: 'Tiếng Việt', reviewed: false },
];

/** The language of a code; English for a code that there is none of. */
export function getLanguage(code: string): Language {
  return languages.find((language) => language.code === code) ?? (languages[0] as Language);
}

/** What never stands under a language: files, forms and pages that are English for everybody. */
const plainPaths =
  /^\/(data\/v1|api|assets|sign-in|sign-out|invitation|reset|account|workspace|secretariat|admin|feed\.xml|sitemap\.xml|robots\.txt|healthz|readyz)(\/|$|\.)/;

/**
 * Reads the language out of the path of an address. `path` is the rest; `plain` says that the rest is not to be had
 * in languages, so that the address has to lose it.
 */
export function readLanguage(pathname: string): { language: LanguageCode; path: string; plain: boolean } {
  const [, code = '', rest = ''] = /^\/([a-z]{2})(\/.*|$)/.exec(pathname) ?? [];
  const known = languageCodes.find((each) => each === code && each !== 'en');
  if (!known) return { language: 'en', path: pathname, plain: false };
  // Single-fetch requests carry ".data" after the path of the page.
  const path = rest === '' ? '/' : rest;
  return { language: known, path, plain: plainPaths.test(path) };
}

/**
 * The address of a page in a language: `path` is the page's own, with what follows it ("/plan?area=A"). English stands
 * at the address without a language.
 */
export function inLanguage(code: LanguageCode, path: string): string {
  if (code === 'en') return path;
  return `/${code}${path.startsWith('/?') || path.startsWith('/#') || path === '/' ? path.slice(1) : path}`;
}
