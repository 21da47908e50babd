import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Tag } from '#app/components/tag.tsx';
import type { LibraryEntry } from '#server/loaders/library/load-library-entries.ts';
import { formatWhen } from '../library-words.ts';
import styles from './edit.module.css';

/** Entries of the library as the secretariat keeps them. */
export function EntryTable({ entries }: { entries: readonly LibraryEntry[] }) {
  return (
    <DataTable
      caption="Entries of the library"
      captionHidden
      narrow="stack"
      rows={entries}
      rowKey={({ code }) => code}
      empty="No entry matches."
      columns={[
        {
          key: 'title',
          header: 'Entry',
          rowHeader: true,
          minWidth: '18rem',
          cell: ({ code, title }) => <Link to={`/secretariat/library/${code}`}>{title}</Link>,
        },
        { key: 'kind', header: 'Kind', minWidth: '9rem', cell: ({ kindLabel }) => kindLabel },
        {
          key: 'when',
          header: 'When',
          minWidth: '8rem',
          cell: (entry) => formatWhen(entry) || <span className={styles.muted}>No date</span>,
        },
        {
          key: 'states',
          header: 'States',
          cell: ({ states }) => states.join(', ') || <span className={styles.muted}>None</span>,
        },
        {
          key: 'released',
          header: 'Next publication',
          minWidth: '8rem',
          cell: ({ released }) => (
            <Tag emphasis={released ? 'done' : 'normal'}>{released ? 'released' : 'not released'}</Tag>
          ),
        },
        {
          key: 'changed',
          header: 'Last changed',
          minWidth: '9rem',
          cell: ({ changedBy, changedAt }) => (
            <>
              <DateText iso={changedAt} />
              <br />
              <span className={styles.muted}>{changedBy ?? 'came with the tracker'}</span>
            </>
          ),
        },
      ]}
    />
  );
}
