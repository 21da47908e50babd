/** What an HTTP status means to a reader: the title of every page that says that something did not work. */
export const errorTitles = {
  400: 'This address is not valid',
  401: 'Sign in to continue',
  403: 'You do not have access to this',
  404: 'Page not found',
  405: 'Page not found',
  409: 'Somebody else has changed this',
  410: 'This file is no longer available',
  412: 'This cannot be done now',
  413: 'This is too large',
  415: 'The request could not be read',
  429: 'Too many requests',
  500: 'Something went wrong on our side',
  503: 'The tracker cannot answer at the moment',
} as const;

/** Describes a status by its title; one without a title of its own is a fault of ours. */
export const describeStatus = (status: number): string =>
  (errorTitles as Readonly<Record<number, string>>)[status] ?? errorTitles[500];
