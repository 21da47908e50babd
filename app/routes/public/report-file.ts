import { data } from 'react-router';
import { ask } from '#app/features/errors/ask.ts';
import { buildDisposition } from '#app/features/evidence/content-disposition.ts';
import { requestContext } from '#app/request-context.ts';
import { reportFormats } from '#server/domain/report/document.types.ts';
import type { Route } from './+types/report-file';

/** The approved public report behind a publication, as a file. Streamed, and not kept among the pages. */
export async function loader({ context, request, params }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  const format = reportFormats.find((known) => new URL(request.url).pathname.endsWith(`.${known}`));
  const publication = Number(/^[1-9]\d{0,8}$/.exec(params.number ?? '')?.[0] ?? 0);
  if (!format || publication === 0) throw data(null, { status: 404 });
  const file = await ask(requestId, () => publicCaller.dashboard.reportFile({ publication, format }));
  const etag = `"${file.sha256}"`;
  const headers = {
    etag,
    'cache-control': 'public, max-age=3600',
    'x-stream': 'report',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  };
  if (request.headers.get('if-none-match')?.includes(etag))
    return new Response(null, { status: 304, headers });
  const body = await ask(requestId, () => file.open());
  if (body === null) throw data(null, { status: 410 });
  if (request.method === 'HEAD') await body.cancel();
  return new Response(request.method === 'HEAD' ? null : body, {
    headers: {
      ...headers,
      'content-type': file.contentType,
      'content-length': String(file.sizeBytes),
      'content-disposition': buildDisposition(file.fileName),
    },
  });
}
