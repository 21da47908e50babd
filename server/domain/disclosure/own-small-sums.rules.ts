import { type BrokenSum, buildSumKey } from './broken-sum.ts';
import type { DisclosureRules } from './disclosure-settings.rules.ts';
import { isSmall } from './primary-disclosure.rules.ts';
import { type PublicSystem, REGION } from './public-system.calculations.ts';
import { findDivisor, NO_PIVOT, reduceSystem } from './rational-system.calculations.ts';

/**
 * Finds a sum of one reporter's suppressed figures that its shown ones determine and that counts few persons: what is
 * left of a total beside its shown parts, also across linked indicators. `rows` of the result are the reporter's own.
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
  for (const { owner, rows, columns } of memory.tables) {
    const isFew = columns.map(
      (quantity) => !known[quantity] && isFigure(quantity) && isFewPersons(system, rules, quantity),
    );
    if (isFew.filter(Boolean).length < 2) continue;
    const key = `${owner} ${columns.map((quantity, at) => (known[quantity] ? 1 : isFew[at] ? 2 : 0)).join('')}`;
    const sums = memory.determined.get(key) ?? listDetermined(system, known, rows, columns, isFew);
    memory.determined.set(key, sums);
    for (const chosen of sums) {
      const total = chosen.reduce((sum, quantity) => sum + system.truth[quantity]!, 0n);
      if (chosen.length < 2 || !chosen.some((one) => secrets.has(one)) || !isSmall(rules, total)) continue;
      const isOf = (row: number) => system.rows[row]!.quantities.some((one) => chosen.includes(one));
      const found = { rows: rows.filter(isOf), owners: [owner] };
      if (!accepted.has(buildSumKey(found))) return found;
    }
  }
  return null;
}

/** A reporter with the rows over its figures alone, and the quantities in these. */
type OwnTable = { owner: number; rows: number[]; columns: number[] };

/**
 * By system: the tables of reporters, and the sums that each determines by what is known of it. A search changes what is
 * known of one or two reporters at a time.
 */
const memories = new WeakMap<PublicSystem, { tables: OwnTable[]; determined: Map<string, number[][]> }>();

const isFewPersons = ({ kindOf, truth }: PublicSystem, rules: DisclosureRules, quantity: number): boolean =>
  kindOf[quantity] === 'persons' && (truth[quantity] === 0n || isSmall(rules, truth[quantity]!));

function listOwnTables({ rows, ownerOf }: PublicSystem): OwnTable[] {
  const groups = Map.groupBy(rows.keys(), (row) => {
    const owners = new Set(rows[row]!.quantities.map((quantity) => ownerOf[quantity]!));
    return owners.size === 1 ? [...owners][0]! : REGION;
  });
  groups.delete(REGION);
  return [...groups].map(([owner, own]) => ({
    owner,
    rows: own,
    columns: [...new Set(own.flatMap((row) => rows[row]!.quantities))],
  }));
}

/**
 * Lists sets of the chosen columns whose sum is determined, each column once: the rows that are left when all other
 * unknowns are eliminated, and sums and differences of two of them.
 */
function listDetermined(
  system: PublicSystem,
  known: readonly boolean[],
  rows: readonly number[],
  columns: readonly number[],
  isChosen: readonly boolean[],
): number[][] {
  const numberOf = new Map(columns.map((quantity, number) => [quantity, number]));
  const equations = rows.map((row) => {
    const { quantities, signs } = system.rows[row]!;
    return { quantities: quantities.map((quantity) => numberOf.get(quantity)!), signs };
  });
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
