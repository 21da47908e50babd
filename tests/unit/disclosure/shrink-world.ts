import type { DisclosureCell } from '#server/domain/disclosure/disclosure.types.ts';
import { listSmallerWorlds, type World } from './worlds.ts';

/** How many smaller worlds are tried: this limits the time. */
const patience = 150;

/** A small world in which still something is so, leaving out one thing at a time. */
export function shrinkWorld(world: World, isSo: (smaller: World) => boolean): World {
  let smallest = world;
  let tried = 0;
  const findSmaller = () => {
    for (const candidate of listSmallerWorlds(smallest)) {
      if (measureSize(candidate) >= measureSize(smallest)) continue;
      tried += 1;
      if (tried > patience) return null;
      if (isSo(candidate)) return candidate;
    }
    return null;
  };
  for (let next = findSmaller(); next; next = findSmaller()) smallest = next;
  return smallest;
}

/** The number of cells, and of cells that change between two publications. */
function measureSize({ states }: World): number {
  const written = states.map((state) => new Set(state.flat().map((cell) => JSON.stringify(cell))));
  return written.reduce(
    (size, cells, at) =>
      size + cells.size + (at > 0 ? [...cells].filter((cell) => !written[at - 1]!.has(cell)).length : 0),
    0,
  );
}

/** A world in a few lines: what each reporter says of each indicator in each publication. */
export function describeWorld({ name, indicators, states, equalities }: World): string {
  const write = (cell: DisclosureCell) => {
    const number = cell.value ?? (cell.denominator === null ? null : `${cell.numerator}/${cell.denominator}`);
    const place = cell.dimension === null ? 'total' : `${cell.dimension}=${cell.category}`;
    return `${place} ${cell.state === 'reported' ? number : cell.state}`;
  };
  const lines = states.flatMap((state, publication) =>
    state.flatMap((cells, index) => [
      `publication ${publication + 1}, ${indicators[index]?.code} (${indicators[index]?.measure}, ${indicators[index]?.personCount ? 'persons' : 'no persons'})`,
      ...[...Map.groupBy(cells, ({ reporter }) => reporter)].map(
        ([reporter, own]) => `  ${reporter} ${own[0]?.release}: ${own.map(write).join(', ')}`,
      ),
    ]),
  );
  const same = equalities.map(
    ({ left, right }) =>
      `${left.indicator} ${left.part} = ${right.indicator} ${right.part}${right.category === null ? '' : ` ${right.dimension}=${right.category}`}`,
  );
  return [name, ...same, ...lines].join('\n');
}
