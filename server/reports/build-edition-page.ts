import type { DocumentFigure, PrintedDocument } from '#server/domain/report/document.types.ts';
import { listFacts } from './printed-document.ts';
import { buildPrintedPage, type PrintedPage } from '#server/domain/report/printed-page.ts';
import { formatNoteLetter } from '#server/domain/figure/note-letters.ts';
import { drawFigure } from '#server/domain/figure/draw/draw-figure.ts';
import { withPlainColours, withSolidFills } from '#server/domain/figure/draw/svg.ts';
import { getMessages } from '#server/domain/language/catalogue.ts';

/** Builds an edition for its web page, with the facts and drawings of its files. */
export const buildEditionPage = (printed: PrintedDocument): PrintedPage =>
  buildPrintedPage(printed, listFacts(printed), (figure) => {
    const { svg, notes } = drawReportFigure(figure);
    return { svg, notes };
  });

/** Text width of an upright A4 page at 96 px to the inch, and half of it. */
const figureWidths = { whole: 635, half: 304 } as const;

/**
 * Draws a figure of a report as SVG in black on white, with the code that draws the public pages' figures.
 */
export function drawReportFigure({ definition, half }: Pick<DocumentFigure, 'definition' | 'half'>): {
  svg: string;
  width: number;
  height: number;
  /** Its width as a part of the place that it is given: a map is as wide as its squares. */
  share: number;
  /** What the letters in it stand for. */
  notes: string[];
} {
  const figureWidth = half ? figureWidths.half : figureWidths.whole;
  const { messages: words } = getMessages('en', 'figure');
  const svg = withSolidFills(
    withPlainColours(drawFigure(definition, { width: figureWidth, words, labels: {}, onPaper: true })),
  );
  const size = (name: string) => Number(new RegExp(`^<svg [^>]*?\\b${name}="([\\d.]+)"`).exec(svg)?.[1] ?? 0);
  const width = size('width') || figureWidth;
  return {
    svg,
    width,
    height: size('height') || figureWidth / 2,
    share: Math.min(1, width / figureWidth),
    notes: listBreakNotes(definition),
  };
}

/** Lists the changes of definition that a time series marks with letters. */
const listBreakNotes = ({ chart }: DocumentFigure['definition']): string[] =>
  chart.kind === 'course' ? chart.breaks.map(({ text }, at) => `${formatNoteLetter(at)}: ${text}`) : [];
