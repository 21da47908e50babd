import type { PrintedDocument } from '#server/domain/report/document.types.ts';
import { drawReportFigure } from './draw-report-figure.ts';
import { listFacts } from './printed-document.ts';
import { buildPrintedPage, type PrintedPage } from '#server/domain/report/printed-page.ts';

/** Builds an edition for its web page, with the facts and drawings of its files. */
export const printPage = (printed: PrintedDocument): PrintedPage =>
  buildPrintedPage(printed, listFacts(printed), ({ definition }) => drawReportFigure(definition).svg);
