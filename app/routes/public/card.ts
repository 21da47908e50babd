import { drawFigureCard, drawPageCard, sendCard } from '#app/features/page-metadata/page-card.server.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/card';

/** The picture that others show beside a link to a figure or a page. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { drawPng, ...rest } = context.get(requestContext);
  const asker = { ...rest, publication: readPublication(request.url) };
  if (params.figure !== undefined) {
    return sendCard(drawPng, await drawFigureCard(asker, params.figure), params.figure);
  }
  const { kind, code = '' } = params;
  return sendCard(drawPng, await drawPageCard(asker, kind, code), code ? `${kind}-${code}` : kind);
}
