import { RouterContextProvider, type ServerBuild } from 'react-router';
import type { PageParts, RenderedPage } from './renderers.ts';
import { parseLanguage } from '#server/domain/language/languages.ts';
import { drawPng } from '#server/pictures/draw-png.ts';
import { createCaller } from '#server/trpc/root.ts';
import type { TrpcContext } from '#server/trpc/context.ts';
import { recordPageFault } from '#server/log/create-log.ts';
import type { Application } from './application.ts';
import type { OpenRequest } from './request.ts';

/** What the server takes from app/entry.server.tsx. */
export type PagesEntry = {
  requestContext: Parameters<RouterContextProvider['set']>[0];
  renderPage: (build: ServerBuild, parts: PageParts) => Promise<RenderedPage>;
};

/** What differs in a preview: where public pages read from, and the notice above them. */
export type PreviewedPages = { publicContext: TrpcContext; previewNotice: string };

/**
 * Builds what loaders and actions are given for a request; see app/request-context.ts. In a preview nobody is
 * signed in.
 */
export function buildPageContext(
  application: Application,
  build: ServerBuild,
  open: OpenRequest,
  nonce: string,
  preview?: PreviewedPages,
): RouterContextProvider {
  const entry = build.entry.module as unknown as PagesEntry;
  const publicCaller = createCaller(preview?.publicContext ?? open.publicContext);
  const context = new RouterContextProvider();
  context.set(entry.requestContext, {
    publicCaller,
    caller: preview ? publicCaller : createCaller(open.context),
    viewer: preview ? () => Promise.resolve(null) : open.viewer,
    requestId: open.requestId,
    form: open.form,
    failed: null,
    logFault: (error: unknown) => recordPageFault(open.publicContext.log, open.request, error),
    origin: application.config.origin,
    nonce,
    demo: application.config.demo,
    notice: application.notice,
    previewNotice: preview?.previewNotice ?? '',
    today: application.now().toISOString().slice(0, 10),
    language: preview ? 'en' : parseLanguage(new URL(open.request.url).pathname).language,
    publicScript: application.publicScript,
    render: (parts: PageParts) => application.renderers?.render(parts) ?? entry.renderPage(build, parts),
    drawPng,
  });
  return context;
}
