import {
  describeCooperation,
  describeCooperationCoverage,
} from '#server/domain/finding/cooperation-findings.ts';
import { formatList } from '#server/domain/language/list-format.ts';
import {
  buildLibraryPath,
  type CooperationItem,
  listPairs,
} from '#server/domain/library/list-published-library.ts';
import type { FigureDefinition } from './figure.types.ts';

/**
 * Builds the figure of which states work together: every pair named by entries of cooperation, and in how
 * many. `states` are in display order; with a lens, only entries of that lens count. The id is "cooperation",
 * or "cooperation.<lens>".
 */
export function buildCooperation(
  publication: FigureDefinition['publication'],
  states: readonly { code: string; name: string }[],
  kinds: readonly { code: string; label: string }[],
  items: readonly CooperationItem[],
  lens: { code: string; title: string } | null = null,
): FigureDefinition {
  const pairs = listPairs(
    items,
    states.map(({ code }) => code),
  );
  const nameOf = (code: string) => states.find((state) => state.code === code)?.name ?? code;
  const counted = new Set(pairs.flatMap((pair) => pair.items));
  const named = new Set(pairs.flatMap(({ one, other }) => [one, other]));
  return {
    id: lens ? `cooperation.${lens.code}` : 'cooperation',
    title: describeCooperation(
      pairs.map(({ one, other }) => ({ one: nameOf(one), other: nameOf(other) })),
      lens?.title,
    ),
    summary: `Pairs of states that work together${lens ? `: ${lens.title}` : ''}, by the number of entries in the library`,
    path: lens ? `/cooperation?lens=${encodeURIComponent(lens.code)}` : '/cooperation',
    unit: 'entries',
    source: 'library of the tracker, as released by the secretariat',
    coverage: describeCooperationCoverage(counted.size, named.size, states.length),
    notes: [
      'An entry counts once for each pair of the states that it names: one with three states makes three pairs.',
      'An empty square says that the library has no such entry, not that two states do not work together.',
    ],
    publication,
    columns: [
      { key: 'pair', label: 'Pair of states', numeric: false },
      { key: 'entries', label: 'Entries', numeric: true },
      { key: 'kinds', label: 'By kind', numeric: false },
    ],
    rows: pairs.map(({ one, other, items: own }) => ({
      key: `${one}-${other}`,
      cells: {
        pair: {
          kind: 'text',
          text: formatList([nameOf(one), nameOf(other)]),
          path: buildLibraryPath({ states: [one, other], cooperation: true, lens: lens?.code }),
        },
        entries: { kind: 'number', value: String(own.length) },
        kinds: { kind: 'text', text: describeKinds(kinds, own) },
      },
    })),
    chart: {
      kind: 'matrix',
      label: 'pair',
      value: 'entries',
      detail: 'kinds',
      list: 'state',
      axis: states.map(({ code, name }) => ({ code, name })),
      places: Object.fromEntries(pairs.map(({ one, other }) => [`${one}-${other}`, { one, other }])),
    },
  };
}

/**
 * Lists kinds with their counts, in the order of the kinds: "Cooperation between states: 2; Agreement between
 * states: 1".
 */
function describeKinds(
  kinds: readonly { code: string; label: string }[],
  items: readonly CooperationItem[],
): string {
  return kinds
    .flatMap(({ code, label }) => {
      const count = items.filter(({ kind }) => kind === code).length;
      return count === 0 ? [] : [`${label}: ${count}`];
    })
    .join('; ');
}
