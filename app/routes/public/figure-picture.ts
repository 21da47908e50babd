import { nameFigureFile, buildPictureHeaders, loadPicture } from '#app/features/figure/figure-file.server.ts';
import { drawFigureCard } from '#app/features/page-metadata/page-card.server.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { slideSize } from '#server/domain/figure/draw/card.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/figure-picture';

/**
 * A figure as a drawing that stands alone, as a picture for documents, or as one of 16:9 for slides, whose chart fills
 * it: two px for each of the drawing's.
 */
export async function loader({ context, params, request, pattern }: Route.LoaderArgs) {
  const { drawPng, ...rest } = context.get(requestContext);
  if (pattern.endsWith('slide.png')) {
    const asker = { ...rest, publication: readPublication(request.url) };
    const svg = await drawFigureCard(asker, params.figure, slideSize);
    return new Response(new Uint8Array(await drawPng(svg, 2)), {
      headers: buildPictureHeaders(
        'image/png',
        `bohol-${params.figure.replaceAll(/[^\w.-]/g, '-')}-slide.png`,
      ),
    });
  }
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
