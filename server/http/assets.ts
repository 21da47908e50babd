import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { isEncodingAccepted } from './accepted-encoding.rules.ts';
import { strictTransport } from './security-headers.ts';

type Asset = {
  body: Buffer;
  br: Buffer | undefined;
  gzip: Buffer | undefined;
  type: string;
  etag: string;
  cacheControl: string;
};

/** Revalidated on every request: a stale service worker would keep serving what it has cached. */
const serviceWorker = '/workspace-worker.js';

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

/**
 * Loads all built files into memory: they are few and small, and a new build must not remove files from under
 * a running server. They were compressed when built.
 */
export async function loadAssets(
  folder: string,
  { https }: { https: boolean },
): Promise<(request: IncomingMessage, response: ServerResponse) => boolean> {
  const assets = new Map<string, Asset>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, Buffer>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    files.set(file.slice(folder.length).replaceAll('\\', '/'), await readFile(file));
  }
  for (const [path, body] of files) {
    const type = types[extname(path)];
    if (type === undefined) continue;
    assets.set(path, {
      body,
      br: files.get(`${path}.br`),
      gzip: files.get(`${path}.gz`),
      type,
      etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`,
      cacheControl: path.startsWith('/assets/')
        ? 'public, max-age=31536000, immutable'
        : path === serviceWorker
          ? 'no-cache'
          : 'public, max-age=3600',
    });
  }
  return (request, response) => {
    const asset = assets.get((request.url ?? '').split('?')[0] ?? '');
    if (!asset || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
    if (https) response.setHeader(...strictTransport);
    sendAsset(asset, request, response);
    return true;
  };
}

function sendAsset(asset: Asset, request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('etag', asset.etag);
  response.setHeader('cache-control', asset.cacheControl);
  response.setHeader('x-content-type-options', 'nosniff');
  if (asset.br || asset.gzip) response.setHeader('vary', 'Accept-Encoding');
  if (request.headers['if-none-match']?.includes(asset.etag)) {
    response.writeHead(304).end();
    return;
  }
  const accepted = request.headers['accept-encoding']?.toString() ?? '';
  const br = isEncodingAccepted(accepted, 'br') ? asset.br : undefined;
  const gzip = !br && isEncodingAccepted(accepted, 'gzip') ? asset.gzip : undefined;
  if (br || gzip) response.setHeader('content-encoding', br ? 'br' : 'gzip');
  const body = br ?? gzip ?? asset.body;
  response.writeHead(200, { 'content-type': asset.type, 'content-length': body.length });
  response.end(request.method === 'HEAD' ? undefined : body);
}
