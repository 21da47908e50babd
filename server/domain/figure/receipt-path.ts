/**
 * Returns the path of the page that explains where a published value comes from:
 * "/values/I-B3/2025-H2/region/total". `scope` is "region" or a reporter's code; a cell is "total" or a
 * category of a dimension ("sex=female"), as in evidence and workbooks.
 */
export function buildReceiptPath(value: {
  indicator: string;
  round: string;
  scope: string;
  dimension: string | null;
  category: string | null;
}): string {
  const cell = value.dimension === null ? 'total' : `${value.dimension}=${value.category}`;
  return `/values/${[value.indicator, value.round, value.scope, cell].map(encodeURIComponent).join('/')}`;
}
