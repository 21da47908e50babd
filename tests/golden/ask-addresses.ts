import { createHash } from 'node:crypto';
import { asPath, listLinks } from '#tests/support/crawl.ts';
import type { GoldenWorld } from './golden-world.ts';
import type { Kept } from './store.ts';
import { textOfFile } from './text-of-file.ts';

/** What the head of an answer says that a reader or a program goes by. */
const headers = [
  'cache-control',
  'content-disposition',
  'link',
  'location',
  'publication-withdrawn',
  'x-robots-tag',
  'access-control-allow-origin',
] as const;

export type AskOptions = { headers?: Record<string, string>; kind?: string };

/** Asks for an address of a world over HTTP. Gives also the addresses that the answer leads to. */
export async function askAddress(
  { name, server }: Pick<GoldenWorld, 'name' | 'server'>,
  path: string,
  { headers: sent = {}, kind = kindOf(path) }: AskOptions = {},
): Promise<{ kept: Kept; links: string[] }> {
  const answer = await server.send({ path, headers: sent });
  const type = String(answer.headers['content-type'] ?? '');
  const head = headers.flatMap((header) => {
    const value = answer.headers[header];
    return value === undefined ? [] : [`${header}: ${String(value)}`];
  });
  const location = answer.headers['location'];
  const links = type.startsWith('text/html')
    ? listLinks(answer.text)
    : location === undefined
      ? []
      : [String(location)];
  return {
    kept: {
      address: `${name} GET ${path.replaceAll(/\b[0-9a-f]{32}\b/g, '<id>')}`,
      kind,
      status: String(answer.status),
      type,
      etag: String(answer.headers['etag'] ?? ''),
      text: `${head.join('\n')}\n\n${await textOfFile(answer.bytes, type)}`,
    },
    links: links.flatMap((link) => asPath(link, server.origin, path) ?? []),
  };
}

/** Kinds of addresses, to count by and to tell folders apart; the first that fits counts. */
const kinds: readonly [kind: string, pattern: RegExp][] = [
  ['preview page', /^\/secretariat\//],
  ['open data', /^\/(data\/v1|feed\.xml|sitemap\.xml|robots\.txt)|^\/indicators\/[^/]+\/values\.csv/],
  ['card', /^\/og\//],
  ['embed', /^\/embed\//],
  ['comparison', /^\/publications\/compare/],
  ['publication file', /^\/evidence\/|^\/publications\/[^/]+\/./],
  ['figure file', /^\/figures\/[^/]+\/./],
  ['figure receipt', /^\/figures\//],
  ['value file', /^\/(plans\/[^/]+\/)?values\/([^/]+\/){4}./],
  ['value receipt', /^\/(plans\/[^/]+\/)?values\//],
  ['search page', /^\/search/],
];

/** What kind of address it is. */
export function kindOf(path: string): string {
  const plain = path.replace(/^\/(id|th|vi|km)(?=\/|\?|$)/, '');
  if (plain !== path) return 'page in another language';
  return kinds.find(([, pattern]) => pattern.test(plain))?.[0] ?? 'page';
}

/** One in so many, the same ones in every run and every order of asking. */
export function isOneIn(path: string, many: number): boolean {
  return createHash('sha256').update(path).digest().readUInt32BE(0) % many === 0;
}
