import type { Logger } from 'pino';

/**
 * Logs what a page met: as a fault, unless it is only the page's refusal of a request, such as a form sent to a page
 * that takes none.
 */
export function logPageFault(log: Logger, request: Request, error: unknown): void {
  const about = { err: error, method: request.method, url: request.url };
  if (isRefusal(error)) log.debug(about, 'page refused a request');
  else log.error(about, 'page failed');
}

/** An answer with a status of the client's making. The pages' framework throws such, which are no errors. */
function isRefusal(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || error instanceof Error) return false;
  return 'status' in error && typeof error.status === 'number' && error.status < 500;
}
