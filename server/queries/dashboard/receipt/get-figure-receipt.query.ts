import { DomainError } from '#server/domain/error/domain-error.ts';
import type { DrawnFigure, FigureDefinition } from '#server/domain/figure/figure.types.ts';
import type { LanguageCode } from '#server/domain/language/languages.ts';
import type { ComparabilityNote } from '#server/domain/receipt/comparability.calculations.ts';
import {
  type ChangedCell,
  compareFigures,
  listFigureIndicators,
} from '#server/domain/receipt/figure-cells.calculations.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import { loadFigures } from '../figure/get-figure.query.ts';
import { type Publication, requirePublication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import {
  toReceiptIndicator,
  type ReceiptIndicator,
  loadComparabilityNotes,
} from './get-value-receipt.query.ts';

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
  context: PublicContext,
  input: { publication?: number | undefined; id: string; language?: LanguageCode | undefined },
): Promise<FigureReceipt> {
  const publication = await requirePublication(context, input.publication);
  const figures = await loadFigures(context, publication, [input.id], input.language);
  // An id may be the name of anything, "constructor" too.
  const figure = Object.hasOwn(figures, input.id) ? figures[input.id] : undefined;
  if (!figure) {
    throw new DomainError('NOT_FOUND', `Publication ${publication.number} has no figure at this address.`);
  }
  const codes = listFigureIndicators(figure.definition);
  const [indicators, newer] = await Promise.all([
    listReceiptIndicators(context, publication, codes),
    findNewer(context, publication, figure.definition),
  ]);
  return { publication, figure, indicators, newer };
}

async function listReceiptIndicators(
  context: PublicContext,
  publication: Publication,
  codes: readonly string[],
): Promise<FigureReceipt['indicators']> {
  if (codes.length === 0) return [];
  const [{ indicators }, notesOn] = await Promise.all([
    readDocuments(context.published, publication.number, 'indicators'),
    loadComparabilityNotes(context, publication),
  ]);
  const meant = new Set(codes);
  return indicators
    .filter(({ code }) => meant.has(code))
    .map((indicator) => ({ ...toReceiptIndicator(indicator), notes: notesOn(indicator.code) }));
}

async function findNewer(
  context: PublicContext,
  { number, newest }: Publication,
  definition: FigureDefinition,
): Promise<FigureReceipt['newer']> {
  if (number === newest) return null;
  const later = await loadFigures(context, { number: newest }, [definition.id]);
  const figure = later[definition.id]?.definition ?? null;
  return { number: newest, figure, changed: figure ? compareFigures(definition, figure) : [] };
}
