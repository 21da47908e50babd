import { type LanguageCode, languages } from '../../language/languages.ts';
import { declaration, element, openElement } from '../xml.ts';

/** At most so many addresses may stand in one file; https://www.sitemaps.org/protocol.html. */
const mostAddresses = 50_000;

/**
 * Pages as a sitemap, each in every language with the others as its alternates. `modifiedOn` is the day of the newest
 * publication, since pages change with it and never otherwise.
 */
export function writeSitemap(origin: string, paths: readonly string[], modifiedOn: string | null): string {
  const at = (language: LanguageCode, path: string) =>
    `${origin.replace(/\/$/, '')}${language === 'en' ? path : `/${language}${path === '/' ? '' : path}`}`;
  const most = Math.floor(mostAddresses / languages.length);
  const entries = paths.slice(0, most).flatMap((path) => {
    const alternates = [
      ...languages.map(({ code, tag }) =>
        element('xhtml:link', { rel: 'alternate', hreflang: tag, href: at(code, path) }),
      ),
      element('xhtml:link', { rel: 'alternate', hreflang: 'x-default', href: at('en', path) }),
    ];
    return languages.map(
      ({ code }) =>
        element(
          'url',
          {},
          element('loc', {}, at(code, path)),
          modifiedOn === null ? null : element('lastmod', {}, modifiedOn),
          ...alternates,
        ).xml,
    );
  });
  return `${declaration}${openElement('urlset', {
    xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9',
    'xmlns:xhtml': 'http://www.w3.org/1999/xhtml',
  })}\n${entries.join('\n')}\n</urlset>\n`;
}

/** What is of no use in lists of search results: work behind a sign-in, and procedures. */
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

/** Public pages are for everyone; the sitemap says which there are. */
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
