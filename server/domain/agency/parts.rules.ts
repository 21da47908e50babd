import {
  buildCellKey,
  type IndicatorDefinition,
  type DimensionDefinition,
} from '../value/indicator-definition.ts';

/** A part of an indicator that an agency holds: the whole, one breakdown, or one category of a breakdown. */
export type IndicatorPart = { dimension: string | null; category: string | null };
export type HeldIndicatorPart<Holder> = IndicatorPart & { holder: Holder };

/**
 * Finds who reports a cell: the holder of the category, otherwise of the breakdown, otherwise of the whole
 * indicator; null if there is none. The database applies the same rule (tracker.cell_is_among); a test keeps
 * the two in step.
 */
export function findCellHolder<Holder>(
  held: readonly HeldIndicatorPart<Holder>[],
  cell: IndicatorPart,
): Holder | null {
  const at = (dimension: string | null, category: string | null) =>
    held.find((part) => part.dimension === dimension && part.category === category);
  const narrow =
    cell.dimension === null ? undefined : (at(cell.dimension, cell.category) ?? at(cell.dimension, null));
  return (narrow ?? at(null, null))?.holder ?? null;
}

/** Finds who holds the whole indicator; the note and the consent to publish are theirs. */
export function findIndicatorHolder<Holder>(held: readonly HeldIndicatorPart<Holder>[]): Holder | null {
  return findCellHolder(held, { dimension: null, category: null });
}

/**
 * Lists every cell of an indicator with its key ("total", "sex=female") and its holder, in the order of the
 * page.
 */
export function listCellHolders<Holder>(
  { dimensions }: Pick<IndicatorDefinition, 'dimensions'>,
  held: readonly HeldIndicatorPart<Holder>[],
): { key: string; holder: Holder | null }[] {
  const places: IndicatorPart[] = [
    { dimension: null, category: null },
    ...dimensions.flatMap(({ code, categories }) =>
      categories.map((category) => ({ dimension: code, category: category.code })),
    ),
  ];
  return places.map((place) => ({
    key: buildCellKey(place.dimension, place.category),
    holder: findCellHolder(held, place),
  }));
}

/**
 * What a person may write in one indicator: all cells or those with these keys, and whether also the note.
 */
export type WritablePart = { cells: 'all' | string[]; note: boolean };

/** Finds the part of an indicator that certain agencies hold. */
export function findWritablePart<Holder>(
  definition: Pick<IndicatorDefinition, 'dimensions'>,
  held: readonly HeldIndicatorPart<Holder>[],
  isOwn: (holder: Holder) => boolean,
): WritablePart {
  const cells = listCellHolders(definition, held);
  const own = cells.filter(({ holder }) => holder !== null && isOwn(holder)).map(({ key }) => key);
  const whole = findIndicatorHolder(held);
  return {
    cells: own.length === cells.length ? 'all' : own,
    note: whole !== null && isOwn(whole),
  };
}

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
