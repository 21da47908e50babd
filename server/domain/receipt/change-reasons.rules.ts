import type { FigureState } from '../finding/public-figure.types.ts';

/** Why a figure of a later publication differs from an earlier one, as far as what both show tells. */
export const changeReasons = [
  'new_round',
  'new_indicator',
  'gone',
  'suppressed',
  'shown',
  'consent',
  'definition',
  'coverage',
  'correction',
] as const;
export type ChangeReason = (typeof changeReasons)[number];

/** In which of two publications something stands. */
export type StandsIn = 'both' | 'later' | 'earlier';

/** What two publications say of one cell, as far as it bears on the reason. Everything here is public. */
export type ChangeFacts = {
  roundIn: StandsIn;
  indicatorIn: StandsIn;
  scope: 'region' | 'reporter';
  /** Null: the publication has no such figure. */
  before: FigureState | null;
  after: FigureState | null;
  /** How many reports more or fewer are in it; null where one of the two does not say. */
  moreReports: 'more' | 'fewer' | 'same' | null;
  /** Whether the reporter of a figure of its own had reported for the round. */
  reporterBefore: boolean | null;
  reporterAfter: boolean | null;
  /** Whether the indicator is defined otherwise. */
  redefined: boolean;
};

/**
 * The reasons for which a figure differs, the weightiest first; never empty. The first one is enough to group by: what
 * is new needs no other reason, and what was hidden is not also called a correction.
 */
export function explainChange(facts: ChangeFacts): ChangeReason[] {
  const { roundIn, indicatorIn, scope, before, after, moreReports, redefined } = facts;
  if (roundIn === 'later') return ['new_round'];
  if (indicatorIn === 'later') return ['new_indicator'];
  if (roundIn === 'earlier' || indicatorIn === 'earlier') return ['gone'];
  const also: ChangeReason[] = redefined ? ['definition'] : [];
  if (after === 'suppressed') return ['suppressed', ...also];
  if (before === 'suppressed' && after !== null && after !== 'withheld') return ['shown', ...also];
  if (before === 'withheld' || after === 'withheld') return ['consent', ...also];
  if (scope === 'reporter') {
    // Its own figures come with its report, or later by its consent.
    if (before === null || after === null) {
      return [facts.reporterBefore === facts.reporterAfter ? 'consent' : 'coverage', ...also];
    }
    return facts.reporterBefore === facts.reporterAfter ? [...also, 'correction'] : ['coverage', ...also];
  }
  if (moreReports === 'more' || moreReports === 'fewer') return [...also, 'coverage'];
  return [...also, 'correction'];
}
