import type { ReactNode } from 'react';
import { Writable } from 'node:stream';
import { renderToPipeableStream, renderToStaticMarkup } from 'react-dom/server';
import {
  type EntryContext,
  type ServerBuild,
  ServerRouter,
  UNSAFE_decodeViaTurboStream as decodeState,
} from 'react-router';
import type { PageParts, RenderedPage } from '#app/contract.ts';
import { isDocumentHandle } from './document-handle.ts';

type State = Pick<EntryContext['staticHandlerContext'], 'loaderData' | 'actionData' | 'errors'>;

/** Takes from a request what its page is rendered from. Resolves when everything that loaders promised is there. */
export async function collectPageParts(
  request: Request,
  nonce: string,
  { staticHandlerContext, serverHandoffStream, criticalCss, serverHandoffString }: EntryContext,
): Promise<PageParts> {
  const { basename, location, statusCode, matches } = staticHandlerContext;
  return {
    url: request.url,
    nonce,
    state: await new Response(serverHandoffStream).text(),
    place: { basename, location, statusCode },
    matches: matches.map(({ route, params, pathname, pathnameBase }) => ({
      id: route.id,
      params: { ...params },
      pathname,
      pathnameBase,
    })),
    criticalCss,
    serverHandoffString,
  };
}

/**
 * Renders a page whole, so that it can be kept and compressed. Depends on nothing but the build and the parts. Rejects
 * when there is no page because the outermost component failed.
 */
export async function renderPage(build: ServerBuild, parts: PageParts): Promise<RenderedPage> {
  const isDocument = parts.matches.some(({ id }) => isDocumentHandle(build.routes[id]?.module.handle));
  const context = await buildEntryContext(build, parts, isDocument);
  const { url, nonce } = parts;
  return isDocument
    ? renderDocument(<ServerRouter context={context} url={url} />)
    : renderWithMarks(<ServerRouter context={context} url={url} nonce={nonce} />, nonce);
}

/** No script takes a document over, so it has no marks to find its parts by, and nothing of it comes later. */
const renderDocument = (page: ReactNode): RenderedPage => ({
  html: new TextEncoder().encode(`<!DOCTYPE html>${renderToStaticMarkup(page)}`),
  faults: [],
});

function renderWithMarks(page: ReactNode, nonce: string): Promise<RenderedPage> {
  return new Promise((resolve, reject) => {
    const faults: Error[] = [];
    const chunks: Buffer[] = [];
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        chunks.push(chunk);
        done();
      },
      final(done) {
        resolve({ html: joinOwned(chunks), faults });
        done();
      },
    });
    const { pipe } = renderToPipeableStream(page, {
      nonce,
      onAllReady: () => pipe(sink),
      onShellError: (error) => reject(asError(error)),
      onError: (error) => void faults.push(asError(error)),
    });
  });
}

async function buildEntryContext(
  build: ServerBuild,
  parts: PageParts,
  isDocument: boolean,
): Promise<EntryContext> {
  const { value } = await decodeState(openStream(parts.state), globalThis);
  const { routes, assets, future, ssr, isSpaMode, routeDiscovery } = build;
  const { criticalCss, serverHandoffString, place } = parts;
  // React Router finds the rest of a route by its id.
  const matches = parts.matches.map(({ id, ...match }) => ({ ...match, route: { id } }));
  return {
    manifest: assets,
    routeModules: Object.fromEntries(
      Object.entries(routes).flatMap(([id, route]) => (route ? [[id, route.module]] : [])),
    ) as EntryContext['routeModules'],
    future,
    ssr,
    isSpaMode,
    routeDiscovery,
    ...(criticalCss === undefined ? {} : { criticalCss }),
    ...(serverHandoffString === undefined ? {} : { serverHandoffString }),
    // A document is sent nothing to start from.
    ...(isDocument ? {} : { serverHandoffStream: openStream(parts.state) }),
    renderMeta: {},
    branches: [],
    staticHandlerContext: {
      ...(value as State),
      ...place,
      matches,
      loaderHeaders: {},
      actionHeaders: {},
      // Nothing is matched while a page is rendered: its matches are known.
      _match: () => null,
    },
  };
}

/** Components may throw anything, and not everything can be sent to another thread. */
const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

function openStream(text: string): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text));
      controller.close();
    },
  });
}

/** Bytes of their own, which can be given away to another thread. */
function joinOwned(chunks: Buffer[]): Uint8Array<ArrayBuffer> {
  const html = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    html.set(chunk, at);
    at += chunk.length;
  }
  return html;
}
