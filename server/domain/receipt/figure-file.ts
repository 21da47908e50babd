import type { FigureCell, FigureColumn, FigureDefinition } from '../figure/figure.types.ts';

/** Terms under which rows are given away; stands at the end of every line. */
export type FileFrame = {
  /** Absolute, pinned to the publication. */
  address: string;
  licence: string;
};

export type FileColumn = { name: string; cells: (string | null)[] };

/** Names of columns in files: lower case, digits and low lines. */
const nameColumn = (key: string): string =>
  key
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '') || 'column';

const part = (cell: FigureCell | undefined, name: 'numerator' | 'denominator') =>
  cell?.kind === 'number' ? (cell[name] ?? null) : null;

function listColumns({ key }: FigureColumn, cells: readonly (FigureCell | undefined)[]): FileColumn[] {
  const name = nameColumn(key);
  const column: FileColumn = {
    name,
    cells: cells.map((cell) =>
      !cell || cell.kind === 'none' ? null : cell.kind === 'number' ? cell.value : cell.text,
    ),
  };
  const hasState = cells.some((cell) => cell?.kind === 'none');
  const hasParts = cells.some((cell) => part(cell, 'numerator') !== null);
  const hasUnit = cells.some((cell) => cell?.kind === 'number' && cell.unit !== undefined);
  return [
    column,
    ...(hasState
      ? [
          {
            name: `${name}_state`,
            // A text that stands beside a mark (an answer) says what it says: it needs no state of its own.
            cells: cells.map((cell) => (!cell ? null : cell.kind === 'none' ? cell.mark : 'reported')),
          },
        ]
      : []),
    ...(hasParts
      ? (['numerator', 'denominator'] as const).map((which) => ({
          name: `${name}_${which}`,
          cells: cells.map((cell) => part(cell, which)),
        }))
      : []),
    ...(hasUnit
      ? [
          {
            name: `${name}_unit`,
            cells: cells.map((cell) => (cell?.kind === 'number' ? (cell.unit ?? null) : null)),
          },
        ]
      : []),
  ];
}

/**
 * The table of a figure as columns of a file, one line a row. Numbers are decimal text as published. A column in which
 * some cells hold no number has a column of states beside it, so that the five marks stay apart and none becomes zero;
 * a column of percentages has its parts.
 */
export function buildFigureColumns(definition: FigureDefinition, frame: FileFrame): FileColumn[] {
  const { rows, columns, publication, id, unit } = definition;
  const constant = (name: string, value: string): FileColumn => ({ name, cells: rows.map(() => value) });
  return [
    ...columns.flatMap((column) =>
      listColumns(
        column,
        rows.map(({ cells }) => cells[column.key]),
      ),
    ),
    // Named so that no column of a table is called the same.
    constant('figure_id', id),
    constant('figure_unit', unit),
    constant('publication', String(publication.number)),
    constant('permanent_link', frame.address),
    constant('licence', frame.licence),
  ];
}

/** A figure's table with everything that a receipt says of the figure as a whole, for programs. */
export function buildFigureJson(
  definition: FigureDefinition,
  frame: FileFrame & { citation: string },
): Record<string, unknown> {
  const { id, title, summary, unit, source, coverage, notes, publication, columns, rows, path } = definition;
  return {
    figure: id,
    title,
    summary,
    page: path,
    unit,
    source,
    coverage,
    notes,
    publication: {
      number: publication.number,
      title: publication.title,
      published_at: publication.publishedAt,
      round_code: publication.round,
      round: publication.roundTitle,
    },
    columns: columns.map(({ key, label, numeric }) => ({ key, label, numeric })),
    rows: rows.map(({ key, cells }) => ({
      key,
      cells: Object.fromEntries(columns.map((column) => [column.key, asJson(cells[column.key])])),
    })),
    permanent_link: frame.address,
    citation: frame.citation,
    licence: frame.licence,
  };
}

/** Numbers stay decimal text: a program that reads them as floating point decides so itself. */
function asJson(cell: FigureCell | undefined): Record<string, string> | null {
  if (!cell) return null;
  if (cell.kind === 'text') return { text: cell.text };
  if (cell.kind === 'none') return { state: cell.mark, ...(cell.reason ? { reason: cell.reason } : {}) };
  const { value, numerator, denominator, unit } = cell;
  return {
    state: 'reported',
    value,
    ...(numerator === undefined ? {} : { numerator }),
    ...(denominator === undefined ? {} : { denominator }),
    ...(unit === undefined ? {} : { unit }),
  };
}
