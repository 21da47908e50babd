import { drawForPages } from '#server/domain/figure/draw/draw-figure.ts';
import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { getMessages } from '#server/domain/language/catalogue.ts';
import type { Documents } from '#server/domain/publication/build-publication.ts';
import { addressOf, type DocumentBody, type FigureDocument } from '#server/domain/publication/documents.ts';

/** Draws a figure as pages show it in English. What is said of its publication is in no picture. */
export function drawFigureDocument(figure: FigureDocument): DocumentBody<'drawing'> {
  const { messages: words } = getMessages('en', 'figure');
  const { wide, narrow } = drawForPages(figure as FigureDefinition, { words, labels: {} });
  return { wide, narrow };
}

/** Adds a drawing beside every figure of a publication. */
export function addDrawings(documents: Documents): void {
  const figures = [...documents].filter(([address]) => address.startsWith('figure/'));
  for (const [, body] of figures) {
    const figure = body as FigureDocument;
    documents.set(addressOf.drawing(figure.id), drawFigureDocument(figure));
  }
}
