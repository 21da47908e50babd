import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { PublishedEntry } from '#app/contract.ts';

/** Every publication with who made it, and the way to withdraw it. The plan is named where there are several. */
export function PublishedTable({ publications }: { publications: readonly PublishedEntry[] }) {
  const hasPlans = new Set(publications.map(({ plan }) => plan.code)).size > 1;
  return (
    <DataTable
      caption="Publications, newest first"
      captionHidden
      narrow="stack"
      rows={publications}
      rowKey={({ number }) => number}
      empty="Nothing has been published yet."
      columns={[
        {
          key: 'number',
          header: 'Publication',
          rowHeader: true,
          cell: ({ number, title }) => (
            <Link to={`/publications/${number}`}>
              {number}. {title}
            </Link>
          ),
        },
        ...(hasPlans
          ? [
              {
                key: 'plan',
                header: 'Plan',
                cell: ({ plan }: PublishedEntry) => `${plan.code} ${plan.title}`,
              },
            ]
          : []),
        { key: 'date', header: 'Published', cell: ({ publishedAt }) => <DateText iso={publishedAt} /> },
        {
          key: 'by',
          header: 'By',
          cell: ({ publishedBy, scheduledBy }) =>
            scheduledBy ? `${scheduledBy}, at the minute that was set` : publishedBy,
        },
        {
          key: 'state',
          header: 'State',
          cell: ({ withdrawn }) =>
            withdrawn ? (
              <>
                withdrawn <DateText iso={withdrawn.at} />: {withdrawn.reason}
              </>
            ) : (
              'stands'
            ),
        },
        {
          key: 'do',
          header: 'Do',
          cell: ({ number, withdrawn }) =>
            withdrawn ? (
              '–'
            ) : (
              <Link to={`/secretariat/publish/withdraw/${number}`}>
                Withdraw<VisuallyHidden> publication {number}</VisuallyHidden>
              </Link>
            ),
        },
      ]}
    />
  );
}
