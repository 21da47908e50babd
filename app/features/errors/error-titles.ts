/** The titles of pages that say what went wrong. */
export const errorTitles = {
  link: 'This link does not work',
  fault: 'Something went wrong on our side',
} as const;

const titlesOfStatus: Readonly<Record<number, string>> = {
  400: 'The request could not be read',
  401: 'Sign in to continue',
  403: 'Your account does not allow this',
  404: 'Page not found',
  405: 'Page not found',
  410: 'This is no longer here',
  409: 'Somebody else has changed this',
  412: 'This cannot be done now',
  413: 'This is too large',
  429: 'Too many attempts',
  503: 'The tracker cannot answer at the moment',
};

/** Names what an HTTP status means to the reader; a fault where it has no name of its own. */
export const nameStatus = (status: number): string => titlesOfStatus[status] ?? errorTitles.fault;
