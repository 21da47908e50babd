import { type ParseArgsConfig, parseArgs } from 'node:util';
import { resolve } from 'node:path';

/** A command cannot do what it was asked. The message is one sentence or two for a person: what, and what to do. */
export class AdminError extends Error {
  override readonly name = 'AdminError';
}

/** What was typed behind a command's name. */
export type Given = {
  /** The words without a dash, by the names that the usage line gives them. */
  words: Readonly<Record<string, string>>;
  /** The value of an option, or null when it was not given. */
  text: (option: string) => string | null;
  /** Whether a switch was given. */
  has: (option: string) => boolean;
};

export type Command = {
  name: string;
  /** For the list of commands: what it does, in half a line. */
  summary: string;
  /** The words that must follow, in order, such as FILE. */
  words: readonly string[];
  /** Switches, and options that take a value; `value` is the word for it in the help, null for a switch. */
  options: readonly { name: string; value: string | null; required?: boolean; meaning: string }[];
  /** What a person should know before, as paragraphs. */
  about: readonly string[];
  run: (given: Given, say: (line: string) => void) => Promise<void>;
};

export const runsAs = 'npm run admin --';

/** The page that `--help` prints. */
export function formatCommandHelp(command: Command): string {
  const options = [
    ...command.options.map(({ name, value, required, meaning }) => ({
      left: value === null ? `--${name}` : `--${name} ${value}`,
      right: required ? `${meaning} Needed.` : meaning,
    })),
    { left: '--help', right: 'Print this.' },
  ];
  const width = Math.max(...options.map(({ left }) => left.length)) + 2;
  const needed = command.options.filter(({ required }) => required);
  const usage = [
    runsAs,
    command.name,
    ...command.words,
    ...needed.map(({ name, value }) => `--${name} ${value ?? ''}`.trim()),
    ...(command.options.length > needed.length ? ['[options]'] : []),
  ];
  return [
    usage.join(' '),
    '',
    ...command.about.flatMap((paragraph) => [...wrap(paragraph, 96), '']),
    ...options.map(({ left, right }) => `  ${left.padEnd(width)}${right}`),
  ].join('\n');
}

/** The page that stands for all commands. */
export function formatCommandList(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => callOf(command).length)) + 2;
  return [
    `${runsAs} COMMAND`,
    '',
    ...commands.map((command) => `  ${callOf(command).padEnd(width)}${command.summary}`),
    '',
    `${runsAs} COMMAND --help tells more. Settings are those of the tracker: see .env.example.`,
  ].join('\n');
}

const callOf = ({ name, words }: Command) => [name, ...words].join(' ');

/** Reads what was typed behind the name. Throws AdminError for what the command does not know or misses. */
export function parseArguments(command: Command, args: readonly string[]): Given | 'help' {
  const see = `See ${runsAs} ${command.name} --help.`;
  const options: NonNullable<ParseArgsConfig['options']> = { help: { type: 'boolean' } };
  for (const { name, value } of command.options) {
    options[name] = { type: value === null ? 'boolean' : 'string' };
  }
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  if (values['help'] === true) return 'help';
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const known = command.options.find(({ name }) => name === token.name);
    if (!known) throw new AdminError(`There is no option ${token.rawName}. ${see}`);
    if (known.value === null && token.value !== undefined) {
      throw new AdminError(`${token.rawName} takes no value. ${see}`);
    }
    // "--email --name" is a forgotten address, not an address that begins with dashes.
    const forgotten = token.value === undefined || (!token.inlineValue && token.value.startsWith('--'));
    if (known.value !== null && (forgotten || token.value?.trim() === '')) {
      throw new AdminError(`${token.rawName} needs a value: ${token.rawName} ${known.value}. ${see}`);
    }
  }
  const missing = command.words[positionals.length];
  if (missing !== undefined) throw new AdminError(`${missing} is missing. ${see}`);
  const excess = positionals[command.words.length];
  if (excess !== undefined) throw new AdminError(`“${excess}” is one word too many. ${see}`);
  for (const { name, value, required } of command.options) {
    if (required && values[name] === undefined) {
      throw new AdminError(`--${name} ${value ?? ''} is missing. ${see}`);
    }
  }
  return {
    words: Object.fromEntries(command.words.map((word, index) => [word, positionals[index] ?? ''])),
    text: (option) => {
      const value = values[option];
      return typeof value === 'string' ? value : null;
    },
    has: (option) => values[option] === true,
  };
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** "1,234 rows of 60 tables". */
export function formatAmount(rows: number, tables: number): string {
  return `${rows.toLocaleString('en-GB')} rows of ${tables} tables`;
}

/** A size in bytes, as people say it: "512 bytes", "1.4 MB". */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const power = Math.min(4, Math.floor(Math.log10(bytes) / 3));
  const amount = bytes / 1000 ** power;
  return `${amount < 10 ? amount.toFixed(1) : Math.round(amount)} ${['', 'kB', 'MB', 'GB', 'TB'][power]}`;
}

/** A moment as an ISO string in words: "24 November 2026, 22:41 UTC". */
export function formatMoment(iso: string): string {
  const moment = new Date(iso);
  const day = moment.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return `${day}, ${moment.toISOString().slice(11, 16)} UTC`;
}

/**
 * A file or directory as a person means it: relative to where they typed the command. npm runs commands in the
 * directory of package.json and tells in INIT_CWD where it was called.
 */
export function resolveNamedPath(path: string): string {
  const calledBy = process.env['npm_lifecycle_event'] === 'admin' ? process.env['INIT_CWD'] : undefined;
  return resolve(calledBy ?? process.cwd(), path);
}
