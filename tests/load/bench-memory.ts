import type { Sql } from '#db/client.ts';
import type { DocumentBody } from '#server/domain/publication/documents.ts';
import { parseDocument } from '#server/publications/serialise-document.ts';
import { fetchRaw } from './bench-pages.ts';
import type { BenchWorld } from './bench-world.ts';
import { type Line, megabytes } from './measure.ts';
import { killServer, measureMemory, startServer } from './start-server.ts';

/** In MB, what a server may hold that has served everything, and what it may take in all: whatever it keeps is bounded. */
const limits = { held: 384, inAll: 1024 };
const atOnce = 4;

/** The memory of a server after it has served every page of every publication once, kept as in earnest. */
export async function benchMemory({ ownerUrl, owner, publishAll }: BenchWorld): Promise<Line[]> {
  await publishAll();
  const tracker = await startServer({ ownerUrl });
  try {
    await fetchRaw(`${tracker.url}/`);
    const before = await measureMemory(tracker);
    const pages = await listPages(owner);
    const waiting = pages.values();
    let bytes = 0;
    const worker = async () => {
      for (const page of waiting) bytes += (await fetchRaw(`${tracker.url}${page}`)).body.length;
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    const after = await measureMemory(tracker);
    const ratio = Math.max((after.heapUsed + after.external) / limits.held, after.rss / limits.inAll);
    const line: Line = {
      name: 'q',
      table: 'public',
      work: `memory after serving every page of every publication once: ${pages.length.toLocaleString('en-GB')} pages, ${megabytes(bytes)} compressed; limit ${limits.held} MB held, ${limits.inAll} MB in all`,
      ours: `${megabytes(after.heapUsed + after.external)} held, ${megabytes(after.rss)} in all`,
      bare: `${megabytes(before.heapUsed + before.external)} held, ${megabytes(before.rss)} in all, before`,
      limits: [{ of: 'the limit', ratio: ratio / 1024 / 1024, atMost: 1 }],
    };
    return [line];
  } finally {
    await killServer(tracker);
  }
}

/** The address of every page of every publication, but for receipts of single values and figures. */
async function listPages(owner: Sql): Promise<string[]> {
  const rows = await owner<{ publication: number; body: string }[]>`
    select p.publication, d.body from published.publication_document p join published.document d using (sha256)
    where p.address in ('plan', 'indicators', 'lists') order by p.publication, p.address`;
  const pages = rows.flatMap(({ publication, body }) => {
    const document = parseDocument(body);
    const paths = 'activities' in document ? listPlanPages(document as DocumentBody<'plan'>) : [];
    if ('reporters' in document) paths.push(...listListPages(document as DocumentBody<'lists'>));
    if (Array.isArray(document)) {
      paths.push('/indicators', '/indicators?by=state');
      for (const { code } of document as DocumentBody<'indicators'>) paths.push(`/indicators/${code}`);
    }
    return [
      ...paths.map((path) => `${path}${path.includes('?') ? '&' : '?'}publication=${publication}`),
      ...('reporters' in document
        ? [`/publications/${publication}`, `/publications/${publication}/seal`]
        : []),
    ];
  });
  return ['/publications', '/plans', '/about', ...pages];
}

const listPlanPages = ({ areas, objectives, activities }: DocumentBody<'plan'>): string[] => [
  '/',
  '/plan',
  ...areas.map(({ code }) => `/areas/${code}`),
  ...objectives.map(({ code }) => `/objectives/${code}`),
  ...activities.map(({ code }) => `/activities/${code}`),
];

const listListPages = ({ reporters, partners, lenses, libraryKinds }: DocumentBody<'lists'>): string[] => [
  '/states',
  '/partners',
  '/data',
  ...(libraryKinds.length > 0 ? ['/library', '/cooperation'] : []),
  ...reporters.map(({ kind, code }) =>
    kind === 'state' ? `/states/${code.toLowerCase()}` : `/bodies/${code}`,
  ),
  ...partners.map(({ slug }) => `/partners/${slug}`),
  ...lenses.map(({ code }) => `/lens/${code}`),
];
