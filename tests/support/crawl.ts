/** An answer of the public site, as text; pictures and workbooks as their bytes read as Latin letters. */
export type Fetched = { path: string; status: number; type: string; cookie: string | null; text: string };

export type CrawlOptions = {
  origin: string;
  start: readonly string[];
  /** Whether a link is followed; one that is not is not asked for either. */
  follow: (path: string) => boolean;
  atOnce?: number;
};

/** Everything that can be reached by links from the first addresses, each once. Fragments are left out. */
export async function crawl({ origin, start, follow, atOnce = 4 }: CrawlOptions): Promise<Fetched[]> {
  const waiting = [...start];
  const known = new Set(waiting);
  const fetched: Fetched[] = [];
  const work = async () => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      const answer = await fetch(`${origin}${path}`, { redirect: 'manual' });
      const type = answer.headers.get('content-type') ?? '';
      const bytes = Buffer.from(await answer.arrayBuffer());
      const text = bytes.toString(
        /^(text|application\/(\w+\+)?(json|xml)|image\/svg)/.test(type) ? 'utf8' : 'latin1',
      );
      fetched.push({ path, status: answer.status, type, cookie: answer.headers.get('set-cookie'), text });
      const location = answer.headers.get('location');
      const links = type.startsWith('text/html') ? listLinks(text) : location ? [location] : [];
      for (const link of links) {
        const to = asPath(link, origin, path);
        if (to === null || known.has(to) || !follow(to)) continue;
        known.add(to);
        waiting.push(to);
      }
    }
  };
  // A worker that finds nothing to do may be too early: the others are still reading.
  while (waiting.length > 0) await Promise.all(Array.from({ length: atOnce }, work));
  return fetched;
}

/** What a page refers to by `href` and `src`, entities read. */
export function listLinks(html: string): string[] {
  return [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, link = '']) =>
    link.replaceAll('&amp;', '&').replaceAll('&#x27;', "'"),
  );
}

/** The path and query of a link within the site; null for other sites and for mail. */
export function asPath(link: string, origin: string, from: string): string | null {
  if (link.startsWith('#') || !URL.canParse(link, `${origin}${from}`)) return null;
  const url = new URL(link, `${origin}${from}`);
  return url.origin === origin ? `${url.pathname}${url.search}` : null;
}
