import { drawPageCard, sendCard } from '#app/features/page-metadata/page-card.server.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/card-page';

/** The picture that others show beside a link to a page. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { drawPng, ...rest } = context.get(requestContext);
  const { kind, code = '' } = params;
  const card = await drawPageCard({ ...rest, publication: readPublication(request.url) }, kind, code);
  return sendCard(drawPng, card, code ? `${kind}-${code}` : kind);
}
