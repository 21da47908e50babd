import { data } from 'react-router';
import { ask } from '#app/features/errors/ask.ts';
import { publicCacheControl } from '#app/features/publication/cache-headers.ts';
import { readPublicationNumber } from '#app/features/publication/link.ts';
import { createDocument } from '#app/features/standards/exchange-document.ts';
import { requestContext, type RequestContext } from '#app/request-context.ts';
import type { Route } from './+types/sealed-part';

/**
 * What a publication is made of, as files: manifest.json, bundle.zip, and each document under documents/. One route for
 * all: the browser's list of routes names each, and every page of the workspace carries that list.
 */
export async function loader({ context, request, params }: Route.LoaderArgs) {
  const given = context.get(requestContext);
  const number = readPublicationNumber(params.number);
  // Parts of addresses are encoded, so the path is taken as it was asked for.
  const [, part = ''] = /\/publications\/[^/]+\/(.+)$/.exec(new URL(request.url).pathname) ?? [];
  if (number !== null) {
    if (part === 'manifest.json') return sendManifest(given, number);
    if (part === 'bundle.zip') return sendBundle(given, number, request);
    const [, address] = /^documents\/(.+)\.json$/.exec(part) ?? [];
    if (address !== undefined) return sendDocument(given, number, address);
  }
  throw data(null, { status: 404 });
}

const json = 'application/json; charset=utf-8';

/** The list of all parts with the checksum of each, and the seal over it. */
async function sendManifest({ publicCaller, requestId, origin }: RequestContext, number: number) {
  const { publication, seal, earlier, parts } = await ask(requestId, () =>
    publicCaller.dashboard.seal({ number }),
  );
  const address = `${origin}/publications/${number}`;
  return createDocument({
    type: json,
    body: JSON.stringify({
      publication: { ...publication, address },
      seal,
      earlierSeals: earlier,
      bundle: `${address}/bundle.zip`,
      parts: parts.map((part) => ({
        ...part,
        ...(part.path.startsWith('documents/') ? { address: `${address}/${part.path}` } : {}),
      })),
    }),
  });
}

/** One document, byte for byte as it was sealed. */
async function sendDocument({ publicCaller, requestId }: RequestContext, number: number, address: string) {
  const { text } = await ask(requestId, () => publicCaller.dashboard.sealedDocument({ number, address }));
  return createDocument({ type: json, body: text });
}

/** Everything in one ZIP file, with the seal: to keep, to deposit, and to check without us. */
async function sendBundle(
  { publicCaller, requestId, origin }: RequestContext,
  number: number,
  request: Request,
): Promise<Response> {
  const { fileName, etag, open } = await ask(requestId, () =>
    publicCaller.dashboard.bundle({ number, origin }),
  );
  const headers = {
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="${fileName}"`,
    'cache-control': publicCacheControl,
    'x-stream': 'bundle',
    etag,
  };
  if (request.headers.get('if-none-match')?.includes(etag)) {
    return new Response(null, { status: 304, headers });
  }
  return new Response(request.method === 'HEAD' ? null : open(), { headers });
}
