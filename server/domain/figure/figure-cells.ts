import type { FigureState, RoundFigure } from '#server/domain/finding/public-figure.types.ts';
import type { CoverageState } from '#server/domain/plan/coverage.calculations.ts';
import { findRange } from '../value/count-range.ts';
import type { FigureCell } from './figure.types.ts';
import { buildReceiptPath } from './receipt-path.ts';

/** What a published figure belongs to: with its round, the address of its receipt. */
export type FigurePlace = {
  indicator: string;
  scope: string;
  dimension: string | null;
  category: string | null;
};

export const buildRegionPlace = (indicator: string): FigurePlace => ({
  indicator,
  scope: 'region',
  dimension: null,
  category: null,
});

/**
 * Returns the cell of a published figure: its number exactly as published, or the marker of why there is
 * none. `answer` gives label and symbol if the figure is an answer. The cell includes the figure's note, such
 * as the reason for a suppression.
 */
export function buildFigureCell(
  figure: RoundFigure,
  place: FigurePlace,
  options: {
    unit?: string | undefined;
    answer?: ((code: string) => { text: string; mark: string }) | undefined;
  } = {},
): FigureCell {
  const receipt = buildReceiptPath({ ...place, round: figure.round });
  if (figure.state !== 'reported') {
    return {
      kind: 'none',
      mark: figure.state,
      ...findRange(figure),
      ...(figure.note ? { reason: figure.note } : {}),
      receipt,
    };
  }
  if (figure.choice !== null) {
    const { text, mark } = options.answer?.(figure.choice) ?? { text: figure.choice, mark: 'dot' };
    return { kind: 'text', text, mark, list: { name: 'choice', code: figure.choice }, path: receipt };
  }
  if (figure.value === null) {
    // A share of nothing is not 0 %.
    const reason = figure.denominator === '0' ? 'There was nothing to count.' : (figure.note ?? undefined);
    return { kind: 'none', mark: 'not_applicable', ...(reason ? { reason } : {}), receipt };
  }
  return {
    kind: 'number',
    value: figure.value,
    ...(options.unit === undefined ? {} : { unit: options.unit }),
    ...(figure.numerator !== null && figure.denominator !== null
      ? { numerator: figure.numerator, denominator: figure.denominator }
      : {}),
    ...(figure.keptFrom ? { keptFrom: figure.keptFrom } : {}),
    receipt,
  };
}

const withoutFigure: Record<CoverageState, { mark: Exclude<FigureState, 'reported'>; reason: string }> = {
  reported: { mark: 'withheld', reason: 'A report for this round is in; it has no released figure here.' },
  not_reported: { mark: 'not_yet_reported', reason: 'No report for this round.' },
  not_due: { mark: 'not_applicable', reason: 'No report was due for this round.' },
};

/**
 * Returns the cell of a reporter without a public figure of its own. It uses the public list of reports
 * alone, so it reveals nothing about the content of the report: whether a figure was given, none was
 * available or the question was left open. The code of the marker is "withheld", its words "No released
 * figure".
 */
export const buildUnreleasedCell = (state: CoverageState | undefined): FigureCell => ({
  kind: 'none',
  ...withoutFigure[state ?? 'not_due'],
});
