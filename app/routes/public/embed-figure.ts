import { answerEmbed } from '#app/features/embed/answer-embed.server.tsx';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/embed-figure';

/** A figure for a frame on another site: a page of its own, without the site around it. */
export function loader({ context, params, request }: Route.LoaderArgs) {
  return answerEmbed(context.get(requestContext), params.figure, request);
}
