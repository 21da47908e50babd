import { type CountRange, findRange } from '../value/count-range.ts';
import type { FigureCell, FigureDefinition, FigureRow, MissingValueMarker } from '../figure/figure.types.ts';

/** A cell of a figure, named by its row and column. */
export type NamedCell = { row: string; column: string; rowLabel: string; columnLabel: string };

/** Names a row by its first text. */
export function getRowName(definition: Pick<FigureDefinition, 'columns'>, row: FigureRow): string {
  for (const { key } of definition.columns) {
    const cell = row.cells[key];
    if (cell?.kind === 'text') return cell.text;
  }
  return row.key;
}

export type CellWithoutNumber = NamedCell & {
  mark: MissingValueMarker;
  /** Of a suppressed figure that is given as a range. */
  range: CountRange | null;
  reason: string | null;
  receipt: string | null;
};

/** Lists the cells without a number, in the order of the table. */
export function listCellsWithoutNumber(definition: FigureDefinition): CellWithoutNumber[] {
  return definition.rows.flatMap((row) =>
    definition.columns.flatMap(({ key, label }) => {
      const cell = row.cells[key];
      if (cell?.kind !== 'none') return [];
      const { mark, reason = null, receipt = null } = cell;
      const rowLabel = getRowName(definition, row);
      const range = findRange(cell);
      return [{ row: row.key, column: key, rowLabel, columnLabel: label, mark, range, reason, receipt }];
    }),
  );
}

/**
 * Lists the indicators whose values the figure shows, by code and in the order of the table, from the
 * receipts.
 */
export function listFigureIndicators(definition: FigureDefinition): string[] {
  const codes = new Set<string>();
  for (const { cells } of definition.rows) {
    for (const cell of Object.values(cells)) {
      const code = cell.kind === 'text' ? undefined : /^\/values\/([^/]+)\//.exec(cell.receipt ?? '')?.[1];
      if (code) codes.add(decodeURIComponent(code));
    }
  }
  const [, own] = /^\/indicators\/([^/?#]+)/.exec(definition.path) ?? [];
  if (codes.size === 0 && own) codes.add(decodeURIComponent(own));
  return [...codes];
}

/**
 * Returns whose values a figure shows: the region's, single reporters', or both. From the receipts, and from
 * rows for reporters if none of them has released anything.
 */
export function listFigureScopes(definition: FigureDefinition): { region: boolean; reporters: boolean } {
  const scopes = { region: false, reporters: false };
  for (const { cells } of definition.rows) {
    for (const cell of Object.values(cells)) {
      if (cell.kind === 'text') {
        if (/^\/(states|bodies)\//.test(cell.path ?? '')) scopes.reporters = true;
        continue;
      }
      const scope = /^\/values\/[^/]+\/[^/]+\/([^/]+)\//.exec(cell.receipt ?? '')?.[1];
      if (scope === 'region') scopes.region = true;
      else if (scope !== undefined) scopes.reporters = true;
    }
  }
  return scopes;
}

/**
 * A cell of a newer publication's figure and its earlier content; null if the row or column does not exist.
 */
export type ChangedCell = NamedCell & { before: FigureCell | null; now: FigureCell | null };

/** The content of a cell in which two publications can differ. */
const substance = (cell: FigureCell | undefined): string =>
  !cell
    ? ''
    : cell.kind === 'number'
      ? JSON.stringify([cell.value, cell.numerator, cell.denominator])
      : cell.kind === 'none'
        ? JSON.stringify([cell.mark, findRange(cell)])
        : cell.text;

/** Compares two states of a figure, in the order of the newer one; cells that are gone come last. */
export function compareFigures(before: FigureDefinition, now: FigureDefinition): ChangedCell[] {
  const old = new Map(before.rows.map((row) => [row.key, row]));
  const fresh = new Map(now.rows.map((row) => [row.key, row]));
  const labels = new Map([...before.columns, ...now.columns].map(({ key, label }) => [key, label]));
  const columns = new Set([...now.columns, ...before.columns].map(({ key }) => key));
  const changed: ChangedCell[] = [];
  for (const key of new Set([...fresh.keys(), ...old.keys()])) {
    const [was, is] = [old.get(key), fresh.get(key)];
    const row = is ?? was;
    if (!row) continue;
    const rowLabel = is ? getRowName(now, is) : getRowName(before, row);
    for (const column of columns) {
      const [then, today] = [was?.cells[column], is?.cells[column]];
      if (substance(then) === substance(today)) continue;
      const columnLabel = labels.get(column) ?? column;
      changed.push({ row: key, column, rowLabel, columnLabel, before: then ?? null, now: today ?? null });
    }
  }
  return changed;
}
