/** What people call the columns of activities and indicators that a form shows. */
const labels: Readonly<Record<string, string>> = {
  code: 'Code',
  objective: 'Objective',
  title: 'Title',
  description: 'Description',
  lead: 'Lead body',
  cooperating: 'Cooperating bodies',
  participating_states: 'States that take part',
  partners: 'Partners',
  active_years: 'Years in which it runs',
  tags: 'Tags',
  lenses: 'Lenses',
  actip_articles: 'Articles of the convention',
  basis: 'Where it was decided',
  definition: 'Definition',
  counting_rule: 'Counting rule',
  numerator_label: 'Above the line of the percentage',
  denominator_label: 'Below the line of the percentage',
  added_from: 'Counts from',
  ended_from: 'Ended from',
  merged_into: 'Goes on in',
  split_from: 'Split from',
};

/** A column in words; one that no form shows keeps its name in the workbook. */
export const labelColumn = (column: string): string => labels[column] ?? column;
