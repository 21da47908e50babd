import type { EarlierFigure } from '../disclosure/disclosure.types.ts';
import { listShownFigures } from '../disclosure/earlier-figures.calculations.ts';
import { trimDecimalOrNull } from '../value/decimal.calculations.ts';
import type { FigureInput, TracedFigure } from './decide-figures.ts';

/** Two figures are the same if their numbers or ranges and the reporters behind them are. */
const keyOf = ({ publication: _publication, distribution: _distribution, ...figure }: EarlierFigure) =>
  JSON.stringify([
    figure.round,
    figure.scope,
    figure.dimension,
    figure.category,
    figure.value,
    figure.numerator,
    figure.denominator,
    figure.choice,
    figure.range,
    figure.contributing,
  ]);

/**
 * Returns the input after one more publication: the figures shown under this number are added to those that
 * earlier publications have shown, so that nothing can be derived from them together with later decisions. As
 * in listEarlierFigures, a figure is added only once if an earlier publication shows the same from the same
 * compilation.
 */
export function addShownFigures(
  input: FigureInput,
  publication: number,
  decided: readonly TracedFigure[],
): FigureInput {
  const superseded = new Set(
    input.superseded.flatMap(({ round, publications }) => publications.map((number) => `${round}/${number}`)),
  );
  const earlier = new Map(input.earlier);
  for (const [indicator, figures] of Map.groupBy(decided, (one) => one.indicator)) {
    const before = earlier.get(indicator) ?? [];
    const known = new Set(
      before.flatMap((figure) =>
        superseded.has(`${figure.round}/${figure.publication}`) ? [] : [keyOf(figure)],
      ),
    );
    const added = listShownFigures(figures, publication)
      .map((figure) => ({
        ...figure,
        value: trimDecimalOrNull(figure.value),
        numerator: trimDecimalOrNull(figure.numerator),
        denominator: trimDecimalOrNull(figure.denominator),
      }))
      .filter((figure) => !known.has(keyOf(figure)));
    if (added.length > 0) earlier.set(indicator, [...before, ...added]);
  }
  return { ...input, earlier };
}
