import { describe, expect, test } from 'vitest';
import {
  buildAddress,
  buildErrorMeta,
  buildPageMeta,
  type PageMetadata,
} from '#app/features/page-metadata/page-meta.ts';

type Place = {
  pathname?: string;
  search?: string;
  language?: string;
  newest?: number;
  number?: number;
  isLeading?: boolean;
};

const head = (
  {
    pathname = '/indicators/I-B3',
    search = '',
    language = 'en',
    newest = 3,
    number = newest,
    isLeading = true,
  }: Place = {},
  page: Partial<PageMetadata> = {},
) =>
  buildPageMeta(
    {
      matches: [
        { id: 'root', loaderData: { origin: 'https://tracker.example/', language } },
        undefined,
        { id: 'routes/public/public-layout', loaderData: { publication: { number, newest, isLeading } } },
      ],
      location: { pathname, search },
    },
    { title: 'Victims', description: 'One sentence.', ...page },
  ) as Record<string, string>[];

const link = (tags: Record<string, string>[], rel: string, hrefLang?: string) =>
  tags.find((tag) => tag['rel'] === rel && (hrefLang === undefined || tag['hrefLang'] === hrefLang))?.[
    'href'
  ];
const property = (tags: Record<string, string>[], name: string) =>
  tags.find((tag) => tag['property'] === name)?.['content'];

describe('the head of a page', () => {
  test('has title, description, one address and a card', () => {
    const tags = head();
    expect(tags[0]).toEqual({ title: 'Victims · Bohol tracker' });
    expect(tags).toContainEqual({ name: 'description', content: 'One sentence.' });
    expect(link(tags, 'canonical')).toBe('https://tracker.example/indicators/I-B3');
    expect(property(tags, 'og:title')).toBe('Victims');
    expect(property(tags, 'og:url')).toBe(link(tags, 'canonical'));
    expect(property(tags, 'og:image')).toBe('https://tracker.example/og/pages/overview?publication=3');
    expect(tags).toContainEqual({ name: 'twitter:card', content: 'summary_large_image' });
  });

  test('names the page in every language, its own among them', () => {
    const tags = head({ language: 'th', pathname: '/' });
    expect(link(tags, 'canonical')).toBe('https://tracker.example/th');
    expect(link(tags, 'alternate', 'x-default')).toBe('https://tracker.example/');
    expect(link(tags, 'alternate', 'en')).toBe('https://tracker.example/');
    for (const code of ['id', 'th', 'vi', 'km']) {
      expect(link(tags, 'alternate', code)).toBe(`https://tracker.example/${code}`);
    }
  });

  test('a page pinned to the newest publication is the page itself; an older one is another', () => {
    expect(link(head({ search: '?publication=3' }), 'canonical')).toBe(
      'https://tracker.example/indicators/I-B3',
    );
    const older = head({ search: '?area=A&publication=2', number: 2 });
    expect(link(older, 'canonical')).toBe('https://tracker.example/indicators/I-B3?publication=2');
    expect(link(older, 'alternate', 'km')).toBe('https://tracker.example/km/indicators/I-B3?publication=2');
    expect(property(older, 'og:image')).toContain('publication=2');
  });

  test('of a plan that does not lead the newest publication is another page too', () => {
    expect(link(head({ search: '?publication=3', isLeading: false }), 'canonical')).toBe(
      'https://tracker.example/indicators/I-B3?publication=3',
    );
  });

  test('filters are no pages of their own, what makes another page is', () => {
    expect(link(head({ search: '?area=A&status=delayed' }), 'canonical')).toBe(
      'https://tracker.example/indicators/I-B3',
    );
    expect(
      link(
        head({}, { path: '/publications/compare', query: { from: 1, to: 3, by: undefined } }),
        'canonical',
      ),
    ).toBe('https://tracker.example/publications/compare?from=1&to=3');
  });

  test('what is not to be listed says so', () => {
    expect(head({}, { unlisted: true })).toContainEqual({ name: 'robots', content: 'noindex' });
    expect(head()).not.toContainEqual({ name: 'robots', content: 'noindex' });
    expect(buildErrorMeta('Page not found')).toContainEqual({ name: 'robots', content: 'noindex' });
  });

  test('while nothing is published, and without data of the root, nothing breaks', () => {
    const tags = buildPageMeta(
      { matches: [undefined], location: { pathname: '/', search: '?publication=x' } },
      { title: 'Overview' },
    ) as Record<string, string>[];
    expect(tags[0]).toEqual({ title: 'Overview · Bohol tracker' });
    expect(property(tags, 'og:image')).toBe('/og/pages/overview');
  });

  test('addresses are escaped as addresses are', () => {
    expect(buildAddress('https://a.example', 'en', '/search', { q: 'a&b c' })).toBe(
      'https://a.example/search?q=a%26b+c',
    );
  });
});
