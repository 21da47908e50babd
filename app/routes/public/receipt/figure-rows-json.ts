import { nameFigureFile } from '#app/features/figure/figure-texts.ts';
import { loadFigureReceipt } from '#app/features/receipt/load-receipt.server.ts';
import { buildFigureRowsJson, createFileResponse } from '#app/features/receipt/receipt-files.ts';
import type { Route } from './+types/figure-rows-json';

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const found = await loadFigureReceipt({ context, request }, params.figure);
  return createFileResponse(
    nameFigureFile(found.receipt.figure.definition),
    'json',
    buildFigureRowsJson(found.receipt, found),
    found.receipt.publication,
  );
}
