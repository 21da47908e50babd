/** The not-found page, and pages before the first publication. */
export const errors = {
  notHere: 'This page is not here',
  gone: 'This file is no longer here',
  notReadable: 'This address cannot be read',
  mistyped: 'The address may be mistyped, or what it showed is not part of the plan any more.',
  findIt: 'You may find it here:',
  plan: 'The plan with all its activities',
  indicators: 'All indicators',
  publication: 'Publication {number}',
  publications: 'Every publication, as it stood',
  overview: 'Overview',
  nothingYet: 'Nothing has been published yet',
  nothingYetText:
    'Figures and statuses appear here with the first publication, once a round has been reported, reviewed and compiled.',
} as const;
