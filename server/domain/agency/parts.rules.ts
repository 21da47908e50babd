import { buildCellKey, type IndicatorDefinition } from '../value/indicator-definition.ts';

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
