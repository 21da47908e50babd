import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { LabelWord } from '#app/features/language/label-word.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { NoNumber } from '#app/features/status/no-number.tsx';
import { StatusWord } from '#app/features/status/status-mark.tsx';
import type { FigureCell, FigureDefinition, FigureRow } from '#server/domain/figure/figure.types.ts';
import { sayNumber, sayParts } from '#server/domain/figure/say-cell.ts';
import styles from './figure-block.module.css';

/** The numbers of a figure, all of them: what is drawn is read from the same rows. */
export function FigureTable({ figure }: { figure: FigureDefinition }) {
  return (
    <DataTable
      caption={figure.summary}
      rows={figure.rows}
      rowKey={(row) => row.key}
      columns={figure.columns.map((column, index) => ({
        key: column.key,
        header: <Word list={column.list}>{column.label}</Word>,
        cell: (row: FigureRow) => <Cell cell={row.cells[column.key]} unit={figure.unit} />,
        numeric: column.numeric,
        rowHeader: index === 0,
      }))}
    />
  );
}

function Cell({ cell, unit }: { cell: FigureCell | undefined; unit: string }) {
  const link = usePublicationLink();
  if (!cell) return null;
  if (cell.kind === 'text') {
    const word = <Word list={cell.list}>{cell.text}</Word>;
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

/** A word of a list in the language of the page; any other text as it is. */
function Word({ list, children }: { list?: { name: string; code: string } | undefined; children: string }) {
  if (!list) return children;
  return (
    <LabelWord list={list.name} code={list.code}>
      {children}
    </LabelWord>
  );
}
