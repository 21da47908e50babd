/** What pairs need of an entry: the states that work together. */
export type CooperationItem = { kind: string; states: readonly string[] };

export type CooperationPair<Item extends CooperationItem> = {
  /** Codes of two states, in the given order. */
  one: string;
  other: string;
  items: Item[];
};

/**
 * Lists the pairs of states that work together, from entries of cooperation: an entry with three states makes
 * three pairs and counts once in each. A state that is not in `order` makes no pair. Pairs are in that order,
 * whatever their number of entries: this is no ranking.
 */
export function listPairs<Item extends CooperationItem>(
  items: readonly Item[],
  order: readonly string[],
): CooperationPair<Item>[] {
  const place = new Map(order.map((code, at) => [code, at]));
  const pairs = new Map<string, CooperationPair<Item>>();
  for (const item of items) {
    const states = [...new Set(item.states)]
      .filter((code) => place.has(code))
      .sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
    states.forEach((one, at) => {
      for (const other of states.slice(at + 1)) {
        const key = `${one}/${other}`;
        const pair = pairs.get(key) ?? { one, other, items: [] };
        pair.items.push(item);
        pairs.set(key, pair);
      }
    });
  }
  return [...pairs.values()].sort(
    (a, b) =>
      (place.get(a.one) ?? 0) - (place.get(b.one) ?? 0) ||
      (place.get(a.other) ?? 0) - (place.get(b.other) ?? 0),
  );
}
