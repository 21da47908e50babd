import type { ReactNode } from 'react';
import { type Column, DataTable } from '#app/components/data-table.tsx';
import { StatusMark } from '#app/features/status/status-mark.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { StandCounts, StatusWord } from './answers.ts';
import { buildSegments, noStatus } from './stands.ts';

export interface StatusRow {
  key: string;
  label: ReactNode;
  counts: StandCounts;
}

/** How many activities stand where, row by row: the numbers of a figure of bars. Columns without any are left out. */
export function StatusTable({
  caption,
  rowsOf,
  rows,
  statuses,
}: {
  caption: string;
  /** What a row is: "Thematic area". */
  rowsOf: string;
  rows: readonly StatusRow[];
  statuses: readonly StatusWord[];
}) {
  const totalOf = (key: string) =>
    rows.reduce((sum, row) => {
      const segment = buildSegments(row.counts, statuses).find((each) => each.key === key);
      return sum + (segment?.value ?? 0);
    }, 0);
  const anyNotDue = rows.some(({ counts }) => counts.notDue > 0);
  const columns: Column<StatusRow>[] = [
    { key: 'row', header: rowsOf, rowHeader: true, cell: ({ label }) => label, minWidth: '10rem' },
    ...buildSegments({ total: 0, byStatus: {}, notReported: 0, notDue: 0, carried: 0 }, statuses)
      .filter(({ key }) => totalOf(key) > 0)
      .map(
        ({ key, label, mark }): Column<StatusRow> => ({
          key,
          header: (
            <>
              <StatusMark mark={mark} /> {label}
            </>
          ),
          numeric: true,
          cell: ({ counts }) => buildSegments(counts, statuses).find((each) => each.key === key)?.value ?? 0,
        }),
      ),
    ...(anyNotDue
      ? [
          {
            key: noStatus.notDue.code,
            header: (
              <>
                – {noStatus.notDue.label}
                <VisuallyHidden> (no part of the bar)</VisuallyHidden>
              </>
            ),
            numeric: true,
            cell: ({ counts }: StatusRow) => counts.notDue,
          },
        ]
      : []),
    { key: 'total', header: 'All', numeric: true, cell: ({ counts }) => counts.total },
  ];
  return <DataTable caption={caption} columns={columns} rows={rows} rowKey={({ key }) => key} dense />;
}
