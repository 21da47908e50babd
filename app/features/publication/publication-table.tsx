import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { ListedPublication } from '#server/trpc/routers/dashboard-figures.router.ts';
import { withPublication } from './link.ts';

/** Every publication, newest first, with what it is of and who is in it. */
export function PublicationTable({ publications }: { publications: readonly ListedPublication[] }) {
  return (
    <DataTable
      caption="All publications"
      captionHidden
      narrow="stack"
      rows={publications}
      rowKey={({ number }) => number}
      columns={[
        {
          key: 'number',
          header: 'Publication',
          rowHeader: true,
          minWidth: '16rem',
          cell: ({ number, title }) => (
            <Link to={`/publications/${number}`}>
              {number}. {title}
            </Link>
          ),
        },
        { key: 'date', header: 'Published', cell: ({ publishedAt }) => <DateText iso={publishedAt} /> },
        { key: 'round', header: 'Newest round', nowrap: true, cell: ({ round }) => round.title },
        {
          key: 'states',
          header: 'States',
          nowrap: true,
          cell: ({ states }) => `${states.reported} of ${states.due}`,
        },
        {
          key: 'bodies',
          header: 'Bodies',
          nowrap: true,
          cell: ({ bodies }) => `${bodies.reported} of ${bodies.due}`,
        },
        { key: 'meeting', header: 'Presented to', cell: ({ meeting }) => meeting || '–' },
        {
          key: 'see',
          header: 'As it stood',
          nowrap: true,
          cell: ({ number }) => (
            <Link to={withPublication('/', number)}>
              Open<VisuallyHidden> the site as it stood with publication {number}</VisuallyHidden>
            </Link>
          ),
        },
      ]}
    />
  );
}
