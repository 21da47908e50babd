import { Link } from 'react-router';

/** Where a list of the desk is a workbook. */
const buildListPath = (list: string, search: Record<string, string> | string = ''): string => {
  const query = typeof search === 'string' ? search : new URLSearchParams(search).toString();
  return `/secretariat/lists/${list}.xlsx${query ? `?${query}` : ''}`;
};

/** The link on the page of a list. */
export const ListFileLink = ({
  list,
  search,
  children = 'Download as a workbook',
}: {
  list:
    | 'queue'
    | 'board'
    | 'completeness'
    | 'consent'
    | 'people'
    | 'audit'
    | 'personal-data'
    | 'support'
    | 'reference';
  search?: Record<string, string> | string;
  children?: string;
}) => (
  <Link reloadDocument to={buildListPath(list, search)}>
    {children}
  </Link>
);
