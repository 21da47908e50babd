import { ask } from '#app/features/errors/ask.ts';
import { requestContext } from '#app/request-context.ts';
import { parseAuditFilter } from '#server/domain/audit/audit-filter.schema.ts';
import type { Route } from './+types/restricted-csv';

/**
 * Files for ASEAN eyes: every value of a round, naming each reporter and what it said, or the entries of the audit that
 * a filter finds.
 */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId, today } = context.get(requestContext);
  const { round } = params;
  if (round !== undefined) {
    return streamCsv(await ask(requestId, () => caller.round.valuesCsv({ round })), `values-${round}`);
  }
  const { filter } = parseAuditFilter(new URL(request.url).searchParams);
  return streamCsv(await ask(requestId, () => caller.audit.csv(filter)), `audit-${today}`);
}

/** Written while it is sent, and kept by nobody on the way. */
function streamCsv(pieces: AsyncGenerator<Uint8Array>, name: string): Response {
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
      'content-disposition': `attachment; filename="bohol-${name}-restricted.csv"`,
      'cache-control': 'no-store',
    },
  });
}
