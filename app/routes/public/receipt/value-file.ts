import { loadValueReceipt } from '#app/features/receipt/load-receipt.server.ts';
import {
  buildValueCsv,
  buildValueJson,
  createFileResponse,
  listCitationFiles,
  nameValueFile,
} from '#app/features/receipt/receipt-files.ts';
import type { Route } from './+types/value-file';

/** A value as rows ("rows.csv", "rows.json") and as an entry for reference managers ("citation.bib", "citation.ris"). */
export async function loader({ context, request, params }: Route.LoaderArgs) {
  const found = await loadValueReceipt({ context, request }, params);
  const { receipt, citation } = found;
  const files = {
    csv: () => buildValueCsv(receipt, found),
    json: () => buildValueJson(receipt, found),
    ...listCitationFiles(citation),
  };
  return createFileResponse(request.url, nameValueFile(receipt), files, receipt.publication);
}
