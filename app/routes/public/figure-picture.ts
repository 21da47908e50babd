import { nameFigureFile, buildPictureHeaders, loadPicture } from '#app/features/figure/figure-file.server.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/figure-picture';

/** A figure as a drawing that stands alone, or as a picture for documents and slides: two px for each of the drawing's. */
export async function loader({ context, params, request, pattern }: Route.LoaderArgs) {
  const { drawPng, ...rest } = context.get(requestContext);
  const { definition, svg } = await loadPicture({ ...rest, id: params.figure, request });
  const name = nameFigureFile(definition);
  if (pattern.endsWith('.png')) {
    return new Response(new Uint8Array(await drawPng(svg, 2)), {
      headers: buildPictureHeaders('image/png', `${name}.png`),
    });
  }
  return new Response(`<?xml version="1.0" encoding="UTF-8"?>\n${svg}\n`, {
    headers: buildPictureHeaders('image/svg+xml; charset=utf-8', `${name}.svg`),
  });
}
