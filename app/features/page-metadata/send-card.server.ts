import { buildPictureHeaders } from '#app/features/figure/load-picture.server.ts';
import type { RequestContext } from '#app/request-context.ts';

/** A card as the picture that networks ask for, at the size that they ask for. */
export async function sendCard(
  drawPng: RequestContext['drawPng'],
  card: string,
  name: string,
): Promise<Response> {
  return new Response(new Uint8Array(await drawPng(card, 1)), {
    headers: buildPictureHeaders('image/png', `bohol-${name.replaceAll(/[^\w.-]/g, '-')}.png`),
  });
}
