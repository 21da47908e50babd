/** Files of open data, with what a line of each is. */
export const dataFiles: readonly { path: string; name: string; line: string; holds: string }[] = [
  {
    path: '/data/v1/values.csv',
    name: 'values.csv',
    line: 'a figure of a round',
    holds: 'Every public figure: regional totals, their splits, and what reporters have released',
  },
  {
    path: '/data/v1/indicators.csv',
    name: 'indicators.csv',
    line: 'an indicator',
    holds: 'Definitions, counting rules, units, baselines and targets',
  },
  {
    path: '/data/v1/activities.csv',
    name: 'activities.csv',
    line: 'an activity in a round',
    holds: 'Who leads, which years, and the status round by round',
  },
  {
    path: '/data/v1/coverage.csv',
    name: 'coverage.csv',
    line: 'a reporter in a round',
    holds: 'Who has reported for which round',
  },
];

/** What each column of values.csv holds, in the order of the file. */
export const valueColumnWords: readonly { name: string; holds: string }[] = [
  { name: 'indicator_code', holds: 'Code of the indicator in the plan' },
  { name: 'indicator', holds: 'Its title' },
  { name: 'measure', holds: 'count, percentage, money or choice' },
  { name: 'unit', holds: 'What is counted; % for percentages, USD for money' },
  {
    name: 'aggregation',
    holds:
      'How reports are put together: sum, sum_of_reports (not unique persons or cases), percentage, count_of_states',
  },
  { name: 'round_code', holds: 'Code of the reporting round' },
  { name: 'round', holds: 'Its title' },
  { name: 'period_start', holds: 'First day of the period reported on' },
  { name: 'period_end', holds: 'Last day of it' },
  { name: 'scope', holds: 'region, state or body' },
  {
    name: 'reporter_code',
    holds: 'Two letters of the state (ISO 3166-1) or acronym of the body; empty for the region',
  },
  { name: 'reporter', holds: 'Its name; empty for the region' },
  { name: 'dimension_code', holds: 'By what the figure is split; empty for a total' },
  { name: 'dimension', holds: 'The same in words' },
  { name: 'category_code', holds: 'Which part of the split; empty for a total' },
  { name: 'category', holds: 'The same in words' },
  { name: 'state', holds: 'reported, or why there is no number; see above' },
  { name: 'value', holds: 'The figure; for a percentage in per cent; for a count of states how many count' },
  { name: 'numerator', holds: 'For percentages: the part' },
  { name: 'denominator', holds: 'For percentages: the whole' },
  { name: 'answer', holds: 'For one state and a choice: the code of its answer' },
  { name: 'answers', holds: 'For the region and a choice: how many states gave each answer' },
  { name: 'contributing', holds: 'How many reports are in the figure' },
  { name: 'expected', holds: 'How many could have been' },
  { name: 'note', holds: 'What to know of this figure' },
  { name: 'publication', holds: 'Number of the publication that it is drawn from' },
  { name: 'page_url', holds: 'The page that shows it, as it stood in that publication' },
  { name: 'licence', holds: 'Terms of use: CC-BY-4.0' },
];
