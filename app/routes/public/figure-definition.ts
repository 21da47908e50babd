import { ask } from '#app/features/errors/ask.ts';
import { publicCacheControl } from '#app/features/publication/cache-headers.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import type { FigureLabels } from '#server/domain/figure/figure.types.ts';
import type { Route } from './+types/figure-definition';

/**
 * A figure as it is defined, in the language of the address, for the chart to explore; see app/public-script. Whoever
 * wants the numbers takes rows.json, whose form is promised.
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
  const words: FigureLabels = labels;
  const columns = definition.columns.map((column) => ({
    ...column,
    label: (column.list && words[`${column.list.name}/${column.list.code}`]) ?? column.label,
  }));
  return Response.json(
    { definition: { ...definition, columns } },
    { headers: { 'cache-control': publicCacheControl } },
  );
}
