import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect } from 'vitest';
import { DocumentView } from '#app/features/edition/document-view.tsx';
import {
  describeCell,
  type DocumentTable,
  listTables,
  type PrintedDocument,
} from '#server/domain/report/document.types.ts';
import { buildEditionPage } from '#server/reports/build-edition-page.ts';
import { renderReport } from '#server/reports/render-document.ts';
import { readDocxTables, readHtmlTables, readPdfText, readXlsxTables, squeeze } from './printed-text.ts';

/** What a table prints, row after row; what heads a group stands alone. */
const printed = ({ columns, rows }: DocumentTable): string[][] => [
  columns.map(({ label }) => label),
  ...rows.map((row) => ('group' in row ? [row.group] : row.cells.map(describeCell))),
];

/** An edition as the page shows it. */
export const renderPage = (document: PrintedDocument): string =>
  renderToStaticMarkup(createElement(DocumentView, { page: buildEditionPage(document) }));

/** Holds every cell of every table of an edition against Word, workbook and page, and `withPdf` against PDF. */
export async function holdForms(document: PrintedDocument, withPdf = true): Promise<void> {
  const tables = listTables(document.document);
  expect(tables.length).toBeGreaterThan(1);
  const docx = readDocxTables(await renderReport(document, 'docx'));
  const pdf = withPdf ? await readPdfText(await renderReport(document, 'pdf')) : null;
  const xlsx = await readXlsxTables(await renderReport(document, 'xlsx'));
  const html = readHtmlTables(renderPage(document));
  expect(docx).toEqual(tables.map(printed));
  expect(html.map((table) => table.map((row) => row.map(squeeze)))).toEqual(
    tables.map((table) => printed(table).map((row) => row.map(squeeze))),
  );
  for (const [at, table] of tables.entries()) {
    for (const row of printed(table).slice(1)) {
      // Cells of a row stand one after the other in the text of a page; long ones break over pages.
      for (const cell of row.filter((words) => words.length < 60)) {
        if (pdf !== null) expect(pdf).toContain(squeeze(cell));
      }
    }
    table.rows.forEach((row, line) => {
      if ('group' in row) return;
      row.cells.forEach((cell, column) => {
        const kept = xlsx[at]?.[line + 4]?.[column];
        if (cell.kind === 'number') expect(kept).toBe(Number(cell.value));
        else if (cell.kind === 'mark') expect(kept).toBe(cell.shown);
      });
    });
  }
}
