import { DataTable } from '#app/components/data-table.tsx';
import type { SheetSummary } from '#app/contract.ts';
import styles from './plan-desk.module.css';

/** What becomes of the rows of each sheet of an upload, in numbers; a sheet in which anything changes leads to it. */
export function SheetTable({ sheets }: { sheets: readonly SheetSummary[] }) {
  const isChanged = ({ added, changed, ended, removed }: SheetSummary) =>
    added + changed + ended + removed > 0;
  const number = (key: 'added' | 'changed' | 'ended' | 'removed', header: string) => ({
    key,
    header,
    numeric: true,
    cell: (sheet: SheetSummary) => (sheet[key] === 0 ? <span className={styles.none}>0</span> : sheet[key]),
  });
  return (
    <DataTable
      caption="Rows of each sheet"
      captionHidden
      dense
      fit
      rows={sheets}
      rowKey={({ sheet }) => sheet}
      columns={[
        {
          key: 'sheet',
          header: 'Sheet',
          rowHeader: true,
          nowrap: true,
          cell: (summary) =>
            isChanged(summary) ? <a href={`#sheet-${summary.sheet}`}>{summary.sheet}</a> : summary.sheet,
        },
        number('added', 'Added'),
        number('changed', 'Changed'),
        number('ended', 'Ended'),
        number('removed', 'Taken out'),
        { key: 'unchanged', header: 'As it was', numeric: true, cell: ({ unchanged }) => unchanged.length },
      ]}
    />
  );
}
