import { parseNumber } from '#server/domain/value/indicator-value.rules.ts';

/** Larger than anything that the rules let through: here a figure is only read, not judged. */
const anySize = 10n ** 18n;

/** The exact number that a person typed, or null while it is not one. */
export function readFigure(typed: string): string | null {
  if (typed.trim() === '') return null;
  const read = parseNumber(typed, { decimals: true, largest: anySize });
  return 'number' in read ? read.number : null;
}
