import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import { LabelWord } from '#app/features/language/label-word.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { NoNumber } from '#app/features/status/no-number.tsx';
import { StatusWord } from '#app/features/status/status-symbol.tsx';
import type {
  FigureCell,
  FigureDefinition,
  FigureRow,
  StackedChart,
} from '#server/domain/figure/figure.types.ts';
import { formatParts } from '#server/domain/figure/format-cell.ts';
import { formatFigureNumber } from '#server/domain/language/format-counts.ts';
import styles from './figure-block.module.css';

/** The numbers of a figure, all of them: what is drawn is read from the same rows. */
export function FigureTable({ figure }: { figure: FigureDefinition }) {
  // More columns than rows would not fit a page of paper.
  if (figure.chart.kind === 'stacked' && figure.chart.series.length > figure.rows.length) {
    return <TurnedTable figure={figure} chart={figure.chart} />;
  }
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
        nowrap: figure.rows.every((row) => isCode(row.cells[column.key])),
        rowHeader: index === 0,
      }))}
    />
  );
}

/** A code such as "2025-H1" is not broken at its hyphen. */
const isCode = (cell: FigureCell | undefined) => cell?.kind !== 'text' || /^\S{0,9}$/.test(cell.text);

/** The same the other way round: a line for each part of a bar, a column for each bar, named by its key. */
function TurnedTable({ figure, chart }: { figure: FigureDefinition; chart: StackedChart }) {
  const [first] = figure.columns;
  const lines = figure.columns.filter(({ key }) => chart.series.includes(key));
  return (
    <DataTable
      caption={figure.summary}
      rows={lines}
      rowKey={({ key }) => key}
      dense
      fit
      columns={[
        {
          key: chart.label,
          header: first?.label ?? '',
          rowHeader: true,
          cell: ({ label, list, mark }) => {
            const word = <Word list={list}>{label}</Word>;
            return mark ? <StatusWord mark={mark}>{word}</StatusWord> : word;
          },
        },
        ...figure.rows.map((row) => ({
          key: row.key,
          header: <ShortName row={row} name={row.cells[chart.label]} />,
          numeric: true,
          minWidth: '3rem',
          cell: ({ key }: (typeof lines)[number]) => <Cell cell={row.cells[key]} unit={figure.unit} />,
        })),
      ]}
    />
  );
}

/** The key of a row, with its name for the pointer and for screen readers. */
function ShortName({ row, name }: { row: FigureRow; name: FigureCell | undefined }) {
  const text = name?.kind === 'text' ? name.text : '';
  return (
    <span title={text}>
      {row.key}
      {text === row.key ? null : <VisuallyHidden> {text}</VisuallyHidden>}
    </span>
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
  const parts = formatParts(cell);
  const shown =
    cell.kind === 'number' ? (
      <>
        <data value={cell.value}>{formatFigureNumber(cell.value, cell.unit ?? unit)}</data>
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
