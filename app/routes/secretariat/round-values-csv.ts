import { ask } from '#app/features/errors/ask.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/round-values-csv';

/** Every value of a round as a file, for ASEAN eyes: it names each reporter and what it said. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const pieces = await ask(requestId, () => caller.round.valuesCsv(params));
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = await pieces.next();
      if (piece.done) controller.close();
      else controller.enqueue(piece.value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="bohol-values-${params.round}-restricted.csv"`,
      'cache-control': 'no-store',
    },
  });
}
