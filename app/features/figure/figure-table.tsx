import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { useLabel } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { NoNumber } from '#app/features/status/no-number.tsx';
import { StatusWord } from '#app/features/status/status-mark.tsx';
import type { FigureCell, FigureDefinition, FigureRow } from '#server/domain/figure/figure.types.ts';
import { sayNumber, sayParts } from '#server/domain/figure/say-cell.ts';
import styles from './figure-block.module.css';

/** The numbers of a figure, all of them: what is drawn is read from the same rows. */
export function FigureTable({ figure }: { figure: FigureDefinition }) {
  const label = useLabel();
  return (
    <DataTable
      caption={figure.summary}
      rows={figure.rows}
      rowKey={(row) => row.key}
      columns={figure.columns.map((column, index) => ({
        key: column.key,
        header: column.list ? label(column.list.name, column.list.code, column.label) : column.label,
        cell: (row: FigureRow) => <Cell cell={row.cells[column.key]} unit={figure.unit} />,
        numeric: column.numeric,
        rowHeader: index === 0,
      }))}
    />
  );
}

function Cell({ cell, unit }: { cell: FigureCell | undefined; unit: string }) {
  const link = usePublicationLink();
  const label = useLabel();
  if (!cell) return null;
  if (cell.kind === 'text') {
    const word = cell.list ? label(cell.list.name, cell.list.code, cell.text) : cell.text;
    const text = cell.mark ? <StatusWord mark={cell.mark}>{word}</StatusWord> : word;
    return cell.path ? <Link to={link(cell.path)}>{text}</Link> : text;
  }
  const parts = sayParts(cell);
  const shown =
    cell.kind === 'number' ? (
      <>
        <data value={cell.value}>{sayNumber(cell.value, cell.unit ?? unit)}</data>
        {/* The two parts of a percentage stand under it. */}
        {parts ? <span className={styles.parts}> {parts}</span> : null}
      </>
    ) : (
      <NoNumber state={cell.mark} />
    );
  return cell.receipt ? <Link to={link(cell.receipt)}>{shown}</Link> : shown;
}
