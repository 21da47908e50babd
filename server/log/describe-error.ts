import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describeStatement } from './describe-statement.ts';
import { maskText } from './mask-text.ts';

/** What a log says of an error. Every member is allowed by name; nothing else of an error is ever read. */
export type DescribedError = {
  type: string;
  /** The code of the system, the database (SQLSTATE) or the contract. */
  code?: string | number;
  /** Only words that our own triggers or the engine say, which hold no data. */
  says?: string;
  status?: number;
  /** The statement with its placeholders. */
  statement?: string;
  /** Where it happened: own files from the root of the tracker, innermost first. */
  at?: string[];
  cause?: DescribedError;
  errors?: DescribedError[];
  [detail: string]: unknown;
};

type Shape = Record<string, unknown>;

const root = join(import.meta.dirname, '../..');
const rootUrl = `${pathToFileURL(root).href}/`;
const mostFrames = 12;
const deepestCause = 4;
const mostErrors = 5;

/**
 * Describes an error by what it may be known by: its kind, its codes, the names of the tables and rules it is about,
 * and where it happened. Its message is left out: databases, parsers and mail servers quote there what people wrote. Goes
 * by the shape of the error, whatever driver or library made it, and describes whatever else is thrown too.
 */
export function describeError(error: unknown, depth = 0): DescribedError {
  if (typeof error !== 'object' || error === null) return { type: `thrown ${typeof error}` };
  const shape = error as Shape;
  const described: DescribedError = { type: nameKind(shape) };
  const code = shape['code'];
  if (typeof code === 'number' || matches(code, /^[A-Za-z0-9_.:-]{1,60}$/)) described.code = code;
  const says = readOwnWords(shape);
  if (says !== null) described.says = says;
  const status = [shape['status'], shape['statusCode'], shape['responseCode']].find(
    (value) => typeof value === 'number',
  );
  if (status !== undefined) described.status = status;
  for (const [name, keys, form] of details) {
    const found = keys.map((key) => shape[key]).find((value) => isDetail(value, form));
    if (found !== undefined) described[name] = typeof found === 'string' ? maskText(found) : found;
  }
  const statement = shape['query'];
  if (typeof statement === 'string') described.statement = maskText(describeStatement(statement));
  const at = listFrames(shape);
  if (at.length > 0) described.at = at;
  if (depth >= deepestCause) return described;
  // A page that refuses a request carries its error under another name.
  const cause = shape['cause'] ?? (shape['error'] instanceof Error ? shape['error'] : undefined);
  if (cause !== undefined && cause !== error) described.cause = describeError(cause, depth + 1);
  const errors = shape['errors'];
  if (Array.isArray(errors) && errors.some((one) => one instanceof Error)) {
    described.errors = errors.slice(0, mostErrors).map((one) => describeError(one, depth + 1));
  }
  return described;
}

const identifier = /^[\w$ .-]{1,80}$/;
const machineWord = /^[A-Za-z0-9_ .:-]{1,80}$/;

/** Members that may be logged: our name, the names that the drivers give it, and the form it must have. */
const details: [name: string, keys: string[], form: RegExp][] = [
  ['severity', ['severity'], /^[A-Z0-9]{1,12}$/],
  ['schema', ['schema', 'schema_name'], identifier],
  ['table', ['table', 'table_name'], identifier],
  ['column', ['column', 'column_name'], identifier],
  ['dataType', ['dataType', 'type_name'], identifier],
  ['constraint', ['constraint', 'constraint_name'], identifier],
  ['routine', ['routine'], /^\w{1,80}$/],
  ['syscall', ['syscall'], /^[a-z_]{1,40}$/],
  ['address', ['address'], machineWord],
  ['port', ['port'], /^\d{1,5}$/],
  ['hostname', ['hostname'], machineWord],
  ['path', ['path'], /^\/[\w./@+ ~-]{1,200}$/],
  ['command', ['command'], /^[A-Z ]{2,12}$/],
  ['signal', ['signal'], /^SIG[A-Z0-9]{1,12}$/],
];

const isDetail = (value: unknown, form: RegExp) =>
  (typeof value === 'string' || typeof value === 'number') && form.test(String(value));

const matches = (value: unknown, form: RegExp): value is string =>
  typeof value === 'string' && form.test(value);

/** The name of the kind: that of the class where the error bears none of its own. */
function nameKind(shape: Shape): string {
  const own = shape['name'];
  const made = (shape['constructor'] as { name?: unknown } | undefined)?.name;
  const hasOwn = matches(own, /^[A-Za-z][\w.]{0,60}$/) && own !== 'Error' && own !== 'error';
  if (hasOwn) return own;
  return matches(made, /^[A-Za-z][\w.]{0,60}$/) ? made : 'Error';
}

/** Beginnings of what the engine itself says; what may follow names a property, which can be somebody's text. */
const engineWords =
  /^(?:Cannot (?:read|set) properties of (?:undefined|null)|Maximum call stack size exceeded|Invalid time value|Invalid array length)/;

function readOwnWords(shape: Shape): string | null {
  const message = shape['message'];
  if (typeof message !== 'string') return null;
  // BT001 to BT004 are raised by our triggers, whose sentences hold no data.
  if (matches(shape['code'], /^BT\d{3}$/)) return maskText(message.slice(0, 200));
  return engineWords.exec(message)?.[0] ?? null;
}

/**
 * The lines of a stack that name a place of ours or of the engine. The message is cut off first: it can have lines
 * that look like such.
 */
function listFrames({ stack, message }: Shape): string[] {
  if (typeof stack !== 'string') return [];
  const text = typeof message === 'string' ? message : '';
  const said = stack.indexOf(text);
  const isHead = said >= 0 && !stack.slice(0, said).includes('\n');
  const below = isHead ? stack.slice(said + text.length) : stack;
  const frames: string[] = [];
  for (const line of below.split('\n')) {
    const found =
      /^\s+at (?:async )?(?:((?:new )?[\w$.<>#]{1,80})(?: \[as [\w$]+\])? \()?([^\s()][^()]*):(\d+):\d+\)?$/.exec(
        line,
      );
    const place = found ? placeOf(found[2] ?? '') : null;
    if (!found || place === null) continue;
    frames.push(maskText(`${found[1] ? `${found[1]} ` : ''}${place}:${found[3]}`));
    if (frames.length === mostFrames) break;
  }
  return frames;
}

function placeOf(location: string): string | null {
  const path = location.replace(/\?[\w=.-]*$/, '');
  if (/^node:[\w/]+$/.test(path)) return path;
  const own = path.startsWith(rootUrl)
    ? path.slice(rootUrl.length)
    : path.startsWith(`${root}/`)
      ? path.slice(root.length + 1)
      : '';
  return /^[\w./@+-]{1,200}$/.test(own) ? own : null;
}
