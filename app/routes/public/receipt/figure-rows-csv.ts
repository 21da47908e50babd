import { nameFigureFile } from '#app/features/figure/figure-texts.ts';
import { loadFigureReceipt } from '#app/features/receipt/load-receipt.server.ts';
import { buildFigureCsv, createFileResponse } from '#app/features/receipt/receipt-files.ts';
import type { Route } from './+types/figure-rows-csv';

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const found = await loadFigureReceipt({ context, request }, params.figure);
  return createFileResponse(
    nameFigureFile(found.receipt.figure.definition),
    'csv',
    buildFigureCsv(found.receipt, found),
    found.receipt.publication,
  );
}
