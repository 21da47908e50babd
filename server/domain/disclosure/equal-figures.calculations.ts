import type { PublicSystem } from './public-system.calculations.ts';
import { NO_PIVOT, reduceSystem, type SumRow } from './rational-system.calculations.ts';

/** A reporter's own rows, over its figures by their number in `columns`, and what was found by what is known of these. */
type OwnTable = { columns: number[]; rows: SumRow[]; found: Map<string, Map<number, bigint>> };

/** By system and owner. A search asks of the same reporters again and again, with another figure or two known. */
const tables = new WeakMap<PublicSystem, Map<number, OwnTable>>();

/**
 * Finds, for each unknown figure of a reporter, the least of those that its own rows tie to it by a known difference:
 * "male" of one breakdown is "violence" of another and four more, where all other parts of both are shown. Whoever
 * knows a sum with the one knows that with the other.
 */
export function findLeastTied(
  system: PublicSystem,
  known: readonly boolean[],
  owner: number,
): ReadonlyMap<number, bigint> {
  const { truth } = system;
  const { columns, rows, found } = getOwnTable(system, owner);
  const isKnown = columns.map((quantity) => known[quantity]!);
  const key = isKnown.map(Number).join('');
  const before = found.get(key);
  if (before) return before;
  const reduced = reduceSystem(columns.length, rows, isKnown);
  const forms = new Map(columns.map((_, column) => [column, `1×${column}`]));
  reduced.rows.forEach((row, index) => {
    const pivot = reduced.pivots[index]!;
    if (pivot === NO_PIVOT) return;
    // What the pivot is in terms of the figures that are free.
    const terms = [...row.entries()].filter(
      ([column, coefficient]) => column !== pivot && coefficient !== 0 && !isKnown[column],
    );
    forms.set(pivot, terms.map(([column, coefficient]) => `${-coefficient / row[pivot]!}×${column}`).join());
  });
  const open = columns.flatMap((quantity, column) => (isKnown[column] ? [] : [{ quantity, column }]));
  const least = new Map<number, bigint>();
  for (const tied of Map.groupBy(open, ({ column }) => forms.get(column)!).values()) {
    const smallest = tied
      .map(({ quantity }) => truth[quantity]!)
      .reduce((one, other) => (other < one ? other : one));
    for (const { quantity } of tied) least.set(quantity, smallest);
  }
  found.set(key, least);
  return least;
}

function getOwnTable(system: PublicSystem, owner: number): OwnTable {
  const ofSystem = tables.get(system) ?? new Map<number, OwnTable>();
  tables.set(system, ofSystem);
  const before = ofSystem.get(owner);
  if (before) return before;
  const own = system.rows.filter(({ quantities }) =>
    quantities.every((quantity) => system.ownerOf[quantity] === owner),
  );
  const columns = [...new Set(own.flatMap(({ quantities }) => quantities))];
  const numberOf = new Map(columns.map((quantity, number) => [quantity, number]));
  const rows = own.map(({ quantities, signs }) => ({
    quantities: quantities.map((quantity) => numberOf.get(quantity)!),
    signs,
  }));
  const table = { columns, rows, found: new Map() };
  ofSystem.set(owner, table);
  return table;
}
