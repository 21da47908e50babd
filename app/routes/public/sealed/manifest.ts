import { data } from 'react-router';
import { ask } from '#app/features/errors/ask.ts';
import { readPublicationNumber } from '#app/features/publication/publication-number.ts';
import { createDocument } from '#app/features/standards/document-response.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/manifest';

/** What a publication is made of, with the checksum of each part, and the seal over all of it. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { publicCaller, requestId, origin } = context.get(requestContext);
  const number = readPublicationNumber(params.number);
  if (number === null) throw data(null, { status: 404 });
  const { publication, seal, earlier, parts } = await ask(requestId, () =>
    publicCaller.dashboard.seal({ number }),
  );
  const address = `${origin}/publications/${number}`;
  return createDocument({
    type: 'application/json; charset=utf-8',
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
