import { type Column, DataTable } from '#app/components/data-table.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { StandCounts, StatusWord } from './answers.ts';
import { StandMark } from './stand-mark.tsx';
import { buildSegments, noStatus } from '#server/domain/finding/stands.ts';

export interface StatusGroup {
  /** What stands over the column: "A", "2025-H2". */
  code: string;
  /** The same in full, said to screen readers and on hover. */
  title: string;
  counts: StandCounts;
}

type Line = { key: string; label: string; mark: string; values: number[] };

/** How many activities stand where: a line for each status that occurs, a column for each bar of the figure. */
export function StatusTable({
  caption,
  groups,
  statuses,
  total,
}: {
  caption: string;
  groups: readonly StatusGroup[];
  statuses: readonly StatusWord[];
  /** Adds a column over all groups; not where groups count the same activities again. */
  total?: boolean | undefined;
}) {
  const bars = groups.map(({ counts }) => buildSegments(counts, statuses));
  const lines: Line[] = (bars[0] ?? []).map(({ key, label, mark }, index) => ({
    key,
    label,
    mark,
    values: bars.map((segments) => segments[index]?.value ?? 0),
  }));
  lines.push({
    key: noStatus.notDue.code,
    label: `${noStatus.notDue.label} (no part of the bars)`,
    mark: noStatus.notDue.mark,
    values: groups.map(({ counts }) => counts.notDue),
  });
  const shown = lines.filter(({ values }) => values.some((value) => value > 0));
  const columns: Column<Line>[] = [
    {
      key: 'status',
      header: 'Status',
      rowHeader: true,
      footer: 'All',
      cell: ({ label, mark }) => (
        <>
          <StandMark mark={mark} /> {label}
        </>
      ),
    },
    ...groups.map(
      ({ code, title, counts }, index): Column<Line> => ({
        key: code,
        header: (
          <span title={title}>
            {code}
            <VisuallyHidden> {title}</VisuallyHidden>
          </span>
        ),
        numeric: true,
        minWidth: '3rem',
        footer: counts.total,
        cell: ({ values }) => values[index] ?? 0,
      }),
    ),
    ...(total
      ? [
          {
            key: 'all',
            header: 'All',
            numeric: true,
            minWidth: '3rem',
            footer: groups.reduce((sum, { counts }) => sum + counts.total, 0),
            cell: ({ values }: Line) => values.reduce((sum, value) => sum + value, 0),
          },
        ]
      : []),
  ];
  return <DataTable caption={caption} columns={columns} rows={shown} rowKey={({ key }) => key} dense fit />;
}
