import { loadValueReceipt } from '#app/features/receipt/load-receipt.server.ts';
import { createCitationResponse, nameValueFile } from '#app/features/receipt/receipt-files.ts';
import type { Route } from './+types/value-citation';

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const found = await loadValueReceipt({ context, request }, params);
  return createCitationResponse(
    request.url,
    nameValueFile(found.receipt),
    found.citation,
    found.receipt.publication,
  );
}
