import { loadValueReceipt } from '#app/features/receipt/load-receipt.server.ts';
import { buildValueJson, createFileResponse, nameValueFile } from '#app/features/receipt/receipt-files.ts';
import type { Route } from './+types/value-rows-json';

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const found = await loadValueReceipt({ context, request }, params);
  return createFileResponse(
    nameValueFile(found.receipt),
    'json',
    buildValueJson(found.receipt, found),
    found.receipt.publication,
  );
}
