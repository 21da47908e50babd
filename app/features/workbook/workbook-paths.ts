import type { ReportKey } from '../submission/report-paths.ts';

/**
 * The addresses of a report's workbook: "" is the file itself, and where one is sent; "upload" the page with the form;
 * an id the preview of what was uploaded.
 */
export function buildWorkbookPath({ round, reporter, several }: ReportKey, page = ''): string {
  const search = several ? `?reporter=${encodeURIComponent(reporter)}` : '';
  return `/workspace/${round}/workbook${page ? `/${page}` : ''}${search}`;
}
