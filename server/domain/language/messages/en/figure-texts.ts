/**
 * What figures say of themselves beside their finding: sources, coverage, notes, descriptions, headings and words of
 * their tables. They are sealed in English with a publication, by server/domain/figure; a page in another language
 * finds the message that a text was made from, and says it in its own words. See app/features/figure/figure-text.tsx.
 *
 * Places: a number or plural is a number, "year" has four digits, "code" holds no space, and one that ends in "Share" is
 * itself a text of this list. Everything else may be any text, and stays as it is.
 */
export const figureTexts = {
  // Sources.
  sourceLeadBodies: 'reports of lead bodies, as accepted by the secretariat',
  sourceLead: 'reports of {code}, as accepted by the secretariat',
  sourceReceived: 'reports received and accepted by the secretariat',
  sourceRule: 'accepted reports, put together by the rule of the indicator',
  sourceRules: 'accepted reports, put together by the rule of each indicator',
  sourceReleased: 'accepted reports, released by the reporter',
  sourceRecords: 'the tracker’s own records of activities and reports',
  sourceLibrary: 'library of the tracker, as released by the secretariat',
  sourceParticipation: 'the plan, and reports as accepted by the secretariat',
  sourceTimeline: 'the work plan; statuses from reports of lead bodies, as accepted by the secretariat',

  // Coverage.
  someStates: '{part, number} of {whole, plural, one {# state} other {# states}}',
  noStates: 'none of {whole, plural, one {# state} other {# states}}',
  allStates: 'all {whole, plural, one {# state} other {# states}}',
  someBodies: '{part, number} of {whole, plural, one {# body} other {# bodies}}',
  noBodies: 'none of {whole, plural, one {# body} other {# bodies}}',
  allBodies: 'all {whole, plural, one {# body} other {# bodies}}',
  someReporters: '{part, number} of {whole, plural, one {# reporter} other {# reporters}}',
  statesAndBodies: '{stateShare} and {bodyShare}',
  statesReporting: '{part, number} of {whole, plural, one {# state} other {# states}} reporting',
  bodiesReporting: '{part, number} of {whole, plural, one {# body} other {# bodies}} reporting',
  bothReporting:
    '{part, number} of {whole, plural, one {# state or body} other {# states and bodies}} reporting',
  statesWithFigure:
    '{part, number} of {whole, plural, one {# state with a figure of its own} other {# states with a figure of their own}}',
  reportersWithFigure:
    '{part, number} of {whole, plural, one {# reporter with a figure of its own} other {# reporters with a figure of their own}}',
  libraryNone: 'no entry of the library',
  libraryNames:
    '{entries, plural, one {# entry of the library, which names} other {# entries of the library, which name}} {stateShare}',
  part: '{part, number} of {whole, number}',

  // Notes.
  noteStillStands: 'Where a lead body has not reported for a round, its last status still stands.',
  noteTrack: 'The bar under the marks is along the years in which the activity runs.',
  noteDotted:
    'Where {code} has not reported for a round, its last status still stands: a dotted line leads from it.',
  noteCarried:
    '{carried, number} of {statuses, plural, one {# status} other {# statuses}} {carried, plural, one {is} other {are}} from an earlier report, since the lead body has not reported again.',
  noteLater:
    '{count, plural, one {# activity begins} other {# activities begin}} in a later round: nothing is expected there yet.',
  noteLeft:
    '{count, plural, one {# activity has left the plan and is} other {# activities have left the plan and are}} not counted.',
  noteWholePlan:
    'Every activity of the plan is counted, also one that begins later, with its last reported status. An indicator on the activities of a year counts only those that run in that year and are reported for the round.',
  noteTimeline: 'Filled is what lies before the end of {round}, open is what is still to come.',
  noteMap:
    'Squares are equal and roughly in the states’ positions. Where a round was not due, the state was not asked.',
  noteGrid: 'Where a round was not due, the reporter was not asked. The order is that of the names.',
  noteParticipation:
    'Squares are equal and stand roughly as the states lie. How many activities name a state says nothing of how well it does.',
  notePairs:
    'An entry counts once for each pair of the states that it names: one with three states makes three pairs.',
  noteEmptySquare:
    'An empty square says that the library has no such entry, not that two states do not work together.',
  noteSameScale:
    'In alphabetical order, all on the same scale from zero. Laws, systems and populations differ, so states cannot be compared.',
  noteOwnScale:
    'Each chart has its own scale from zero, up to 100 for percentages. They show different things and cannot be compared.',
  noteMarkedStates:
    '{count, plural, one {# state is} other {# states are}} shown with marks alone, which say why.',
  noteMarkedReporters:
    '{count, plural, one {# reporter is} other {# reporters are}} shown with marks alone, which say why.',
  noteMarkedFigures:
    '{count, plural, one {# figure is} other {# figures are}} shown with marks alone, which say why.',
  noteSilentStates:
    '{count, plural, one {# state released nothing and is left out here: it counts} other {# states released nothing and are left out here: they count}} in regional totals only, or not at all.',
  noteSilentReporters:
    '{count, plural, one {# reporter released nothing and is left out here: it counts} other {# reporters released nothing and are left out here: they count}} in regional totals only, or not at all.',
  noteOverlapPersons:
    'Sum of reports, not unique persons: two states may report the same person, for instance where one finds and the other receives.',
  noteOverlapUnitPersons:
    'Sum of reports, not unique {unit}: two states may report the same person, for instance where one finds and the other receives.',
  noteOverlapCases:
    'Sum of reports, not unique {unit}: two states may report the same case, for instance where one finds and the other receives.',
  noteYearBar:
    'The bar of a year adds up its rounds, so that its top can be held against the target of that year. A report that is missing is not a zero: under each round is how many reports are in it.',
  noteYearBarPersons:
    'The bar of a year adds up its rounds, so that its top can be held against the target of that year. A person may be counted in several rounds. A report that is missing is not a zero: under each round is how many reports are in it.',
  noteParts:
    'Parts can add up to less than the total if a report had no breakdown. Parts of different splits overlap.',
  noteAnswers: 'Which state gave which answer is shown only where the state has released it.',
  noteSteps:
    'Each step is a count of its own. Somebody found in one round may be identified, referred or returned in a later one, so the steps do not follow one group of people, and dividing one by another gives no rate.',
  noteStepsEvenOf:
    'Each step holds {reports, number} of {expected, number} reports, though not always of the same states.',
  noteStepsEven: 'Each step holds {reports, number} reports, though not always of the same states.',
  noteStepsUnevenOf:
    'The steps rest on {least, number} to {most, number} of {expected, number} reports, not always of the same states: a step can be higher or lower because others reported.',
  noteStepsUneven:
    'The steps rest on {least, number} to {most, number} reports, not always of the same states: a step can be higher or lower because others reported.',
  noteSlice:
    '{names} shows only the part of the indicator on {slice}; the other steps show the whole of theirs, which can take in other forms of trafficking.',
  noteSlices:
    '{names} show only the part of the indicator on {slice}; the other steps show the whole of theirs, which can take in other forms of trafficking.',
  noteStepsOverlap:
    'Two states may report the same person. The counts are sums of reports, not of unique persons.',
  noteStepHidden: '{names} has no number here; the mark says why. That is not zero.',
  noteStepsHidden: '{names} have no number here; the mark says why. That is not zero.',

  // Descriptions.
  aboutActivity: 'Status of activity {code} in each round, along the years in which it runs',
  aboutPairs: 'Pairs of states that work together, by the number of entries in the library',
  aboutPairsOfLens: 'Pairs of states that work together: {lens}, by the number of entries in the library',
  aboutMap: 'Map of the member states: which have reported for the newest rounds',
  aboutGrid: 'Which member states and sectoral bodies have reported for which round, by name',
  aboutSteps:
    '{lens}: separate counts for {round}, from the first step to the last; they do not follow one group of people',
  aboutByArea: 'Activities by thematic area and status, {round}',
  aboutByAreaOfLens: '{lens}: activities by thematic area and status, {round}',
  aboutByRound: 'Activities by round and status',
  aboutByRoundOfArea: 'Activities of area {code} by round and status',
  aboutByRoundOfObjective: 'Activities of objective {code} by round and status',
  aboutParticipation:
    'States and bodies: in how many activities each takes part, and whether it reported for each of the newest rounds, up to {round}',
  aboutOwn: 'Figures that {name} has released, by round, each beside its own past',
  aboutPlan:
    'All {count, plural, one {# activity} other {# activities}} by thematic area, in the order of the plan, as they stood in {round}',
  aboutYears:
    'The years in which {count, plural, one {# activity runs} other {# activities run}}, by objective, and how each stood in {round}',
  aboutYearsOfArea:
    'The years in which {count, plural, one {# activity runs} other {# activities run}} of area {code}, by objective, and how each stood in {round}',
  aboutYearsOfObjective:
    'The years in which {count, plural, one {# activity runs} other {# activities run}} of objective {code}, by objective, and how each stood in {round}',
  aboutByState: '{indicator}: released figures of single states by round, in the order of the alphabet',
  aboutByReporter: '{indicator}: released figures of single reporters by round, in the order of the alphabet',
  aboutCourse: '{indicator}: the regional figure by round',
  aboutCourseTargets: '{indicator}: the regional figure by round, with targets',
  aboutBreakdown: '{indicator}: the regional figure by {dimension} and round',
  aboutAnswers: '{indicator}: how many states gave each answer, by round',

  // Headings of tables.
  round: 'Round',
  status: 'Status',
  asOf: 'As of',
  state: 'State',
  reporter: 'Reporter',
  kind: 'Kind',
  pair: 'Pair of states',
  entries: 'Entries',
  byKind: 'By kind',
  who: 'Who',
  activities: 'Activities',
  leads: 'Leads',
  cooperates: 'Cooperates',
  takesPart: 'Takes part',
  indicator: 'Indicator',
  unit: 'Unit',
  area: 'Thematic area',
  objective: 'Objective',
  lead: 'Lead',
  activity: 'Activity',
  step: 'Step',
  what: 'What is counted',
  count: 'Count',
  outOf: 'Out of',
  partOf: 'Part of',
  reportsIn: 'Reports in it',
  note: 'Note',
  outcome: 'Outcome',
  targetOfYear: 'Target for the year',
  targetOfEnd: 'Target for the end of the year',
  reportingStates: 'States reporting',
  reportingBodies: 'Bodies reporting',
  reportingBoth: 'States and bodies reporting',
  percentage: 'Percentage',
  statesHeading: 'States',
  silent: 'Not reporting',
  personsInRound: 'Persons in the round',
  unitInRound: '{unit} in the round',

  // Words of tables.
  total: 'Total',
  targetFor: 'Target for {year}',
  targetForEnd: 'Target for the end of {year}',
  baseline: 'Baseline, {year}',
  reported: 'Reported',
  notReported: 'Not reported',
  notDue: 'Not due',
  notYetReported: 'Not yet reported',
  notDueYet: 'Not due yet',
  ended: 'Ended',
  merged: 'Merged into another',
  split: 'Split into others',
  runs: 'runs',
  body: 'Sectoral body',
  states: 'Member states',
  bodies: 'Sectoral bodies',
  answer: 'answer',
  met: 'Met',
  missed: 'Missed',
  doubtful: 'Cannot be said: {doubtShare}',
  doubtReports: '{part, number} of {whole, number} reported',
  doubtBreak: 'the definition changed within {year}',
  doubtNone: 'no released figure',
  doubtNoneFor: 'no released figure for {rounds}',
  doubtRounds: 'the rounds do not cover the whole of {year}',
  doubtCoverage: 'how many reported is not stated',
  doubtPersons: 'a person may be counted in several rounds',
  noFigure: 'No released figure.',
  protected: 'Not shown, to protect small numbers and the figures of single reporters.',
  persons: '{count, plural, one {# person} other {# persons}}',
  inspections: '{count, plural, one {# inspection} other {# inspections}}',
  statesCounted: '{count, plural, one {# state} other {# states}}',
  yes: 'Yes',
  noPercentage: 'no percentage',
} as const;
