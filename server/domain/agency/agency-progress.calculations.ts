import { buildCellKey, type DimensionDefinition } from '../value/indicator-definition.ts';
import { type HeldIndicatorPart, listCellHolders } from './parts.rules.ts';

export type DueActivity = {
  code: string;
  complete: boolean;
  updatedAt: string | null;
  holder: string | null;
};
export type DueIndicator = {
  code: string;
  /** Whether the total has a figure or a reason for none. */
  complete: boolean;
  updatedAt: string | null;
  dimensions: DimensionDefinition[];
  held: HeldIndicatorPart<string>[];
  /** Keys of the cells with content; loaded for indicators that several agencies share. */
  filled: readonly string[];
  /** When which cells were last changed, newest first; loaded for indicators that several agencies share. */
  changes: { at: string; parts: readonly string[] }[];
};

export type AgencyItem = {
  kind: 'activity' | 'indicator';
  code: string;
  complete: boolean;
  /** Keys of the agency's cells; null for the whole indicator. */
  cells: string[] | null;
  /** When any of it was last changed. */
  updatedAt: string | null;
};

/** Whether an indicator is reported by more than one agency. */
export const isShared = (held: readonly HeldIndicatorPart<string>[]): boolean =>
  held.some(({ dimension }) => dimension !== null);

/**
 * Lists what an agency holds of a report, item by item. An indicator is complete when its total has content;
 * an agency that holds only parts of it is done when each of its cells has content.
 */
export function listAgencyItems(
  agency: string,
  activities: readonly DueActivity[],
  indicators: readonly DueIndicator[],
): AgencyItem[] {
  const own: AgencyItem[] = activities
    .filter(({ holder }) => holder === agency)
    .map(({ code, complete, updatedAt }) => ({ kind: 'activity', code, complete, cells: null, updatedAt }));
  for (const indicator of indicators) {
    const cells = listCellHolders(indicator, indicator.held);
    const keys = cells.filter(({ holder }) => holder === agency).map(({ key }) => key);
    if (keys.length === 0) continue;
    const isWhole = keys.length === cells.length;
    own.push({
      kind: 'indicator',
      code: indicator.code,
      complete: keys.includes(buildCellKey(null, null))
        ? indicator.complete
        : keys.every((key) => indicator.filled.includes(key)),
      cells: isWhole ? null : keys,
      updatedAt: isWhole
        ? indicator.updatedAt
        : (indicator.changes.find(({ parts }) => parts.some((part) => keys.includes(part)))?.at ?? null),
    });
  }
  return own;
}

/** Lists which cells, and whether the note, differ between two states of an indicator in its history. */
export function listChangedParts(before: HistoryOfCells, after: HistoryOfCells): string[] {
  const spell = (state: HistoryOfCells) =>
    new Map(
      (state?.cells ?? []).map((cell) => [
        buildCellKey(cell.dimension ?? null, cell.category ?? null),
        JSON.stringify(Object.entries(cell).sort(([a], [b]) => (a < b ? -1 : 1))),
      ]),
    );
  const [old, now] = [spell(before), spell(after)];
  return [...new Set([...old.keys(), ...now.keys()])].filter((key) => old.get(key) !== now.get(key));
}

export type HistoryOfCells = { cells?: { dimension?: string; category?: string }[] } | null;
