import type { Logger } from 'pino';

/**
 * Logs an error of a page as a fault, unless the page only refused the request, such as a form sent to a page
 * without an action.
 */
export function logPageFault(log: Logger, request: Request, error: unknown): void {
  const about = { err: error, method: request.method, url: request.url };
  if (isRefusal(error)) log.debug(about, 'page refused a request');
  else log.error(about, 'page failed');
}

/** A response with a 4xx status: React Router throws these, and they are no errors of ours. */
function isRefusal(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || error instanceof Error) return false;
  return 'status' in error && typeof error.status === 'number' && error.status < 500;
}
