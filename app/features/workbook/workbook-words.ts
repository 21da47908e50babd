import type { ReportKey } from '../submission/report-paths.ts';
import type { ChangeKind } from '#server/domain/workbook/compare-workbook.calculations.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';

/**
 * The addresses of a report's workbook: "" is the file itself, and where one is sent; "upload" the page with the form;
 * an id the preview of what was uploaded.
 */
export function buildWorkbookPath({ round, reporter, several }: ReportKey, page = ''): string {
  const search = several ? `?reporter=${encodeURIComponent(reporter)}` : '';
  return `/workspace/${round}/workbook${page ? `/${page}` : ''}${search}`;
}

/** What each kind of answer is called, above its number. */
export const kindLabels: Record<ChangeKind, string> = {
  new: 'New',
  changed: 'Changed',
  conflict: 'Changed by somebody else too',
  emptied: 'Emptied in the workbook',
  rejected: 'Cannot be taken',
  same: 'The same as stored',
};

/** "1 answer", "1 250 answers". */
export const countAnswers = (count: number) => formatCount(count, 'answers');

/** "“A Prevention”, cell G14". */
export const describePlace = ({ sheet, cell }: { sheet: string; cell: string }) => `${sheet}, cell ${cell}`;
