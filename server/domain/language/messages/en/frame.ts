import { errorTitles } from '../../../error/error-titles.ts';

/** The header and navigation of every public page. */
export const navigation = {
  main: 'Main',
  overview: 'Overview',
  plan: 'Plan',
  indicators: 'Indicators',
  targets: 'Targets',
  states: 'States',
  bodies: 'Bodies',
  partners: 'Partners',
  cooperation: 'Cooperation',
  library: 'Library',
  publications: 'Publications',
  data: 'Data',
  search: 'Search',
  searchLabel: 'Search the plan, the publications and the library',
  signIn: 'Sign in',
  skip: 'Skip to the content',
  menu: 'Menu',
  languages: 'Languages',
  otherLanguages: 'This page in other languages',
  unreviewed: 'This translation has not been reviewed by a speaker of the language.',
  contentInEnglish: 'What the plan and the reports say is in English.',
  englishOnly:
    'This page is in English only: it quotes files and reports word for word, and those are in English.',
  inEnglish: 'Read this page in English',
  inView: 'Publication in view',
  older: 'An older publication is shown:',
  olderOf: 'publication {number} of {date}, on {round}.',
  newest: 'Show the newest, publication {number}',
  aboutPlan: 'These pages are about another plan than the front page: {plan}.',
  allPlans: 'See all plans',
} as const;

/** The footer of every public page. */
export const footer = {
  drawnFrom: 'From {publication}, on {round}.',
  nothing: 'Nothing has been published yet.',
  licence: 'Published data may be used under {licence}.',
  address: 'Address of this page: {address}',
  more: 'About this site',
  about: 'About',
  methodology: 'Methodology',
  disclosure: 'What is not shown',
  accessibility: 'Accessibility',
  feed: 'Feed of new publications',
  plans: 'Other plans',
} as const;

/**
 * The texts beside status symbols, and how statuses are counted. The labels of statuses are data; see
 * `useLabel`.
 */
export const status = {
  marks: 'Marks',
  countsAsDone: 'counts as completed',
  countsAsLate: 'counts as delayed',
  countsAsOnTrack: 'counts as on track',
  notReportedMeaning: 'the lead body was asked and has not reported a status so far',
} as const;

/** The not-found page, and pages before the first publication. */
export const errors = {
  notHere: errorTitles[404],
  gone: errorTitles[410],
  notReadable: errorTitles[400],
  mistyped: 'The address may be mistyped, or its content may no longer be part of the plan.',
  findIt: 'You may find it here:',
  plan: 'The plan with all its activities',
  indicators: 'All indicators',
  publication: 'Publication {number}',
  publications: 'All publications',
  overview: 'Overview',
  nothingYet: 'Nothing has been published yet',
  nothingYetText:
    'Figures and statuses appear here with the first publication, once a round has been reported, reviewed and compiled.',
} as const;

/** Short terms beside activities and reports, on many pages whose other words may be English. */
export const terms = {
  ledBy: 'Led by',
  years: 'Years:',
  lead: 'Lead',
  cooperating: 'Cooperating',
  takingPart: 'Taking part',
  partners: 'Partners',
  articles: 'Articles of the convention',
  tags: 'Tags',
  topic: 'Topic',
  basis: 'Where it comes from',
  plannedFor: 'Planned for',
  achievements: 'Achievements',
  challenges: 'Challenges',
  obstacles: 'What is in the way',
  helpWanted: 'What would help',
  nextSteps: 'Next steps',
  reported: 'Reported',
  not_reported: 'Not reported',
  not_due: 'Not due',
} as const;
