import { findRange } from '../value/count-range.ts';
import type { FigureCell, FigureColumn, FigureDefinition } from '../figure/figure.types.ts';

/** The terms of use and source of rows; in the last columns of every line. */
export type FileFrame = {
  /** An absolute URL, pinned to the publication. */
  address: string;
  licence: string;
};

export type FileColumn = { name: string; cells: (string | null)[] };

/** Column names in files: lower case, digits and underscores. */
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
  const ranges = cells.map((cell) => (cell?.kind === 'none' ? findRange(cell) : null));
  const hasKept = cells.some((cell) => cell?.kind === 'number' && cell.keptFrom !== undefined);
  return [
    column,
    ...(hasState
      ? [
          {
            name: `${name}_state`,
            // A text with a symbol (an answer) speaks for itself and needs no state of its own.
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
    ...(hasKept
      ? [
          {
            name: `${name}_kept_from`,
            cells: cells.map((cell) =>
              cell?.kind === 'number' && cell.keptFrom !== undefined ? String(cell.keptFrom) : null,
            ),
          },
        ]
      : []),
    ...(ranges.some((range) => range !== null)
      ? (['least', 'most'] as const).map((end) => ({
          name: `${name}_${end}`,
          cells: ranges.map((range) => (range ? String(range[end]) : null)),
        }))
      : []),
  ];
}

/**
 * Builds the table of a figure as columns of a file, a line for each row. Numbers are decimal text as
 * published. A column with cells without a number has a column of states beside it, so that the five
 * missing-value states stay distinct and none becomes zero; a column of percentages has its parts; one with
 * figures kept from earlier publications says from which; one with ranges has their limits.
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
    // Named so that no column of a table has the same name.
    constant('figure_id', id),
    constant('figure_unit', unit),
    constant('publication', String(publication.number)),
    constant('permanent_link', frame.address),
    constant('licence', frame.licence),
  ];
}

/**
 * Builds the machine-readable table of a figure with everything that its receipt states about the figure as a
 * whole.
 */
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

/** Numbers stay decimal text, so that a program decides itself whether to read them as floating point. */
function asJson(cell: FigureCell | undefined): Record<string, string | number> | null {
  if (!cell) return null;
  if (cell.kind === 'text') return { text: cell.text };
  if (cell.kind === 'none') {
    return { state: cell.mark, ...findRange(cell), ...(cell.reason ? { reason: cell.reason } : {}) };
  }
  const { value, numerator, denominator, unit, keptFrom } = cell;
  return {
    state: 'reported',
    value,
    ...(numerator === undefined ? {} : { numerator }),
    ...(denominator === undefined ? {} : { denominator }),
    ...(unit === undefined ? {} : { unit }),
    ...(keptFrom === undefined ? {} : { kept_from: keptFrom }),
  };
}
