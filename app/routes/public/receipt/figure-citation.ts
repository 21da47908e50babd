import { nameFigureFile } from '#app/features/figure/figure-texts.ts';
import { loadFigureReceipt } from '#app/features/receipt/load-receipt.server.ts';
import { createCitationResponse } from '#app/features/receipt/receipt-files.ts';
import type { Route } from './+types/figure-citation';

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const found = await loadFigureReceipt({ context, request }, params.figure);
  return createCitationResponse(
    request.url,
    nameFigureFile(found.receipt.figure.definition),
    found.citation,
    found.receipt.publication,
  );
}
