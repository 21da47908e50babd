import { formatRangeInWords } from '../language/number-format.ts';
import { findRange, type RangeLimits } from '../value/count-range.ts';

/** The content of a published cell, as far as it decides the explanation. */
export type ExplainedCell = {
  state: 'reported' | 'not_available' | 'not_applicable' | 'not_yet_reported' | 'suppressed' | 'withheld';
  value: string | null;
  denominator: string | null;
  /** The public note beside the figure, if it has one. */
  note: string | null;
  scope: 'region' | 'reporter';
} & RangeLimits;

/**
 * Explains a cell in sentences that are the same for every cell of its kind: an explanation of its own would
 * reveal more about a hidden figure than its marker.
 */
export function describeReason(cell: ExplainedCell): string[] {
  const { state, value, denominator, note, scope } = cell;
  const own = note ? [note] : [];
  switch (state) {
    case 'reported':
      return [
        ...(value === null && Number(denominator) === 0
          ? [
              'There was nothing to take a share of, so there is no percentage. A share of nothing is not zero.',
            ]
          : []),
        ...(value !== null && Number(value) === 0
          ? ['Zero was reported: it is a number, not a gap. Nobody has left the question open here.']
          : []),
        ...own,
      ];
    case 'suppressed': {
      const range = findRange(cell);
      if (range) {
        return [
          `Given as a range: ${formatRangeInWords(range)}. The number itself is not shown, to protect persons and the figures of single reporters. The ranges are fixed and the same for all figures, so that where one begins and ends says nothing.`,
        ];
      }
      return [
        ...(own.length > 0
          ? own
          : ['Not shown, to protect small numbers and the figures of single reporters.']),
        'Whether the number itself is small, or is hidden so that another one cannot be worked out, is not told: that would narrow down what it can be.',
      ];
    }
    case 'withheld':
      return [
        'No figure is released here. Whether there is one is not public either.',
        'A government decides which of its figures are made public.',
      ];
    case 'not_available':
      return [
        scope === 'region'
          ? 'No number is available from any reporter to whom the question applies. That is not a zero.'
          : 'The reporter answered that it holds no figure. That is not a zero.',
        ...own,
      ];
    case 'not_applicable':
      return [
        scope === 'region'
          ? 'The question arises for no reporter in this round, or there was nothing to take a share of.'
          : 'The question does not arise for this reporter.',
        ...own,
      ];
    case 'not_yet_reported':
      return [
        scope === 'region'
          ? 'No reporter has given a number, and at least one has not answered this part of the question for the round.'
          : 'The reporter has not answered this part of the question for the round.',
        ...own,
      ];
  }
}
