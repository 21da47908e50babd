import {
  type AggregatedIndicator,
  calculateRegionalFigure,
  type Contribution,
} from '../aggregation/aggregate.calculations.ts';
import type { ValueState } from '../value/indicator-definition.ts';
import type { ReportFigure } from './build-facts.calculations.ts';

/** One reporter's part in one round, as in a compilation. */
export type ReportedPart = {
  reporter: string;
  release: 'regional' | 'national' | 'withheld';
  cells: readonly {
    dimension: string | null;
    category: string | null;
    state: ValueState;
    value: string | null;
    numerator: string | null;
    denominator: string | null;
    choice: string | null;
  }[];
};

type Place = { dimension: string | null; category: string | null };

/**
 * Calculates the regional figures of one indicator in one round by its own rule, for those who may see what
 * is not public. A report that must not be published in any form is in no total here either: the report goes
 * to all member states.
 */
export function calculateReportFigures(
  indicator: AggregatedIndicator & { disclosureClass: string },
  round: string,
  places: readonly Place[],
  parts: readonly ReportedPart[],
): ReportFigure[] {
  return places.map(({ dimension, category }) => {
    const contributions = parts.map(({ reporter, release, cells }): Contribution => {
      const cell = cells.find((one) => one.dimension === dimension && one.category === category);
      const withheld = release === 'withheld';
      const state = cell?.state ?? 'not_yet_reported';
      return {
        reporter,
        state: withheld && state !== 'not_applicable' ? 'not_available' : state,
        value: withheld ? null : (cell?.value ?? null),
        numerator: withheld ? null : (cell?.numerator ?? null),
        denominator: withheld ? null : (cell?.denominator ?? null),
        choice: withheld ? null : (cell?.choice ?? null),
      };
    });
    const { value, contributing, expected, coverage } = calculateRegionalFigure({ indicator, contributions });
    const isClosed = indicator.disclosureClass === 'internal';
    return {
      round,
      dimension,
      category,
      state: isClosed
        ? 'withheld'
        : contributing.length > 0
          ? 'reported'
          : coverage.not_yet_reported > 0
            ? 'not_yet_reported'
            : coverage.not_available > 0
              ? 'not_available'
              : 'not_applicable',
      value: isClosed ? null : value,
      contributing: contributing.length,
      expected,
    };
  });
}
