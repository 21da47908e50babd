import { streamRestrictedCsv } from '#app/features/data/stream-csv.server.ts';
import { ask } from '#app/features/errors/ask.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/round-values-csv';

/** Every value of a round as a file, for ASEAN eyes: it names each reporter and what it said. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const pieces = await ask(requestId, () => caller.round.valuesCsv(params));
  return streamRestrictedCsv(pieces, `values-${params.round}`);
}
