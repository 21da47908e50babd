import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import type { AuditEntry } from './answers.ts';
import { findAuditPath, describeAuditEntry } from './audit-words.ts';
import styles from './audit.module.css';

export interface AuditTableProps {
  entries: readonly AuditEntry[];
  /** Whether the viewer can follow entries to the pages of reports and rounds. */
  mayFollow: boolean;
}

/** Entries of the audit, newest first. */
export function AuditTable({ entries, mayFollow }: AuditTableProps) {
  return (
    <DataTable
      caption="Entries, newest first; times are in UTC"
      narrow="stack"
      dense
      rows={entries}
      rowKey={({ sequence }) => sequence}
      empty="There is no entry like this."
      columns={[
        {
          key: 'what',
          header: 'What',
          rowHeader: true,
          cell: (entry) => {
            const open = mayFollow || ['publication', 'access_review'].includes(entry.kind);
            const path = open ? findAuditPath(entry) : null;
            const reason = typeof entry.detail.reason === 'string' ? entry.detail.reason : '';
            return (
              <>
                {path ? <Link to={path}>{describeAuditEntry(entry)}</Link> : describeAuditEntry(entry)}
                {reason ? <span className={styles.reason}>{reason}</span> : null}
              </>
            );
          },
        },
        {
          key: 'who',
          header: 'Who',
          cell: ({ by, kind }) =>
            by ?? (
              <span className={styles.nobody}>{kind === 'sign_in' ? 'not signed in' : 'at the server'}</span>
            ),
        },
        { key: 'when', header: 'When', nowrap: true, cell: ({ at }) => <DateText iso={at} withTime /> },
        { key: 'number', header: 'Entry', numeric: true, cell: ({ sequence }) => sequence },
      ]}
    />
  );
}
