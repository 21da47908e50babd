import { type BrokenSum, buildSumKey } from './broken-sum.ts';
import type { DisclosureRules } from './disclosure-settings.rules.ts';
import { isSmall } from './primary-disclosure.rules.ts';
import { type PublicSystem, REGION } from './public-system.calculations.ts';
import { findDivisor, NO_PIVOT, reduceSystem, type SumRow } from './rational-system.calculations.ts';

/**
 * Finds a sum of one reporter's suppressed figures that its shown ones determine and that counts few persons: what is
 * left of a total beside its shown parts, also across linked indicators, and across publications where two sums of the
 * region tell by how much one reporter has changed. `rows` of the result are the reporter's own and these sums.
 */
export function findSmallOwnSum(
  system: PublicSystem,
  known: readonly boolean[],
  rules: DisclosureRules,
  accepted: ReadonlySet<string>,
): BrokenSum | null {
  const secrets = new Set(system.protectedQuantities.map(({ quantity }) => quantity));
  // What a breakdown leaves over, or a percentage, is no figure of its own.
  const isFigure = (quantity: number) => secrets.has(quantity) || system.figuresOf[quantity]!.length > 0;
  const memory = memories.get(system) ?? {
    tables: listOwnTables(system),
    determined: new Map<string, number[][]>(),
  };
  memories.set(system, memory);
  const left = addLeftOver(memory.tables, system, known);
  for (const { owner, rows: own, shared, columns } of memory.tables) {
    const isFew = columns.map(
      (quantity) =>
        !known[quantity] &&
        system.ownerOf[quantity] === owner &&
        isFigure(quantity) &&
        isFewPersons(system, rules, quantity),
    );
    if (isFew.filter(Boolean).length < 2) continue;
    const told = shared.filter(({ others }) => others.every((quantity) => left[quantity]));
    const rows = [...own, ...told];
    const key = [
      owner,
      columns.map((quantity, at) => (known[quantity] ? 1 : isFew[at] ? 2 : 0)).join(''),
      told.map(({ from }) => from).join(),
    ].join(' ');
    const sums = memory.determined.get(key) ?? listDetermined(known, rows, columns, isFew);
    memory.determined.set(key, sums);
    for (const chosen of sums) {
      const total = chosen.reduce((sum, quantity) => sum + system.truth[quantity]!, 0n);
      if (chosen.length < 2 || !chosen.some((one) => secrets.has(one)) || !isSmall(rules, total)) continue;
      const isOf = (row: number) => system.rows[row]!.quantities.some((one) => chosen.includes(one));
      const direct = rows.filter(({ from }) => from.some(isOf));
      // What is hidden in these may be left over by the region, which then tells the sum as well.
      const unknown = new Set(
        direct.flatMap(({ quantities }) => quantities.filter((one) => !known[one] && !chosen.includes(one))),
      );
      const indirect = told.filter(({ quantities }) => quantities.some((one) => unknown.has(one)));
      const found = {
        rows: [
          ...new Set([
            ...direct.flatMap(({ from }) => from.filter(isOf)),
            ...indirect.flatMap(({ from }) => from),
          ]),
        ],
        owners: [owner],
      };
      if (!accepted.has(buildSumKey(found))) return found;
    }
  }
  return null;
}

/** A reporter with what ties its figures alone, what ties them to `others`, and its quantities. */
type OwnTable = { owner: number; rows: OwnRow[]; shared: SharedRow[]; columns: number[] };

/** A sum over several reporters: the figures of one of them, which are told where all `others` are known. */
type SharedRow = OwnRow & { others: number[] };

/** A row over the figures of one reporter and sums of the region; `from` are the rows of the system behind it. */
type OwnRow = SumRow & { from: number[] };

/**
 * By system: the tables of reporters, and the sums that each determines by what is known of it. A search changes what is
 * known of one or two reporters at a time.
 */
const memories = new WeakMap<PublicSystem, { tables: OwnTable[]; determined: Map<string, number[][]> }>();

/**
 * Adds to what is shown the figures that their reporter's own sums tell: the only hidden one of a sum, and all hidden
 * ones where nothing is left for them.
 */
function addLeftOver(
  tables: readonly OwnTable[],
  { truth }: PublicSystem,
  known: readonly boolean[],
): boolean[] {
  const found = [...known];
  let rows = tables.flatMap((table) => table.rows);
  for (let before = -1; before !== rows.length; ) {
    before = rows.length;
    rows = rows.filter(({ quantities, signs }) => {
      const hidden = quantities.filter((quantity) => !found[quantity]);
      const isOneWay = new Set(signs.filter((_, at) => !found[quantities[at]!])).size === 1;
      if (hidden.length > 1 && !(isOneWay && hidden.every((quantity) => truth[quantity] === 0n))) return true;
      for (const quantity of hidden) found[quantity] = true;
      return false;
    });
  }
  return found;
}

const isFewPersons = ({ kindOf, truth }: PublicSystem, rules: DisclosureRules, quantity: number): boolean =>
  kindOf[quantity] === 'persons' && (truth[quantity] === 0n || isSmall(rules, truth[quantity]!));

