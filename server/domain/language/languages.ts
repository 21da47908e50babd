/** A language of the public pages. */
export type Language = {
  /** Prefix of URLs ("/th/plan"); English has none. */
  code: LanguageCode;
  /**
   * For `Intl`: Gregorian years and Latin digits everywhere, so that a figure reads the same in every
   * language.
   */
  locale: string;
  /** For the attributes `lang` and `hreflang`. */
  tag: string;
  /** Its own name. */
  name: string;
  /** Whether a speaker of the language has reviewed the translation. */
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

/** Returns the language of a code; English for an unknown code. */
export function getLanguage(code: string): Language {
  return languages.find((language) => language.code === code) ?? (languages[0] as Language);
}

/** Paths that never have a language: files, forms and pages that are English for everybody. */
const plainPaths =
  /^\/(data\/v1|api|assets|sign-in|sign-out|invitation|reset|account|workspace|secretariat|admin|feed\.xml|sitemap\.xml|robots\.txt|healthz|readyz)(\/|$|\.)/;

/**
 * Reads the language from the path of a URL. `path` is the rest; `plain` means that the rest has no
 * translations, so the prefix must be removed.
 */
export function parseLanguage(pathname: string): { language: LanguageCode; path: string; plain: boolean } {
  const [, code = '', rest = ''] = /^\/([a-z]{2})(\/.*|$)/.exec(pathname) ?? [];
  const known = languageCodes.find((each) => each === code && each !== 'en');
  if (!known) return { language: 'en', path: pathname, plain: false };
  // Single-fetch requests append ".data" to the path of the page.
  const path = rest === '' ? '/' : rest;
  return { language: known, path, plain: plainPaths.test(path) };
}

/**
 * Returns the path of a page in a language: `path` is the page's own, with its query ("/plan?area=A").
 * English has no prefix.
 */
export function buildLanguagePath(code: LanguageCode, path: string): string {
  if (code === 'en') return path;
  return `/${code}${path.startsWith('/?') || path.startsWith('/#') || path === '/' ? path.slice(1) : path}`;
}
