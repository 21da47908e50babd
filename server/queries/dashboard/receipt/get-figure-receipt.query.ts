import { sql } from 'drizzle-orm';
import type { DrawnFigure, FigureDefinition } from '#server/domain/figure/figure.types.ts';
import type { LanguageCode } from '#server/domain/language/languages.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { ComparabilityNote } from '#server/domain/receipt/comparability.calculations.ts';
import {
  type ChangedCell,
  compareFigures,
  listFigureIndicators,
} from '#server/domain/receipt/figure-cells.calculations.ts';
import type { UseCaseContext } from '#server/use-cases/use-case-context.ts';
import { loadFigures } from '../figure/get-figure.query.ts';
import { readAnswer } from '../figures/figure-row.ts';
import { type Publication, requirePublication } from '../scope.ts';
import type { ReceiptIndicator } from './get-value-receipt.query.ts';
import { listComparability } from './list-comparability.query.ts';
import { receiptIndicatorJson } from './receipt-indicator.ts';

export type FigureReceipt = {
  publication: Publication;
  figure: DrawnFigure;
  /** The indicators whose values it shows; none for a figure that counts activities or reports. */
  indicators: (ReceiptIndicator & { notes: ComparabilityNote[] })[];
  /** The same figure in the newest publication, where another one is in view; `figure` null: it has no such figure. */
  newer: { number: number; figure: FigureDefinition | null; changed: ChangedCell[] } | null;
};

/**
 * A figure with all that is to be known of where it comes from. Throws NOT_FOUND for an id that the publication does
 * not have; otherwise as `requirePublication`.
 */
export async function getFigureReceipt(
  context: UseCaseContext,
  input: { publication?: number | undefined; id: string; language?: LanguageCode | undefined },
): Promise<FigureReceipt> {
  const publication = await requirePublication(context.connections.public, input.publication);
  const figures = await loadFigures(context, publication, [input.id], input.language);
  // An id may be the name of anything, "constructor" too.
  const figure = Object.hasOwn(figures, input.id) ? figures[input.id] : undefined;
  if (!figure) {
    throw new DomainError('NOT_FOUND', `Publication ${publication.number} has no figure at this address.`);
  }
  const codes = listFigureIndicators(figure.definition);
  const [indicators, newer] = await Promise.all([
    listReceiptIndicators(context, publication.number, codes),
    findNewer(context, publication, figure.definition),
  ]);
  return { publication, figure, indicators, newer };
}

async function listReceiptIndicators(
  context: UseCaseContext,
  number: number,
  codes: readonly string[],
): Promise<FigureReceipt['indicators']> {
  if (codes.length === 0) return [];
  const found = await readAnswer<ReceiptIndicator[]>(
    context,
    sql`select json_agg(${receiptIndicatorJson} order by i.position) as answer
      from published.indicator i
      where i.publication = ${number} and i.code = any (${sql.param(codes)}::text[])`,
  );
  return Promise.all(
    (found ?? []).map(async (indicator) => ({
      ...indicator,
      notes: await listComparability(context.connections.public, number, indicator.code),
    })),
  );
}

async function findNewer(
  context: UseCaseContext,
  publication: Publication,
  definition: FigureDefinition,
): Promise<FigureReceipt['newer']> {
  const { number, newest } = publication;
  if (number === newest) return null;
  const later = await requirePublication(context.connections.public, newest);
  const figure = (await loadFigures(context, later, [definition.id]))[definition.id]?.definition ?? null;
  return { number: newest, figure, changed: figure ? compareFigures(definition, figure) : [] };
}
