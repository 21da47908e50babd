import type { IndicatorDetail } from '#server/trpc/routers/dashboard-figures.router.ts';

type Rule = Pick<
  IndicatorDetail,
  'aggregation' | 'unit' | 'choices' | 'numeratorLabel' | 'denominatorLabel' | 'reportedBy'
>;

/** How the regional figure is put together, as a sentence. */
export function formatRule(indicator: Rule): string {
  switch (indicator.aggregation) {
    case 'sum':
      return 'The reports of a round are added up.';
    case 'sum_of_reports':
      return `Sum of reports, not unique ${indicator.unit}: the reports of a round are added up, and one may be in several of them.`;
    case 'percentage':
      return indicator.reportedBy === 'register'
        ? 'Worked out from the tracker’s own records of the round.'
        : 'Both parts are added up over all reports and divided: the percentages of single reporters are never averaged.';
    case 'count_of_states': {
      const counted = indicator.choices.filter(({ counts }) => counts).map(({ label }) => `“${label}”`);
      return `Number of states that answer ${counted.join(' or ')}.`;
    }
    case 'none':
      return 'Reports are not put together.';
  }
}

/** What readers must know before they compare figures, as sentences. */
export function listComparabilityNotes(indicator: IndicatorDetail): string[] {
  const notes: string[] = [];
  if (indicator.crossBorderOverlap || indicator.aggregation === 'sum_of_reports') {
    notes.push(
      `Two states may report the same ${indicator.personCount ? 'person' : 'case'}, for instance where one finds and the other receives. Totals are sums of reports, not of unique ${indicator.unit === '%' ? 'persons' : indicator.unit}.`,
    );
  }
  if (indicator.direction === 'none') {
    notes.push(
      'More is neither better nor worse here. A higher figure can come from more cases as well as from cases being found and recorded more fully.',
    );
  }
  if (indicator.reportedBy !== 'register' && indicator.measure !== 'text') {
    notes.push('A regional figure holds only those who reported. Read it with the coverage beside it.');
  }
  if (indicator.personCount) {
    notes.push(
      'Counts of 1 to 10 persons are suppressed, with as many other figures as it takes that none of them can be worked out.',
    );
  }
  if (indicator.disclosureClass === 'restricted') {
    notes.push('The figure of a single reporter is shown only where the reporter has released it.');
  }
  return notes;
}

/** The level of an indicator in the plan's logic, as a word that stands alone. */
export const describeLevel = (level: string): string => level.charAt(0).toUpperCase() + level.slice(1);
