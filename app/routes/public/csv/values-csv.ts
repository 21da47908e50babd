import { streamValues } from '#app/features/data/value-csv.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/values-csv';

/** Every public figure of a publication, one line each. */
export function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, origin } = context.get(requestContext);
  return streamValues({ publicCaller, requestId, origin, request });
}
