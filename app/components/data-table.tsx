import { type CSSProperties, type Key, type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';
import styles from './data-table.module.css';
import { ScrollRegion } from './layout.tsx';

export interface Column<Row> {
  key: string;
  header: ReactNode;
  /** The column's name before each cell where rows are stacked; the header without one. Links belong in the header. */
  stackLabel?: ReactNode;
  cell: (row: Row, index: number) => ReactNode;
  /** Right-aligned tabular figures, header too. */
  numeric?: boolean | undefined;
  /** Centred, for a column of marks. */
  mark?: boolean | undefined;
  /** Text of several lines, which takes the whole width where rows are stacked. */
  long?: boolean | undefined;
  /** This cell names the row: a `<th scope="row">`. One column of a table should. */
  rowHeader?: boolean | undefined;
  /** Cell of the closing row (totals). The row is drawn when any column has one. */
  footer?: ReactNode;
  /** Smallest width, any CSS length. */
  minWidth?: string | undefined;
  /** Keeps the cell on one line. */
  nowrap?: boolean | undefined;
  /** Heading over neighbouring columns that share it. */
  group?: string | undefined;
}

export interface DataTableProps<Row> {
  /** Says what the table holds; also names its scroll region. */
  caption: ReactNode;
  captionHidden?: boolean | undefined;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row, index: number) => Key;
  /**
   * What happens where the table does not fit. `scroll` (default): it scrolls sideways in a region that
   * the keyboard reaches, first column kept in view. `stack`: below 48em each row becomes a block with
   * the column's name before each cell; for a few columns of words.
   */
  narrow?: 'scroll' | 'stack' | undefined;
  /** Scrolls sideways at any width; for grids with many columns. The header is then not sticky. */
  wide?: boolean | undefined;
  /** Less height per row. */
  dense?: boolean | undefined;
  /** Takes only the width that it needs. */
  fit?: boolean | undefined;
  /** Shown in one cell when there is no row. */
  empty?: ReactNode;
  /** Marks a row as the current one (a place in a list) by tint and a rule. */
  isCurrent?: ((row: Row) => boolean) | undefined;
  id?: string | undefined;
}

function columnStyle<Row>(column: Column<Row>): CSSProperties | undefined {
  return column.minWidth ? { minInlineSize: column.minWidth } : undefined;
}

function cellClass<Row>(column: Column<Row>): string | undefined {
  return classNames(
    column.numeric && styles.numeric,
    column.mark && styles.mark,
    column.long && styles.long,
    column.nowrap && styles.nowrap,
  );
}

interface ColumnGroup {
  group: string | undefined;
  span: number;
  key: string;
  marks: boolean | undefined;
}

/** Neighbouring columns of one group, in order, with how many they are. */
function groupColumns<Row>(columns: readonly Column<Row>[]): ColumnGroup[] {
  const groups: ColumnGroup[] = [];
  for (const column of columns) {
    const last = groups.at(-1);
    if (last && last.group !== undefined && last.group === column.group) last.span += 1;
    else groups.push({ group: column.group, span: 1, key: column.key, marks: column.mark });
  }
  return groups;
}

/**
 * A real table: caption, scoped headers, numbers to the right, one hairline under a header that stays
 * in view on long tables. Ordered by the caller. Works the same without scripts.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, rowKey, narrow = 'scroll', wide, dense, fit, empty, isCurrent, id } = props;
  // Once cells are laid out as blocks some browsers forget that they are cells; the roles say it again.
  const role =
    narrow === 'stack'
      ? {
          table: 'table',
          row: 'row',
          cell: 'cell',
          head: 'columnheader',
          rowHead: 'rowheader',
          group: 'rowgroup',
        }
      : null;
  const captionId = useId();
  const hasFooter = columns.some((column) => column.footer !== undefined);
  const hasGroups = columns.some((column) => column.group !== undefined);

  const table = (
    <table
      id={id}
      className={classNames(styles.table, dense && styles.dense, fit && styles.fit)}
      data-narrow={narrow}
      role={role?.table}
    >
      <caption id={captionId} className={props.captionHidden ? styles.captionHidden : styles.caption}>
        <span className={styles.captionWords}>{props.caption}</span>
      </caption>
      <thead role={role?.group}>
        {hasGroups ? (
          <tr role={role?.row}>
            {groupColumns(columns).map(({ group, span, key, marks }) =>
              group === undefined ? (
                <td key={key} colSpan={span} role={role?.cell} className={styles.noGroup} />
              ) : (
                <th
                  key={key}
                  colSpan={span}
                  scope="colgroup"
                  role={role?.head}
                  className={styles.groupHead}
                  data-marks={marks ? '' : undefined}
                >
                  {group}
                </th>
              ),
            )}
          </tr>
        ) : null}
        <tr role={role?.row}>
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              role={role?.head}
              className={cellClass(column)}
              style={columnStyle(column)}
            >
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role={role?.group}>
        {rows.length === 0 ? (
          <tr role={role?.row}>
            <td colSpan={columns.length} role={role?.cell} className={styles.empty}>
              {empty ?? 'There is nothing to show here yet.'}
            </td>
          </tr>
        ) : null}
        {rows.map((row, index) => (
          <tr key={rowKey(row, index)} role={role?.row} aria-current={isCurrent?.(row) ? 'true' : undefined}>
            {columns.map((column) => {
              const content = (
                <>
                  {narrow === 'stack' && !column.rowHeader ? (
                    <span className={styles.stackLabel} aria-hidden="true">
                      {column.stackLabel ?? column.header}
                    </span>
                  ) : null}
                  {narrow === 'stack' ? (
                    <span className={styles.stackValue}>{column.cell(row, index)}</span>
                  ) : (
                    column.cell(row, index)
                  )}
                </>
              );
              return column.rowHeader ? (
                <th key={column.key} scope="row" role={role?.rowHead} className={cellClass(column)}>
                  {content}
                </th>
              ) : (
                <td key={column.key} role={role?.cell} className={cellClass(column)}>
                  {content}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
      {hasFooter ? (
        <tfoot role={role?.group}>
          <tr role={role?.row}>
            {columns.map((column) =>
              column.rowHeader ? (
                <th key={column.key} scope="row" role={role?.rowHead} className={cellClass(column)}>
                  {column.footer}
                </th>
              ) : (
                <td key={column.key} role={role?.cell} className={cellClass(column)}>
                  {narrow === 'stack' ? (
                    <span className={styles.stackLabel} aria-hidden="true">
                      {column.stackLabel ?? column.header}
                    </span>
                  ) : null}
                  {column.footer}
                </td>
              ),
            )}
          </tr>
        </tfoot>
      ) : null}
    </table>
  );
  if (narrow === 'stack') return <div className={styles.stackFrame}>{table}</div>;
  return (
    <ScrollRegion labelledBy={captionId} always={wide}>
      {table}
    </ScrollRegion>
  );
}
