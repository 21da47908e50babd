import { type LanguageCode, languages } from '../../language/languages.ts';
import { declaration, element, openElement } from '../xml.ts';

/** The maximum number of URLs in one file; https://www.sitemaps.org/protocol.html. */
const mostAddresses = 50_000;

/** The number of pages in one piece. */
const pageSize = 50;

/**
 * Yields pages as a sitemap, in pieces, each page in every language with the others as alternates.
 * `modifiedOn` is the day of the newest publication, because pages change only with it.
 */
export async function* writeSitemap(
  origin: string,
  paths: readonly string[],
  modifiedOn: string | null,
): AsyncGenerator<string, void, undefined> {
  yield declaration +
    openElement('urlset', {
      xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9',
      'xmlns:xhtml': 'http://www.w3.org/1999/xhtml',
    });
  const most = Math.floor(mostAddresses / languages.length);
  for (let from = 0; from < Math.min(paths.length, most); from += pageSize) {
    yield paths
      .slice(from, Math.min(from + pageSize, most))
      .map((path) => writePage(origin, path, modifiedOn))
      .join('');
  }
  yield '\n</urlset>\n';
}

function writePage(origin: string, path: string, modifiedOn: string | null): string {
  const at = (language: LanguageCode) =>
    `${origin.replace(/\/$/, '')}${language === 'en' ? path : `/${language}${path === '/' ? '' : path}`}`;
  const alternates = [
    ...languages.map(({ code, tag }) =>
      element('xhtml:link', { rel: 'alternate', hreflang: tag, href: at(code) }),
    ),
    element('xhtml:link', { rel: 'alternate', hreflang: 'x-default', href: at('en') }),
  ];
  return languages
    .map(({ code }) => {
      const day = modifiedOn === null ? null : element('lastmod', {}, modifiedOn);
      return `\n${element('url', {}, element('loc', {}, at(code)), day, ...alternates).xml}`;
    })
    .join('');
}

/** What search results should not list: pages behind a sign-in, and procedures. */
const closed = [
  '/workspace',
  '/secretariat',
  '/admin',
  '/api/',
  '/sign-in',
  '/sign-out',
  '/invitation/',
  '/reset',
  '/account',
];

/** Writes robots.txt. Public pages are for everyone; the sitemap lists them. */
export function writeRobots(origin: string): string {
  return [
    'User-agent: *',
    ...closed.map((path) => `Disallow: ${path}`),
    'Allow: /',
    '',
    `Sitemap: ${new URL('/sitemap.xml', origin).href}`,
    '',
  ].join('\n');
}
