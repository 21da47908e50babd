import { nameFigureFile } from '#app/features/figure/figure-texts.ts';
import { buildPictureHeaders, loadPicture } from '#app/features/figure/load-picture.server.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/figure-svg';

/** A figure as a drawing that stands alone. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { definition, svg } = await loadPicture({
    ...context.get(requestContext),
    id: params.figure,
    request,
  });
  return new Response(`<?xml version="1.0" encoding="UTF-8"?>\n${svg}\n`, {
    headers: buildPictureHeaders('image/svg+xml; charset=utf-8', `${nameFigureFile(definition)}.svg`),
  });
}
