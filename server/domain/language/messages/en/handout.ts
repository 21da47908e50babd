/** The links to two-page briefs and decks of slides. */
export const downloads = {
  title: 'Downloads',
  brief: 'Two-page brief (PDF)',
  deck: 'Slides (PowerPoint)',
} as const;

/** Two-page briefs and decks of slides, which are in English. */
export const handout = {
  whole: 'Progress of the plan',
  messages: 'Main messages',
  late: 'What is delayed, and why',
  indicators: 'Indicators and targets',
  released: 'Figures that {name} has released',
  nothingReleased: '{name} has released no figure of its own for {round}.',
  noActivity: 'No activity of the plan is linked to it',
  record: 'It reported for {share} that it was asked for',
  recordOfOne: 'It reported for the one round that it was asked for',
  noRecordOfOne: 'It did not report for the one round that it was asked for',
  source: 'Source',
  sourceHelp:
    'Everything here is public. Each figure, with where it comes from, is on the pages of the publication.',
  meeting: 'Meeting',
  notice: 'Notice',
  from: 'Publication {number}, {date}.',
  code: 'Code',
  activity: 'Activity',
  indicator: 'Indicator',
  lead: 'Lead body',
  why: 'Why',
  unit: 'Unit',
  noReason: 'No released report says why.',
  moreLate: '{count} more on the page “Plan”.',
  moreTargets: '{count} more on the page of the state.',
  moreIndicators: '{count} more on the page “Indicators”.',
} as const;