function listOwnTables(system: PublicSystem): OwnTable[] {
  const { rows, ownerOf } = system;
  const own = rows.flatMap((row, index) => {
    const owners = new Set(row.quantities.map((quantity) => ownerOf[quantity]!));
    return owners.size === 1 && !owners.has(REGION) ? [{ ...row, from: [index] }] : [];
  });
  const groups = Map.groupBy(
    [...own, ...listToldChanges(system)],
    ({ quantities }) => ownerOf[quantities[0]!]!,
  );
  return [...groups].map(([owner, ofOwner]) => {
    const columns = [...new Set(ofOwner.flatMap(({ quantities }) => quantities))];
    return { owner, rows: ofOwner, shared: listSharedRows(system, owner, new Set(columns)), columns };
  });
}

/** Lists the sums over several reporters that one of them is in with `columns` alone. */
function listSharedRows({ rows, ownerOf }: PublicSystem, owner: number, columns: Set<number>): SharedRow[] {
  return rows.flatMap(({ quantities, signs }, row) => {
    const isOwn = quantities.map((quantity) => ownerOf[quantity] === owner);
    const own = quantities.filter((_, at) => isOwn[at]);
    if (own.length === 0 || own.length === quantities.length) return [];
    if (!own.every((quantity) => columns.has(quantity))) return [];
    return [
      {
        quantities: own,
        signs: signs.filter((_, at) => isOwn[at]),
        from: [row],
        others: quantities.filter((_, at) => !isOwn[at]),
      },
    ];
  });
}

/**
 * Lists the corrections that two sums over the same reporters tell, if both are known: of all that is added up in them
 * only the corrected figure is another.
 */
function listToldChanges({ rows, changes, ownerOf }: PublicSystem): OwnRow[] {
  const isRegional = (quantity: number) => ownerOf[quantity] === REGION;
  const changed = new Set(changes.flatMap(({ quantities }) => quantities));
  // By corrected figure: the rows that add it to figures of others.
  const rowsOf = new Map<number, number[]>();
  rows.forEach(({ quantities }, row) => {
    if (new Set(quantities.map((quantity) => ownerOf[quantity])).size < 2) return;
    for (const quantity of quantities) {
      if (changed.has(quantity)) rowsOf.set(quantity, [...(rowsOf.get(quantity) ?? []), row]);
    }
  });
  const nameOthers = (row: number, quantity: number) =>
    rows[row]!.quantities.filter((one) => one !== quantity && !isRegional(one))
      .sort((a, b) => a - b)
      .join();
  return changes.flatMap(({ quantities: [now, then] }) =>
    (rowsOf.get(now!) ?? []).flatMap((after) =>
      (rowsOf.get(then!) ?? []).flatMap((before) => {
        if (nameOthers(after, now!) !== nameOthers(before, then!)) return [];
        const [sums, earlierSums] = [after, before].map((row) => rows[row]!.quantities.filter(isRegional));
        return [
          {
            quantities: [now!, then!, ...sums!, ...earlierSums!],
            signs: [1, -1, ...sums!.map(() => -1), ...earlierSums!.map(() => 1)],
            from: [after, before],
          },
        ];
      }),
    ),
  );
}

/**
 * Lists sets of the chosen columns whose sum is determined, each column once: the rows that are left when all other
 * unknowns are eliminated, and sums and differences of two of them.
 */
function listDetermined(
  known: readonly boolean[],
  rows: readonly OwnRow[],
  columns: readonly number[],
  isChosen: readonly boolean[],
): number[][] {
  const numberOf = new Map(columns.map((quantity, number) => [quantity, number]));
  const equations = rows.map(({ quantities, signs }) => ({
    quantities: quantities.map((quantity) => numberOf.get(quantity)!),
    signs,
  }));
  const isKnown = columns.map((quantity) => known[quantity]!);
  // All others are pivots first, so that rows with a chosen pivot have chosen unknowns alone.
  const reduced = reduceSystem(
    columns.length,
    equations,
    isKnown,
    isChosen.map((one) => (one ? 0 : 1)),
  );
  const left = reduced.rows
    .filter((_, index) => reduced.pivots[index] !== NO_PIVOT && isChosen[reduced.pivots[index]!])
    .map((row) => Array.from(row, (coefficient, column) => (isKnown[column] ? 0 : coefficient)));
  const pairs = left.flatMap((row, index) =>
    left
      .slice(index + 1)
      .flatMap((other) => [
        row.map((coefficient, column) => coefficient + other[column]!),
        row.map((coefficient, column) => coefficient - other[column]!),
      ]),
  );
  return [...left, ...pairs].flatMap((row) => {
    const divisor = row.reduce((common, coefficient) => findDivisor(common, coefficient), 0);
    const signs = new Set(row.filter((coefficient) => coefficient !== 0));
    if (signs.size !== 1 || (!signs.has(divisor) && !signs.has(-divisor))) return [];
    return [columns.filter((_, column) => row[column] !== 0)];
  });
}
