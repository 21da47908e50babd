import { ask } from '#app/features/errors/ask.ts';
import { requestContext } from '#app/request-context.ts';
import { readAuditFilter } from '#server/domain/audit/audit-filter.schema.ts';
import type { Route } from './+types/audit-csv';

/** The entries of a filter as a file, piece by piece. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId, today } = context.get(requestContext);
  const { filter } = readAuditFilter(new URL(request.url).searchParams);
  const pieces = await ask(requestId, () => caller.audit.csv(filter));
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
      'content-disposition': `attachment; filename="bohol-audit-${today}-restricted.csv"`,
      'cache-control': 'no-store',
    },
  });
}
