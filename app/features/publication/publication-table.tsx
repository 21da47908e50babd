import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Tag } from '#app/components/tag.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { ListedPublication } from '#app/contract.ts';
import { useWords } from '#app/features/language/use-words.ts';
import { withPublication } from './link.ts';

/** Every publication, of one plan where it is named, newest first, with what it is of and who is in it. */
export function PublicationTable({
  publications,
  plan,
}: {
  publications: readonly ListedPublication[];
  plan?: string;
}) {
  const words = useWords('publication');
  const share = ({ reported, due }: { reported: number; due: number }) =>
    words('shareOf', { reported: String(reported), due: String(due) });
  return (
    <DataTable
      caption={plan === undefined ? words('listCaption') : words('listCaptionPlan', { plan })}
      captionHidden
      narrow="stack"
      rows={publications}
      rowKey={({ number }) => number}
      columns={[
        {
          key: 'number',
          header: words('columnPublication'),
          rowHeader: true,
          minWidth: '16rem',
          cell: ({ number, title, withdrawn }) => (
            <>
              <Link to={`/publications/${number}`}>
                {number}. {title}
              </Link>
              {withdrawn ? (
                <>
                  {' '}
                  <Tag>{words('withdrawnMark')}</Tag>
                </>
              ) : null}
            </>
          ),
        },
        {
          key: 'date',
          header: words('columnPublished'),
          cell: ({ publishedAt }) => <DateText iso={publishedAt} />,
        },
        { key: 'round', header: words('columnRound'), nowrap: true, cell: ({ round }) => round.title },
        { key: 'states', header: words('columnStates'), nowrap: true, cell: ({ states }) => share(states) },
        { key: 'bodies', header: words('columnBodies'), nowrap: true, cell: ({ bodies }) => share(bodies) },
        { key: 'meeting', header: words('columnMeeting'), cell: ({ meeting }) => meeting || '–' },
        {
          key: 'see',
          header: words('columnStood'),
          nowrap: true,
          cell: ({ number }) => (
            <Link to={withPublication('/', number)}>
              {words('open')}
              <VisuallyHidden>{words('openWhat', { number: String(number) })}</VisuallyHidden>
            </Link>
          ),
        },
      ]}
    />
  );
}
