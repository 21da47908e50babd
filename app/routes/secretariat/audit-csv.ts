import { streamRestrictedCsv } from '#app/features/data/stream-csv.server.ts';
import { ask } from '#app/features/errors/ask.ts';
import { requestContext } from '#app/request-context.ts';
import { readAuditFilter } from '#server/domain/audit/audit-filter.schema.ts';
import type { Route } from './+types/audit-csv';

/** The entries of a filter as a file, piece by piece. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId, today } = context.get(requestContext);
  const { filter } = readAuditFilter(new URL(request.url).searchParams);
  const pieces = await ask(requestId, () => caller.audit.csv(filter));
  return streamRestrictedCsv(pieces, `audit-${today}`);
}
