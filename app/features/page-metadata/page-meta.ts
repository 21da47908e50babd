import type { MetaDescriptor } from 'react-router';
import { languages, type LanguageCode } from '#server/domain/language/languages.ts';

/** What a route's `meta` is given, as far as it is read here. */
type MetaArgs = {
  matches: readonly ({ id: string; loaderData?: unknown } | undefined)[];
  location: { pathname: string; search: string };
};

export type PageMetadata = {
  /** What the page says or is about; the product's name follows. */
  title: string;
  /** One or two sentences for lists of search results and for cards. */
  description?: string | undefined;
  /** Path of the card's picture below the language: "/og/pages/indicator/I-B3". The overview's without it. */
  image?: string | undefined;
  /** The page's own address, where it is not the one that was asked for: "/indicators/I-B3". */
  path?: string | undefined;
  /** Words of the address without which it would be another page: `{ from: 1, to: 3 }`. Filters are not. */
  query?: Readonly<Record<string, string | number | undefined>> | undefined;
  /** Not to be listed by search engines: results of a search. */
  unlisted?: boolean | undefined;
};

const productName = 'Bohol tracker';

/**
 * What stands in the head of a public page: title, description, its one address, the same page in other languages, and
 * the card that others show for it. For the `meta` of a route: `buildPageMeta(args, { title, description, image })`.
 * Addresses are absolute by the root's data; publication and language are those of the page in view.
 */
export function buildPageMeta(args: MetaArgs, head: PageMetadata): MetaDescriptor[] {
  const { origin, language } = readRoot(args);
  const publication = readLayout(args);
  const pinned = readPinned(args.location.search);
  const title = `${head.title} · ${productName}`;
  const path = head.path ?? args.location.pathname;
  // A page that is pinned to the newest publication of the leading plan is the same page as the one that is not.
  const isSame = publication !== null && publication.isLeading && pinned === publication.newest;
  const kept = pinned !== null && !isSame ? pinned : undefined;
  const at = (code: LanguageCode) => buildAddress(origin, code, path, { ...head.query, publication: kept });
  const image = buildAddress(origin, language, head.image ?? '/og/pages/overview', {
    // Whoever keeps cards by their address asks anew when there is a new publication.
    publication: publication?.number,
  });
  const social = (property: string, content: string) => ({ property: `og:${property}`, content });
  return [
    { title },
    ...(head.description ? [{ name: 'description', content: head.description }] : []),
    ...(head.unlisted ? [{ name: 'robots', content: 'noindex' }] : []),
    { tagName: 'link', rel: 'canonical', href: at(language) },
    ...languages.map(({ code, tag }) => ({
      tagName: 'link' as const,
      rel: 'alternate',
      hrefLang: tag,
      href: at(code),
    })),
    { tagName: 'link', rel: 'alternate', hrefLang: 'x-default', href: at('en') },
    social('type', 'website'),
    social('site_name', productName),
    social('title', head.title),
    ...(head.description ? [social('description', head.description)] : []),
    social('url', at(language)),
    social('image', image),
    social('image:type', 'image/png'),
    social('image:width', '1200'),
    social('image:height', '630'),
    social('image:alt', head.title),
    { name: 'twitter:card', content: 'summary_large_image' },
  ];
}

/** The head of a page that is not there. */
export function buildErrorMeta(what: string): MetaDescriptor[] {
  return [{ title: `${what} · ${productName}` }, { name: 'robots', content: 'noindex' }];
}

/** The address of a public page: absolute, below its language, with what the query says. */
export function buildAddress(
  origin: string,
  language: LanguageCode,
  path: string,
  query: Readonly<Record<string, string | number | undefined>> = {},
): string {
  const below = language === 'en' ? path : `/${language}${path === '/' ? '' : path}`;
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
  return `${origin.replace(/\/$/, '')}${below}${search.size > 0 ? `?${search}` : ''}`;
}

type Data = Readonly<Record<string, unknown>>;

function findData(args: MetaArgs, id: string): Data {
  const data = args.matches.find((match) => match?.id === id)?.loaderData;
  return typeof data === 'object' && data !== null ? (data as Data) : {};
}

function readRoot(args: MetaArgs): { origin: string; language: LanguageCode } {
  const { origin, language } = findData(args, 'root');
  return {
    origin: typeof origin === 'string' ? origin : '',
    language: languages.find(({ code }) => code === language)?.code ?? 'en',
  };
}

type FramePublication = { number: number; newest: number; isLeading: boolean };

/** The publication that the page is drawn from, as the layout of the public pages has it. */
function readLayout(args: MetaArgs): FramePublication | null {
  const { publication } = findData(args, 'routes/public/public-layout');
  return (publication ?? null) as FramePublication | null;
}

function readPinned(search: string): number | null {
  const text = new URLSearchParams(search).get('publication') ?? '';
  return /^\d{1,10}$/.test(text) ? Number(text) : null;
}
