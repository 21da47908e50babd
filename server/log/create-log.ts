import pino from 'pino';
import type { DestinationStream, Logger, LoggerOptions } from 'pino';
import { maskText } from './mask-text.ts';
import { describeError } from './describe-error.ts';

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
export function recordPageFault(log: Logger, request: Request, error: unknown): void {
  const about = { err: error, method: request.method, url: request.url };
  if (isRefusal(error)) log.debug(about, 'page refused a request');
  else log.error(about, 'page failed');
}

/** A response with a 4xx status: React Router throws these, and they are no errors of ours. */
function isRefusal(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || error instanceof Error) return false;
  return 'status' in error && typeof error.status === 'number' && error.status < 500;
}

/**
 * Text under these names is logged if it is a code or a name without spaces. Under any other name it is left
 * out.
 */
const knownNames = new Set([
  'account',
  'action',
  'actor',
  'address',
  'answer',
  'code',
  'event',
  'exit',
  'host',
  'ip',
  'job',
  'kind',
  'mail',
  'method',
  'migrations',
  'mode',
  'name',
  'network',
  'operation',
  'outcome',
  'parts',
  'path',
  'person',
  'personId',
  'procedure',
  'publication',
  'reason',
  'reporter',
  'requestId',
  'role',
  'round',
  'signal',
  'stage',
  'state',
  'status',
  'url',
  'verb',
  'why',
]);
/** Nothing under these names is ever logged. */
const secretNames =
  /pass(word|wd|phrase)|secret|token|cookie|authori[sz]ation|api_?key|^(params?|parameters|args|detail|where|hint|body|input|query|headers)$/i;
/** Written by pino itself. */
const ownNames = new Set(['level', 'time', 'msg']);
const longestCode = 120;
const mostMembers = 30;
const deepest = 3;

/**
 * Returns what the log may record of an object: numbers, booleans, described errors, the shape of addresses,
 * and codes under known names. Any other text becomes "[text]", because somebody may have written it.
 */
function describeFields(fields: object): Record<string, unknown> {
  return describeMembers(fields, 0);
}

function describeMembers(fields: object, depth: number): Record<string, unknown> {
  const described: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields).slice(0, mostMembers)) {
    // A key that does not look like a name may be text that somebody typed.
    if (!/^[A-Za-z][A-Za-z0-9_]{0,40}$/.test(name) || (depth === 0 && ownNames.has(name))) continue;
    described[name] = secretNames.test(name) ? '[removed]' : describeValue(name, value, depth);
  }
  return described;
}

function describeValue(name: string, value: unknown, depth: number): unknown {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'string') return describeText(name, value);
  if (typeof value !== 'object') return undefined;
  // Anything thrown is logged under this name, whether or not it is an error.
  if (value instanceof Error || name === 'err') return describeError(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[date]' : value.toISOString();
  if (value instanceof URL) return maskAddress(value.href);
  if (depth >= deepest) return '[more]';
  if (Array.isArray(value)) {
    return value.slice(0, mostMembers).map((one: unknown) => describeValue(name, one, depth + 1));
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return describeMembers(value, depth + 1);
  return `[${(prototype as { constructor?: { name?: string } }).constructor?.name ?? 'object'}]`;
}

function describeText(name: string, text: string): string {
  if (!knownNames.has(name)) return '[text]';
  if (/^(https?:\/\/|\/)\S*$/.test(text)) return maskAddress(text);
  const isCode = text.length <= longestCode && /^[\w.:,;+@/#–-]*$/.test(text);
  return isCode ? maskText(text) : '[text]';
}

/** The segment after one of these grants access to something, whatever it looks like. */
const beforeSecrets = new Set(['invitation', 'consent', 'reset']);
/** Query parameters that pages and procedures use. Any other name may be text that somebody typed. */
const knownParameters = new Set([
  'activity',
  'area',
  'batch',
  'before',
  'done',
  'draft',
  'edition',
  'format',
  'from',
  'indicator',
  'input',
  'item',
  'late',
  'lens',
  'next',
  'objective',
  'page',
  'plan',
  'publication',
  'q',
  'region',
  'reporter',
  'round',
  'saved',
  'show',
  'to',
  'token',
]);
const mostSegments = 12;
const mostNames = 5;

/**
 * Returns the shape of a request's address: its path, with secrets and free text replaced (":token",
 * ":text"), and the names of known query parameters, never their values. For a batch of procedures: the first
 * five and how many more there are.
 */
export function maskAddress(address: string): string {
  const path = address.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/#.*$/s, '');
  const at = path.indexOf('?');
  const segments = (at < 0 ? path : path.slice(0, at)).split('/').slice(1);
  const shown = segments.slice(0, mostSegments).map((segment, index) => {
    if (segments[index - 1] === 'trpc') return describeProcedures(segment);
    if (beforeSecrets.has(segments[index - 1] ?? '')) return ':token';
    return describeSegment(segment);
  });
  if (segments.length > mostSegments) shown.push('…');
  const names = at < 0 ? [] : describeNames(path.slice(at + 1));
  return `/${shown.join('/')}${names.length > 0 ? `?${names.join('&')}` : ''}`;
}

/** Keeps codes, words and file names; replaces anything longer or in other characters. */
function describeSegment(segment: string): string {
  if (!/^[A-Za-z0-9.,_~-]{0,64}$/.test(segment)) return ':text';
  // Stricter than the mask in mask-text.ts: none of our own addresses has a segment this long and mixed.
  return /^(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9_-]{20,}$/.test(segment) ? ':token' : segment;
}

function describeProcedures(segment: string): string {
  const all = segment.split(',');
  const names = all.slice(0, mostNames).map((name) => (/^[A-Za-z]+\.[A-Za-z]+$/.test(name) ? name : ':text'));
  return [...names, ...(all.length > mostNames ? [`+${all.length - mostNames}`] : [])].join(',');
}

function describeNames(query: string): string[] {
  const names = query
    .slice(0, 10_000)
    .split('&')
    .map((pair) => pair.split('=')[0] ?? '')
    .map((name) => (knownParameters.has(name) ? name : '…'));
  return [...new Set(names)].slice(0, mostSegments);
}
