import type { DocumentBlock, DocumentFigure, PrintedDocument } from './document.types.ts';

/** A block for the web page: figures are drawn and their definitions removed. */
export type PrintedPageBlock =
  | Exclude<DocumentBlock, DocumentFigure>
  | (Omit<DocumentFigure, 'definition'> & Drawing);

/** A drawn figure, and what the letters in it stand for. */
type Drawing = { svg: string; notes: string[] };

export type PrintedPage = {
  title: string;
  subtitle: string;
  marking: string;
  notice: string;
  facts: { term: string; text: string }[];
  blocks: PrintedPageBlock[];
};

/** Builds an edition for its web page. `draw` draws a figure as SVG, with its notes. */
export function buildPrintedPage(
  { document }: PrintedDocument,
  facts: { term: string; text: string }[],
  draw: (figure: DocumentFigure) => Drawing,
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
        return { ...figure, ...draw(block) };
      }),
    ),
  };
}
