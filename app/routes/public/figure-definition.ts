import { ask } from '#app/features/errors/ask.ts';
import { publicCacheControl } from '#app/features/publication/cache-headers.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/figure-definition';

/**
 * A figure as it is defined, for the chart to explore; see app/public-script. Whoever wants the numbers takes rows.json,
 * whose form is promised.
 */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  const { definition } = await ask(requestId, () =>
    publicCaller.dashboard.figure({ id: params.figure, publication: readPublication(request.url) }),
  );
  return Response.json({ definition }, { headers: { 'cache-control': publicCacheControl } });
}
