import type { ChangeReason } from './change-reasons.rules.ts';

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
