import type { TreeFilter } from '#server/domain/review/review-tree.calculations.ts';

type Report = { round: { code: string }; reporter: { code: string } };

/** The page of a review. */
export const buildReviewPath = ({ round, reporter }: Report): string =>
  `/secretariat/review/${encodeURIComponent(round.code)}/${encodeURIComponent(reporter.code)}`;

/** The page on which somebody decides about the report. */
export const buildDecidePath = (report: Report): string => `${buildReviewPath(report)}/decide`;

/** The whole report, to be read and printed. */
export const buildWholePath = (report: Report): string => `${buildReviewPath(report)}/whole`;

/** The query string of one item of a review, among those that a filter shows. */
export function buildItemSearch(item: string, filter: TreeFilter, more: Record<string, string> = {}): string {
  const search = new URLSearchParams({ item, ...(filter === 'all' ? {} : { show: filter }), ...more });
  // As people write it: codes have dots, and sometimes slashes.
  return `?${search.toString().replaceAll('%2F', '/')}`;
}
