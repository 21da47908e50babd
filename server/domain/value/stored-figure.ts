/**
 * Formats a stored figure for a field. With exactly three decimals it gets a fourth: "12.345" may have been
 * typed for twelve thousand and is queried, "12.3450" is unambiguous.
 */
export const writeStoredFigure = (figure: string): string => figure.replace(/\.\d{3}$/, '$&0');

type Stored<State> = {
  dimension?: string | null;
  category?: string | null;
  state: State;
} & { [Field in 'value' | 'numerator' | 'denominator' | 'choice' | 'text']?: string | null };

/** Builds input from a stored cell, so that it can be checked and saved again. */
export function buildCellInput<State>(cell: Stored<State>) {
  const { dimension, category, state, value, numerator, denominator, choice, text } = cell;
  const write = (figure: string | null | undefined) => (figure == null ? null : writeStoredFigure(figure));
  const by: Record<string, string> = dimension == null || category == null ? {} : { [dimension]: category };
  return {
    by,
    state,
    value: write(value),
    numerator: write(numerator),
    denominator: write(denominator),
    choice: choice ?? null,
    text: text ?? null,
  };
}
