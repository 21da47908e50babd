import { drawFigureCard, sendCard } from '#app/features/page-metadata/page-card.server.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/card-figure';

/** The picture that others show beside a link to a figure. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { drawPng, ...rest } = context.get(requestContext);
  const card = await drawFigureCard({ ...rest, publication: readPublication(request.url) }, params.figure);
  return sendCard(drawPng, card, params.figure);
}
