import { formatFigureNumber, formatWithUnit } from '#server/domain/language/format-counts.ts';
import { noNumberWords } from '#app/features/status/no-number.tsx';
import type { FigureChange, FigureWords, IndicatorWords } from './answers.ts';

type Place = { scope: string; dimension: string | null; category: string | null };

/** Which figure of its indicator: "region", "region, Sex: Female", "Cambodia". */
export function namePlace(place: Place, words: FigureWords, indicator: IndicatorWords | undefined): string {
  const scope =
    place.scope === 'region'
      ? 'region'
      : (words.reporters.find(({ code }) => code === place.scope)?.name ?? place.scope);
  if (place.dimension === null) return scope;
  const dimension = indicator?.dimensions.find(({ code }) => code === place.dimension);
  const category = dimension?.categories.find(({ code }) => code === place.category);
  return `${scope}, ${dimension?.name ?? place.dimension}: ${category?.name ?? place.category}`;
}

/** What a figure says in a few words: "62.5%", "1 204", "7 states say yes", "suppressed". */
export function describePreviewed(
  figure: FigureChange['now'],
  indicator: Pick<IndicatorWords, 'measure' | 'unit' | 'choices'> | undefined,
): string {
  if (!figure) return 'nothing';
  if (figure.state !== 'reported') {
    return figure.state in noNumberWords
      ? noNumberWords[figure.state as keyof typeof noNumberWords].word.toLowerCase()
      : figure.state;
  }
  if (figure.choice !== null) {
    return indicator?.choices.find(({ code }) => code === figure.choice)?.label ?? figure.choice;
  }
  if (figure.distribution !== null) {
    return Object.entries(figure.distribution)
      .map(([code, n]) => `${indicator?.choices.find((choice) => choice.code === code)?.label ?? code}: ${n}`)
      .join('; ');
  }
  if (figure.value === null) {
    return figure.denominator === '0' ? 'no percentage, nothing to count' : 'no number';
  }
  return indicator?.measure === 'money'
    ? formatWithUnit(figure.value, indicator.unit)
    : formatFigureNumber(figure.value, indicator?.measure === 'percentage' ? '%' : '');
}
