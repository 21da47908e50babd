import pino, { type DestinationStream, type Logger, type LoggerOptions } from 'pino';
import { describeFields } from './describe-fields.ts';
import { maskText } from './mask-text.ts';

/**
 * The log: lines of JSON that hold no secret and no word of anybody's. What is logged beside the sentence goes through
 * an allow-list (describe-fields.ts), errors are described and not written out (describe-error.ts), and every line is
 * masked as a whole in the end. The sentence itself must be ours: nothing is ever put into it.
 *
 * @param destination standard output when left out
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    // Errors under this name are described with the rest; pino's own way would write them out.
    serializers: { err: (described: unknown) => described },
    formatters: { log: describeFields },
    hooks: {
      logMethod(args, method) {
        const [first, second] = args as unknown[];
        if (typeof first === 'string') return method.apply(this, [first]);
        const about = first instanceof Error ? { err: first } : (first ?? {});
        // Without a sentence pino would take the error's message for one.
        return method.apply(this, [about, typeof second === 'string' ? second : 'no sentence']);
      },
      streamWrite: maskText,
    },
  };
  const log = destination ? pino(options, destination) : pino(options);
  // What a part of the tracker logs with every line, such as the reference of its request, is not formatted by pino.
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
