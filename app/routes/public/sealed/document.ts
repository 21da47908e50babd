import { data } from 'react-router';
import { ask } from '#app/features/errors/ask.ts';
import { readPublicationNumber } from '#app/features/publication/publication-number.ts';
import { createDocument } from '#app/features/standards/document-response.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/document';

/** One document of a publication, byte for byte as it was sealed. */
export async function loader({ context, request, params }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  const number = readPublicationNumber(params.number);
  // Parts of addresses are encoded, so the path is taken as it was asked for.
  const [, address] = /\/documents\/(.+)\.json$/.exec(new URL(request.url).pathname) ?? [];
  if (number === null || address === undefined) throw data(null, { status: 404 });
  const { text } = await ask(requestId, () => publicCaller.dashboard.sealedDocument({ number, address }));
  return createDocument({ type: 'application/json; charset=utf-8', body: text });
}
