import type { PrintedDocument } from '#server/domain/report/document.types.ts';
import { drawReportFigure } from '#server/reports/draw-report-figure.ts';
import { listFacts } from '#server/reports/printed-document.ts';
import { buildPrintedPage, type PrintedPage } from './printed-page.ts';

/** An edition as its page shows it, with the facts and the drawings of its files. */
export const printPage = (printed: PrintedDocument): PrintedPage =>
  buildPrintedPage(printed, listFacts(printed), ({ definition }) => drawReportFigure(definition).svg);
