import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import type { Compilation } from '#app/contract.ts';
import styles from './publishing.module.css';

/** The compilations of a round, newest first, each with the checksum that seals it. */
export function CompilationTable({
  compilations,
  round,
}: {
  compilations: readonly Compilation[];
  round: string;
}) {
  return (
    <DataTable
      caption={`Compilations of ${round}`}
      captionHidden
      narrow="stack"
      rows={compilations}
      rowKey={({ number }) => number}
      empty="This round has not been compiled yet."
      columns={[
        {
          key: 'number',
          header: 'Number',
          rowHeader: true,
          cell: ({ number }) => `Compilation ${number}`,
          nowrap: true,
        },
        {
          key: 'made',
          header: 'Made',
          minWidth: '11rem',
          cell: ({ createdAt, createdBy }) => (
            <>
              <DateText iso={createdAt} />, {createdBy}
            </>
          ),
        },
        {
          key: 'reports',
          header: 'Reports',
          cell: ({ included, due }) => `${included} of ${due}`,
          nowrap: true,
        },
        {
          key: 'publication',
          header: 'Published',
          cell: ({ publication, outdated }, index) =>
            publication !== null ? (
              <Link to={`/publications/${publication}`}>Publication {publication}</Link>
            ) : index === 0 ? (
              <Link to={`/secretariat/publish/${round}`}>Preview and publish</Link>
            ) : outdated ? (
              'no, replaced'
            ) : (
              'no'
            ),
        },
        {
          key: 'sha256',
          header: 'Checksum (SHA-256)',
          cell: ({ sha256 }) => <code className={styles.checksum}>{sha256}</code>,
        },
      ]}
    />
  );
}
