import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { maskText } from './mask-text.ts';

/** Quoted names are kept. Literals and comments are not, because they may contain what people wrote. */
const pieces =
  /"(?:[^"]|"")*"|\b[eE]'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)|'(?:[^']|'')*(?:'|$)|\$([A-Za-z_]\w*)?\$[\s\S]*?(?:\$\1\$|$)|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\$\d+|\b\d[\d.eE]*\b/g;
const longest = 300;

/**
 * Returns an SQL statement on one line, shortened, with its placeholders ("$1"); literal values become "…".
 */
function describeStatement(statement: string): string {
  const line = statement
    .replace(pieces, (piece) => (piece.startsWith('"') || /^\$\d+$/.test(piece) ? piece : '…'))
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}

/** What the log records of an error. Each member is listed by name; nothing else of an error is ever read. */
export type DescribedError = {
  type: string;
  /** The code given by the operating system, the database (SQLSTATE) or the tRPC error. */
  code?: string | number;
  /** Only messages of our own triggers or of the JavaScript engine, which contain no data. */
  says?: string;
  status?: number;
  /** The SQL statement with its placeholders. */
  statement?: string;
  /** Where it happened: our own files, relative to the project's root, innermost first. */
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
 * Describes an error by its kind, its codes, the tables and constraints that it names, and where it happened.
 * Leaves out its message, because databases, parsers and mail servers quote in it what people wrote. Looks at
 * the shape of the error, not its class, so it works for any driver or library, and for thrown values that
 * are no errors.
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
  // A page that refuses a request carries the error under another name.
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

/**
 * Members that may be logged: our name, the names that drivers use, and the format that the value must have.
 */
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

/** The name of the kind: the class name if the error has none of its own. */
function nameKind(shape: Shape): string {
  const own = shape['name'];
  const made = (shape['constructor'] as { name?: unknown } | undefined)?.name;
  const hasOwn = matches(own, /^[A-Za-z][\w.]{0,60}$/) && own !== 'Error' && own !== 'error';
  if (hasOwn) return own;
  return matches(made, /^[A-Za-z][\w.]{0,60}$/) ? made : 'Error';
}

/**
 * Beginnings of the engine's own messages. What follows names a property, which may be text that somebody
 * typed.
 */
const engineWords =
  /^(?:Cannot (?:read|set) properties of (?:undefined|null)|Maximum call stack size exceeded|Invalid time value|Invalid array length)/;

function readOwnWords(shape: Shape): string | null {
  const message = shape['message'];
  if (typeof message !== 'string') return null;
  // BT001 to BT004 are raised by our triggers, whose messages contain no data.
  if (matches(shape['code'], /^BT\d{3}$/)) return maskText(message.slice(0, 200));
  return engineWords.exec(message)?.[0] ?? null;
}

/**
 * Returns the stack lines that name a place in our code or the engine. Cuts off the message first, because
 * its lines can look like stack lines.
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
