/** One page of a long list. */
export type ListPage<Row> = { rows: Row[]; page: number; pages: number };

/** The page of a list that an address asks for with "page"; the last one where it asks for more. */
export function findListPage<Row>(
  rows: readonly Row[],
  search: URLSearchParams,
  size: number,
): ListPage<Row> {
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const asked = /^\d{1,6}$/.test(search.get('page') ?? '') ? Number(search.get('page')) : 1;
  const page = Math.min(pages, Math.max(1, asked));
  return { rows: rows.slice((page - 1) * size, page * size), page, pages };
}
