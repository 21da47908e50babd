import pino from 'pino';
import type { DestinationStream, Logger, LoggerOptions } from 'pino';
import { describeFields } from './describe-fields.ts';
import { maskText } from './mask-text.ts';

/**
 * Creates the log: one line of JSON for each entry, without secrets and without anything that people wrote.
 * Fields pass an allow-list (describe-fields.ts), errors are described instead of printed
 * (describe-error.ts), and each finished line is masked once more. The message must be a fixed sentence of
 * ours: never interpolate into it.
 *
 * @param destination standard output if omitted
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    // Describe errors under this name like all others: pino's own serialiser would print the message.
    serializers: { err: (described: unknown) => described },
    formatters: { log: describeFields },
    hooks: {
      logMethod(args, method) {
        const [first, second] = args as unknown[];
        if (typeof first === 'string') return method.apply(this, [first]);
        const about = first instanceof Error ? { err: first } : (first ?? {});
        // Without a message pino would use the error's own.
        return method.apply(this, [about, typeof second === 'string' ? second : 'no sentence']);
      },
      streamWrite: maskText,
    },
  };
  const log = destination ? pino(options, destination) : pino(options);
  // Child bindings, such as the request's reference, bypass pino's formatters, so they are described here.
  const makeChild = Reflect.get(log, 'child') as unknown as (
    this: Logger,
    bindings: object,
    more?: object,
  ) => Logger;
  log.child = function makeDescribedChild(this: Logger, bindings: object, more?: object) {
    return makeChild.call(this, describeFields(bindings), more);
  } as unknown as typeof log.child;
  return log;
}

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
