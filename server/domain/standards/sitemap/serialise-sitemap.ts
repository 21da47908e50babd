import { type LanguageCode, languages } from '../../language/languages.ts';
import { declaration, element, serialiseStartTag } from '../xml.ts';
import { escapePathSegment } from '../addresses.ts';
import { sitePaths } from '../../search/site-pages.ts';
import type { Exchange } from '../exchange.types.ts';

/** The maximum number of URLs in one file; https://www.sitemaps.org/protocol.html. */
const mostAddresses = 50_000;

/** The number of pages in one piece. */
const pageSize = 50;

/**
 * Yields pages as a sitemap, in pieces, each page in every language with the others as alternates.
 * `modifiedOn` is the day of the newest publication, because pages change only with it.
 */
export async function* serialiseSitemap(
  origin: string,
  paths: readonly string[],
  modifiedOn: string | null,
): AsyncGenerator<string, void, undefined> {
  yield declaration +
    serialiseStartTag('urlset', {
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
export function serialiseRobots(origin: string): string {
  return [
    'User-agent: *',
    ...closed.map((path) => `Disallow: ${path}`),
    'Allow: /',
    '',
    `Sitemap: ${new URL('/sitemap.xml', origin).href}`,
    '',
  ].join('\n');
}

/**
 * Lists every public page of a publication, without its number: search engines should find the newest.
 * Publications are those of all plans; the list of plans links to the pages of the others.
 */
export function listPages(
  exchange: Pick<
    Exchange,
    | 'areas'
    | 'objectives'
    | 'activities'
    | 'indicators'
    | 'reporters'
    | 'partners'
    | 'lenses'
    | 'library'
    | 'arrangements'
  >,
  publications: readonly { number: number; plan: { code: string } }[],
): string[] {
  const hasPlans = new Set(publications.map(({ plan }) => plan.code)).size > 1;
  const pages = (folder: string, codes: readonly string[]) =>
    codes.map((code) => `/${folder}/${escapePathSegment(code)}`);
  const codesOf = (list: readonly { code: string }[]) => list.map(({ code }) => code);
  const reporters = (kind: 'state' | 'body') =>
    codesOf(exchange.reporters.filter((each) => each.kind === kind));
  return [
    ...sitePaths,
    ...(hasPlans ? ['/plans'] : []),
    ...pages('areas', codesOf(exchange.areas)),
    ...pages('objectives', codesOf(exchange.objectives)),
    ...pages('activities', codesOf(exchange.activities)),
    ...pages('indicators', codesOf(exchange.indicators)),
    ...pages('states', reporters('state')),
    ...pages('bodies', reporters('body')),
    ...pages(
      'partners',
      exchange.partners.map(({ slug }) => slug),
    ),
    ...pages('lens', codesOf(exchange.lenses)),
    ...pages('library', codesOf(exchange.library)),
    ...pages('cooperation', exchange.arrangements),
    ...publications.map(({ number }) => `/publications/${number}`),
  ];
}
