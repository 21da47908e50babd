import { SymbolSvg } from '#app/features/status/status-symbol.tsx';
import type { FigureCell, FigureDefinition, FigureLabels } from '#server/domain/figure/figure.types.ts';
import { noNumberShape } from '#server/domain/figure/symbol-shapes.ts';
import { formatFigureNumber } from '#server/domain/language/format-counts.ts';

type Say = {
  labels: FigureLabels;
  /** The words for the five marks. */
  mark: (mark: Extract<FigureCell, { kind: 'none' }>['mark']) => string;
};

/** The numbers of a figure without links, for a frame on another site. */
export function EmbedTable({ figure, say }: { figure: FigureDefinition; say: Say }) {
  const label = (list: { name: string; code: string } | undefined, english: string) =>
    (list && say.labels[`${list.name}/${list.code}`]) ?? english;
  return (
    // A table that is wider than the frame is scrolled by keyboard too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="scroll" role="region" aria-label={figure.summary} tabIndex={0}>
      <table>
        <caption>{figure.summary}</caption>
        <thead>
          <tr>
            {figure.columns.map((column) => (
              <th key={column.key} scope="col" className={column.numeric ? 'number' : undefined}>
                {label(column.list, column.label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figure.rows.map((row) => (
            <tr key={row.key}>
              {figure.columns.map((column, index) => {
                const Tag = index === 0 ? 'th' : 'td';
                const cell = row.cells[column.key];
                return (
                  <Tag
                    key={column.key}
                    scope={index === 0 ? 'row' : undefined}
                    className={column.numeric ? 'number' : undefined}
                  >
                    {cell ? <Cell cell={cell} unit={figure.unit} label={label} say={say} /> : null}
                  </Tag>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({
  cell,
  unit,
  label,
  say,
}: {
  cell: FigureCell;
  unit: string;
  label: (list: { name: string; code: string } | undefined, english: string) => string;
  say: Say;
}) {
  if (cell.kind === 'number') return formatFigureNumber(cell.value, cell.unit ?? unit);
  if (cell.kind === 'text') return label(cell.list, cell.text);
  const word = say.mark(cell.mark);
  return (
    <span title={word}>
      <SymbolSvg shape={noNumberShape(cell.mark)} />
      <span className="hidden">{word}</span>
    </span>
  );
}
