import type { FigureState } from '../finding/public-figure.types.ts';

/** Why a figure differs between two publications, as far as both reveal it. */
export const changeReasons = [
  'new_round',
  'new_indicator',
  'gone',
  'suppressed',
  'shown',
  'range',
  'consent',
  'definition',
  'coverage',
  'correction',
] as const;
export type ChangeReason = (typeof changeReasons)[number];

/** Which of two publications have something. */
export type StandsIn = 'both' | 'later' | 'earlier';

/** What two publications show of one cell, as far as it explains a difference. Everything here is public. */
export type ChangeFacts = {
  roundIn: StandsIn;
  indicatorIn: StandsIn;
  scope: 'region' | 'reporter';
  /** Null if the publication has no such figure. */
  before: FigureState | null;
  after: FigureState | null;
  /** Whether more or fewer reports are included; null if one of the two does not say. */
  moreReports: 'more' | 'fewer' | 'same' | null;
  /** Whether the reporter, for a figure of its own, had reported for the round. */
  reporterBefore: boolean | null;
  reporterAfter: boolean | null;
  /** Whether the definition of the indicator changed. */
  redefined: boolean;
};

/**
 * Lists the reasons for a difference, most important first; never empty. The first is enough to group by: a
 * new figure needs no other reason, and a hidden one is not also called a correction.
 */
export function listChangeReasons(facts: ChangeFacts): ChangeReason[] {
  const { roundIn, indicatorIn, scope, before, after, moreReports, redefined } = facts;
  if (roundIn === 'later') return ['new_round'];
  if (indicatorIn === 'later') return ['new_indicator'];
  if (roundIn === 'earlier' || indicatorIn === 'earlier') return ['gone'];
  const also: ChangeReason[] = redefined ? ['definition'] : [];
  // Two figures without a number differ only by the range of one of them.
  if (before === 'suppressed' && after === 'suppressed') return ['range', ...also];
  if (after === 'suppressed') return ['suppressed', ...also];
  if (before === 'suppressed' && after !== null && after !== 'withheld') return ['shown', ...also];
  if (before === 'withheld' || after === 'withheld') return ['consent', ...also];
  if (scope === 'reporter') {
    // A reporter's own figures appear with its report, or later with its consent.
    if (before === null || after === null) {
      return [facts.reporterBefore === facts.reporterAfter ? 'consent' : 'coverage', ...also];
    }
    return facts.reporterBefore === facts.reporterAfter ? [...also, 'correction'] : ['coverage', ...also];
  }
  if (moreReports === 'more' || moreReports === 'fewer') return [...also, 'coverage'];
  return [...also, 'correction'];
}

/** The heading for figures that changed for one reason, and what the reason means. */
export const changeReasonWords: Record<ChangeReason, { title: string; short: string; meaning: string }> = {
  new_round: {
    title: 'Of new rounds',
    short: 'new round',
    meaning: 'The earlier publication did not cover the round.',
  },
  new_indicator: {
    title: 'Of new indicators',
    short: 'new indicator',
    meaning: 'The indicator was not in the plan before, or was not public.',
  },
  gone: {
    title: 'No longer there',
    short: 'no longer there',
    meaning: 'The later publication does not hold the round or the indicator.',
  },
  suppressed: {
    title: 'Now suppressed',
    short: 'now suppressed',
    meaning:
      'Not shown any more, to protect small numbers and the figures of single reporters. What was published stays published.',
  },
  shown: {
    title: 'Now shown',
    short: 'no longer suppressed',
    meaning:
      'With what has been reported since, the figure can be shown without telling that of a single reporter.',
  },
  range: {
    title: 'With another range',
    short: 'other range',
    meaning:
      'Suppressed in both. One of them gives a range, because the count is small there; the first publications gave none.',
  },
  consent: {
    title: 'Released or held back by their reporters',
    short: 'consent changed',
    meaning:
      'A reporter decides for each round whether its own figures are shown and whether they count in the region.',
  },
  definition: {
    title: 'Defined otherwise',
    short: 'definition changed',
    meaning: 'What is counted, or how, was worded anew, so the two figures are not of the same thing.',
  },
  coverage: {
    title: 'With more or fewer reports',
    short: 'other reports are in it',
    meaning: 'Reports came in after the earlier publication, or were taken back.',
  },
  correction: {
    title: 'Corrected',
    short: 'corrected',
    meaning: 'As many reports are in it, and at least one of them was put right.',
  },
};

/** Joins reasons: "Corrected; definition changed". */
export const describeReasons = (reasons: readonly ChangeReason[]): string => {
  const said = reasons.map((reason) => changeReasonWords[reason].short).join('; ');
  return said.charAt(0).toUpperCase() + said.slice(1);
};
