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

const keyOf = (figure: ComparedFigure) =>
  JSON.stringify([figure.indicator, figure.round, figure.scope, figure.dimension, figure.category]);

/** "40.0" and "40" are the same number. */
const plain = (number: string | null) => (number?.includes('.') ? number.replace(/\.?0+$/, '') : number);

const numbersOf = (figure: ComparedFigure | undefined) =>
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
 * gone.
 */
export function listFigureChanges(
  before: readonly ComparedFigure[],
  now: readonly ComparedFigure[],
): FigureChange[] {
  const old = new Map(before.map((figure) => [keyOf(figure), figure]));
  const fresh = new Map(now.map((figure) => [keyOf(figure), figure]));
  const rounds = new Set(before.map(({ round }) => round));
  const common = new Set(now.map(({ round }) => round).filter((round) => rounds.has(round)));
  const changes: FigureChange[] = [];
  for (const key of new Set([...fresh.keys(), ...old.keys()])) {
    const [was, is] = [old.get(key), fresh.get(key)];
    const figure = is ?? was;
    if (!figure || !common.has(figure.round)) continue;
    const [numbersBefore, numbersNow] = [numbersOf(was), numbersOf(is)];
    if (numbersBefore === numbersNow) continue;
    const { indicator, round, scope, dimension, category } = figure;
    changes.push({
      kind: numbersBefore === null ? 'shown' : numbersNow === null ? 'hidden' : 'changed',
      indicator,
      round,
      scope,
      dimension,
      category,
      before: was ?? null,
      now: is ?? null,
    });
  }
  return changes;
}
