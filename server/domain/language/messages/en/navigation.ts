/** The frame around every public page. */
export const navigation = {
  overview: 'Overview',
  plan: 'Plan',
  indicators: 'Indicators',
  onlineScams: 'Online scams',
  library: 'Library',
  publications: 'Publications',
  data: 'Data',
  search: 'Search',
  signIn: 'Sign in',
  skip: 'Skip to the content',
  menu: 'Menu',
  languages: 'Languages',
  unreviewed: 'This translation has not been reviewed by a speaker of the language.',
  partly: 'What the plan and the reports say is in English.',
} as const;
