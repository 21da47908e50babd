/** The content of a published cell, as far as it decides the explanation. */
export type ExplainedCell = {
  state: 'reported' | 'not_available' | 'not_applicable' | 'not_yet_reported' | 'suppressed' | 'withheld';
  value: string | null;
  denominator: string | null;
  /** The public note beside the figure, if it has one. */
  note: string | null;
  scope: 'region' | 'reporter';
};

/**
 * Explains a cell in sentences that are the same for every cell of its kind: an explanation of its own would
 * reveal more about a hidden figure than its marker.
 */
export function describeReason({ state, value, denominator, note, scope }: ExplainedCell): string[] {
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
    case 'suppressed':
      return [
        ...(own.length > 0
          ? own
          : ['Not shown, to protect small numbers and the figures of single reporters.']),
        'Whether the number itself is small, or is hidden so that another one cannot be worked out, is not told: that would narrow down what it can be.',
      ];
    case 'withheld':
      return [
        ...(own.length > 0 ? own : ['Not released for publication.']),
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
