import { data } from 'react-router';
import { ask } from '#app/features/errors/ask.ts';
import { publicCacheControl } from '#app/features/publication/cache-headers.ts';
import { readPublicationNumber } from '#app/features/publication/publication-number.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/bundle';

/** Everything of a publication in one ZIP file, with its seal: to keep, to deposit, and to check without us. */
export async function loader({ context, request, params }: Route.LoaderArgs) {
  const { publicCaller, requestId, origin } = context.get(requestContext);
  const number = readPublicationNumber(params.number);
  if (number === null) throw data(null, { status: 404 });
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
  if (request.headers.get('if-none-match')?.includes(etag))
    return new Response(null, { status: 304, headers });
  return new Response(request.method === 'HEAD' ? null : open(), { headers });
}
