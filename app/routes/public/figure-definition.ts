import { ask } from '#app/features/errors/ask.ts';
import { publicCacheControl } from '#app/features/publication/cache-headers.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import type { ExplorableFigure } from '#app/public-script/explore-figure.tsx';
import { getMessages } from '#server/domain/language/catalogue.ts';
import type { Route } from './+types/figure-definition';

/**
 * A figure as it is defined, with the words of the language of the address, for its interactive chart; see
 * app/public-script. Whoever wants the numbers takes rows.json, whose form is promised.
 */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, language } = context.get(requestContext);
  const publication = readPublication(request.url);
  const [{ definition }, labels] = await ask(requestId, () =>
    Promise.all([
      publicCaller.dashboard.figure({ id: params.figure, publication }),
      language === 'en' ? {} : publicCaller.dashboard.labels({ publication, language }),
    ]),
  );
  const { messages: words } = getMessages(language, 'figure');
  const answer: ExplorableFigure = { definition, words, labels };
  return Response.json(answer, { headers: { 'cache-control': publicCacheControl } });
}
