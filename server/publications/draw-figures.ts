import { drawForPages } from '#server/domain/figure/draw/draw-figure.ts';
import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { getMessages } from '#server/domain/language/catalogue.ts';
import type { DocumentBody, FigureDocument } from '#server/domain/publication/documents.ts';

/** Draws a figure as pages show it in English. What is said of its publication is in no picture. */
export function drawFigureDocument(figure: FigureDocument): DocumentBody<'drawing'> {
  const { messages: words } = getMessages('en', 'figure');
  const { wide, narrow } = drawForPages(figure as FigureDefinition, { words, labels: {} });
  return { wide, narrow };
}
