import { loadValueReceipt } from '#app/features/receipt/load-receipt.server.ts';
import { buildValueCsv, createFileResponse, nameValueFile } from '#app/features/receipt/receipt-files.ts';
import type { Route } from './+types/value-rows-csv';

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const found = await loadValueReceipt({ context, request }, params);
  return createFileResponse(
    nameValueFile(found.receipt),
    'csv',
    buildValueCsv(found.receipt, found),
    found.receipt.publication,
  );
}
