import type { EntryContext, HandleErrorFunction, RouterContextProvider } from 'react-router';
import { dropEarlyFiles, isBehindWorker } from './features/offline/early-files.ts';
import { collectPageParts, renderPage } from './render-page.tsx';
import { requestContext } from './request-context.ts';

/** The server finds these here: app and server are built apart. */
export { renderPage, requestContext };

/** Loaders have their data before rendering starts, so a page is sent whole: it can then be kept and compressed. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  routerContext: EntryContext,
  context: RouterContextProvider,
): Promise<Response> {
  const { nonce, logFault, render } = context.get(requestContext);
  const { html, faults } = await render(await collectPageParts(request, nonce, routerContext));
  for (const fault of faults) logFault(fault);
  headers.set('content-type', 'text/html; charset=utf-8');
  return new Response(isBehindWorker(request) ? dropEarlyFiles(html) : html, {
    status: faults.length > 0 ? 500 : status,
    headers,
  });
}

/** Faults are logged where they happen, with the request's reference; a left page is not a fault. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted) return;
  context.get(requestContext).logFault(error);
};
