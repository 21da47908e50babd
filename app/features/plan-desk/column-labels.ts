/** What people call the columns of activities and indicators. */
const labels: Readonly<Record<string, string>> = {
  code: 'Code',
  area: 'Thematic area',
  objective: 'Objective',
  activity: 'Activity',
  title: 'Title',
  description: 'Description',
  lead: 'Lead body',
  cooperating: 'Cooperating bodies',
  participating_states: 'States that take part',
  partners: 'Partners',
  active_years: 'Years in which it runs',
  tags: 'Tags',
  lenses: 'Topics',
  actip_articles: 'Articles of the convention',
  basis: 'Decided at',
  direction: 'Direction',
  definition: 'Definition',
  counting_rule: 'Counting rule',
  numerator_label: 'Numerator of the percentage',
  denominator_label: 'Denominator of the percentage',
  dimensions: 'Breakdowns',
  baseline_year: 'Year of the baseline',
  baseline_value: 'Baseline',
  targets: 'Targets',
  added_from: 'Applies from',
  ended_from: 'Ended from',
  merged_into: 'Merged into',
  split_from: 'Split from',
};

/** A column in words; one that no form shows keeps its name in the workbook. */
export const labelColumn = (column: string): string => labels[column] ?? column;
