import { nameFigureFile } from '#app/features/figure/figure-file.server.ts';
import { loadFigureReceipt } from '#app/features/receipt/load-receipt.server.ts';
import {
  buildFigureCsv,
  buildFigureRowsJson,
  createFileResponse,
  listCitationFiles,
} from '#app/features/receipt/receipt-files.ts';
import type { Route } from './+types/figure-file';

/** A figure's rows ("rows.csv", "rows.json") and its entry for reference managers ("citation.bib", "citation.ris"). */
export async function loader({ context, request, params }: Route.LoaderArgs) {
  const found = await loadFigureReceipt({ context, request }, params.figure);
  const { receipt, citation } = found;
  const files = {
    csv: () => buildFigureCsv(receipt, found),
    json: () => buildFigureRowsJson(receipt, found),
    ...listCitationFiles(citation),
  };
  return createFileResponse(
    request.url,
    nameFigureFile(receipt.figure.definition),
    files,
    receipt.publication,
  );
}
