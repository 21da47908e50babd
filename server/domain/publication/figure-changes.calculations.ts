import type { RangeLimits } from '../value/count-range.ts';

/** A public figure with everything in which two publications can differ. Numbers are exact decimal text. */
export type ComparedFigure = RangeLimits & {
  indicator: string;
  round: string;
  /** 'region' or a reporter's code. */
  scope: string;
  dimension: string | null;
  category: string | null;
  /** "reported" has numbers; any other state explains why there is none. */
  state: string;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  distribution: Record<string, number> | null;
  choice: string | null;
};

export type FigureChange = {
  /**
   * `shown`: a number where there was none. `changed`: another number. `hidden`: no number where there was
   * one.
   */
  kind: 'shown' | 'changed' | 'hidden';
  before: ComparedFigure | null;
  now: ComparedFigure | null;
} & Pick<ComparedFigure, 'indicator' | 'round' | 'scope' | 'dimension' | 'category'>;

/** A figure by where it stands and what it says, however its range is written. */
type Numbers = Omit<ComparedFigure, keyof RangeLimits>;

/** Where a figure stands within its indicator and round. Codes have no line breaks. */
const keyOf = ({ scope, dimension, category }: Numbers) => `${scope}\n${dimension ?? ''}\n${category ?? ''}`;

const isSameCell = (one: Numbers, other: Numbers) =>
  one.scope === other.scope && one.dimension === other.dimension && one.category === other.category;

/**
 * The figures of a publication, of which each is taken once. Those of an indicator and a round nearly always come in the
 * same order in both publications, so that nothing is looked up by its words.
 */
function createTaking(figures: readonly ComparedFigure[]) {
  type Place = { list: ComparedFigure[]; at: number; rest: Map<string, ComparedFigure> | null };
  const places = new Map<string, Map<string, Place>>();
  const findPlace = ({ indicator, round }: Numbers) => places.get(indicator)?.get(round);
  for (const figure of figures) {
    const place = findPlace(figure);
    if (place) place.list.push(figure);
    else {
      const ofIndicator = places.get(figure.indicator) ?? new Map<string, Place>();
      places.set(figure.indicator, ofIndicator.set(figure.round, { list: [figure], at: 0, rest: null }));
    }
  }
  return {
    take(figure: Numbers): ComparedFigure | undefined {
      const place = findPlace(figure);
      if (!place) return undefined;
      const next = place.list[place.at];
      if (!place.rest && next && isSameCell(next, figure)) {
        place.at += 1;
        return next;
      }
      place.rest ??= new Map(place.list.slice(place.at).map((one) => [keyOf(one), one]));
      const key = keyOf(figure);
      const found = place.rest.get(key);
      place.rest.delete(key);
      return found;
    },
    /** What nobody has taken. */
    listRest: () =>
      [...places.values()].flatMap((ofIndicator) =>
        [...ofIndicator.values()].flatMap(({ list, at, rest }) =>
          rest ? [...rest.values()] : list.slice(at),
        ),
      ),
  };
}

/** Whether two figures say the same in the same words, as nearly all do: so they need not be taken apart. */
const isSameText = (one: Numbers, other: Numbers) =>
  one.state === other.state &&
  one.value === other.value &&
  one.numerator === other.numerator &&
  one.denominator === other.denominator &&
  one.choice === other.choice &&
  one.distribution === other.distribution;

/** "40.0" and "40" are the same number. */
const plain = (number: string | null) => (number?.includes('.') ? number.replace(/\.?0+$/, '') : number);

const numbersOf = (figure: Numbers | undefined) =>
  figure?.state === 'reported'
    ? JSON.stringify([
        plain(figure.value),
        plain(figure.numerator),
        plain(figure.denominator),
        figure.choice,
        figure.distribution && Object.entries(figure.distribution).sort(([a], [b]) => (a < b ? -1 : 1)),
      ])
    : null;

/**
 * Lists the numbers in which a new publication differs from the present one, in the order of the new one;
 * numbers that are gone come last. Leaves out rounds that only one of them has: there everything is new, or
 * gone. `describe` makes of a figure what is told of it where it differs.
 */
export function listFigureChanges<Figure extends Numbers>(
  before: readonly ComparedFigure[],
  now: readonly Figure[],
  describe: (figure: Figure) => ComparedFigure,
): FigureChange[] {
  const earlier = createTaking(before);
  const roundsBefore = new Set(before.map(({ round }) => round));
  const roundsNow = new Set(now.map(({ round }) => round));
  const changes: FigureChange[] = [];
  const compare = (was: ComparedFigure | undefined, is: Figure | undefined) => {
    const figure = is ?? was;
    if (!figure || (was && is && isSameText(was, is))) return;
    const [numbersBefore, numbersNow] = [numbersOf(was), numbersOf(is)];
    if (numbersBefore === numbersNow) return;
    const { indicator, round, scope, dimension, category } = figure;
    changes.push({
      kind: numbersBefore === null ? 'shown' : numbersNow === null ? 'hidden' : 'changed',
      indicator,
      round,
      scope,
      dimension,
      category,
      before: was ?? null,
      now: is ? describe(is) : null,
    });
  };
  for (const is of now) {
    if (!roundsBefore.has(is.round)) continue;
    compare(earlier.take(is), is);
  }
  for (const was of earlier.listRest()) if (roundsNow.has(was.round)) compare(was, undefined);
  return changes;
}
