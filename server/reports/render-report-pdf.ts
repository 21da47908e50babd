import type { PrintedDocument } from '#server/domain/report/document.types.ts';
import { drawReportFigure } from './draw-report-figure.ts';
import { howToCheck, listFacts, sayDraft, sayFoot } from './printed-document.ts';
import { setPdf } from './render-pdf.ts';

/** Draws an edition of the report as a tagged PDF. The same edition with the same stamp gives the same bytes. */
export function renderReportPdf(printed: PrintedDocument): Buffer {
  const { document, stamp } = printed;
  const sections = document.sections.map(({ orientation, blocks }) => ({
    orientation,
    blocks: blocks.map((block) =>
      block.kind === 'figure'
        ? { ...block, definition: null, svg: drawReportFigure(block.definition).svg }
        : block,
    ),
  }));
  return setPdf('report', {
    ...document,
    sections,
    madeAt: stamp.madeAt,
    draft: sayDraft(stamp),
    foot: sayFoot(printed),
    facts: listFacts(printed),
    howToCheck,
  } as { madeAt: string });
}
