import { nameFigureFile } from '#app/features/figure/figure-texts.ts';
import { buildPictureHeaders, loadPicture } from '#app/features/figure/load-picture.server.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/figure-png';

/** A figure as a picture for documents and slides: two px for each of the drawing's. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { drawPng, ...rest } = context.get(requestContext);
  const { definition, svg } = await loadPicture({ ...rest, id: params.figure, request });
  return new Response(new Uint8Array(await drawPng(svg, 2)), {
    headers: buildPictureHeaders('image/png', `${nameFigureFile(definition)}.png`),
  });
}
