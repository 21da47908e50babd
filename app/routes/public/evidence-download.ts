import { data } from 'react-router';
import { ask, type Refusal } from '#app/features/errors/ask.ts';
import { buildDisposition } from '#app/features/evidence/content-disposition.ts';
import { requestContext } from '#app/request-context.ts';
import { library as english } from '#server/domain/language/messages/en/library.ts';
import type { Route } from './+types/evidence-download';

/**
 * A file that a reporter released and a publication carries, for everybody. Always a download, and unable to run or
 * reach anything: as for the reporter's own people, and the more so since strangers open it. Streamed, and not kept
 * among the pages.
 */
export async function loader({ context, request, params }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  if (!/^[1-9]\d{0,8}$/.test(params.publication) || !/^[0-9a-f]{32}$/.test(params.id)) {
    throw data(null, { status: 404 });
  }
  const file = await ask(requestId, () =>
    publicCaller.dashboard.evidenceFile({ publication: Number(params.publication), id: params.id }),
  );
  const etag = `"${file.sha256}"`;
  const headers = {
    etag,
    'cache-control': 'public, max-age=3600',
    'x-stream': 'evidence',
    'x-robots-tag': 'noindex',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  };
  if (request.headers.get('if-none-match')?.includes(etag)) {
    return new Response(null, { status: 304, headers });
  }
  const body = await ask(requestId, () => file.open());
  if (body === null) throw data(takenDown, { status: 410 });
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

const takenDown: Refusal = {
  code: 'NOT_FOUND',
  sentence: english.takenDown,
  fields: [],
  current: null,
  reference: null,
};
