import type { DocumentBlock, DocumentFigure, PrintedDocument } from './document.types.ts';

/** A block as the page shows it: figures drawn, their definitions left behind. */
export type PrintedPageBlock =
  | Exclude<DocumentBlock, DocumentFigure>
  | (Omit<DocumentFigure, 'definition'> & { svg: string });

export type PrintedPage = {
  title: string;
  subtitle: string;
  marking: string;
  notice: string;
  facts: { term: string; text: string }[];
  blocks: PrintedPageBlock[];
};

/** An edition as its page needs it. `draw` draws a figure as SVG. */
export function buildPrintedPage(
  { document }: PrintedDocument,
  facts: { term: string; text: string }[],
  draw: (figure: DocumentFigure) => string,
): PrintedPage {
  const { title, subtitle, marking, notice, sections } = document;
  return {
    title,
    subtitle,
    marking,
    notice,
    facts,
    blocks: sections.flatMap(({ blocks }) =>
      blocks.map((block): PrintedPageBlock => {
        if (block.kind !== 'figure') return block;
        const { definition: _, ...figure } = block;
        return { ...figure, svg: draw(block) };
      }),
    ),
  };
}
