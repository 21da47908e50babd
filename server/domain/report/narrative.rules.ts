import {
  type Fact,
  type MissingValueState,
  type Facts,
  parseReference,
  type Reference,
  serialiseReference,
} from './reference.rules.ts';

export type NarrativeRun =
  | { kind: 'text'; text: string; strong?: boolean }
  | { kind: 'reference'; source: string; reference: Reference; strong?: boolean };

export type NarrativeBlock =
  | { kind: 'paragraph'; runs: NarrativeRun[] }
  | { kind: 'list'; items: NarrativeRun[][] };

/** Counted from 1, as in text editors. */
export type NarrativeProblem = { line: number; column: number; message: string };

export type ParsedNarrative = { blocks: NarrativeBlock[]; problems: NarrativeProblem[] };

/**
 * Parses the text of a section: paragraphs separated by an empty line, lists of lines that begin with "- ",
 * **strong** words, {{references}} and {{=3,250}}: a number that is no figure of the plan, as typed. Never fails: whatever cannot be parsed stays as typed and is reported
 * as a problem.
 */
export function parseNarrative(text: string): ParsedNarrative {
  const blocks: NarrativeBlock[] = [];
  const problems: NarrativeProblem[] = [];
  let open: NarrativeBlock | null = null;
  for (const [at, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '') {
      open = null;
      continue;
    }
    const bullet = /^\s*-\s+/.exec(line)?.[0] ?? '';
    const runs = parseLine(line, bullet.length, at + 1, problems);
    if (bullet !== '') {
      if (open?.kind !== 'list') blocks.push((open = { kind: 'list', items: [] }));
      open.items.push(runs);
    } else if (open === null) {
      blocks.push((open = { kind: 'paragraph', runs }));
    } else {
      // A line continues the previous one, in a paragraph as in the last item of a list.
      const before = open.kind === 'paragraph' ? open.runs : open.items.at(-1);
      before?.push({ kind: 'text', text: ' ' }, ...runs);
    }
  }
  return { blocks: blocks.map(joinTexts), problems };
}

function parseLine(
  line: string,
  from: number,
  lineNumber: number,
  problems: NarrativeProblem[],
): NarrativeRun[] {
  const runs: NarrativeRun[] = [];
  const end = line.trimEnd().length;
  const report = (column: number, message: string) =>
    problems.push({ line: lineNumber, column: column + 1, message });
  let strong = false;
  let start = bulletless(line, from);
  const say = (text: string) => {
    if (text !== '') runs.push({ kind: 'text', text, ...(strong ? { strong } : {}) });
  };
  const tokens = /\{\{|\}\}|\*\*/g;
  tokens.lastIndex = start;
  for (let token = tokens.exec(line); token; token = tokens.exec(line)) {
    const at = token.index;
    if (token[0] === '**') {
      // A pair that is not closed on its line is literal.
      if (!strong && !line.slice(at + 2).includes('**')) continue;
      say(line.slice(start, at));
      strong = !strong;
      start = at + 2;
      continue;
    }
    if (token[0] === '}}') {
      report(at, 'Two closing braces stand here without {{ before them.');
      continue;
    }
    const close = line.indexOf('}}', at + 2);
    const next = line.indexOf('{{', at + 2);
    if (close === -1 || (next !== -1 && next < close)) {
      report(at, 'A reference begins here with {{ and is not closed with }} on the same line.');
      continue;
    }
    const source = line.slice(at + 2, close);
    const literal = /^\s*=(.+)$/.exec(source)?.[1]?.trim();
    if (literal !== undefined) {
      say(line.slice(start, at) + literal);
      start = close + 2;
      tokens.lastIndex = start;
      continue;
    }
    const read = parseReference(source);
    if (read.ok) {
      say(line.slice(start, at));
      runs.push({ kind: 'reference', source, reference: read.reference, ...(strong ? { strong } : {}) });
      start = close + 2;
    } else report(at, `{{${source.trim()}}} cannot be read: ${read.message}.`);
    tokens.lastIndex = close + 2;
  }
  say(line.slice(start, end));
  return runs;
}

const bulletless = (line: string, from: number) => from || line.length - line.trimStart().length;

/** Joins adjacent texts of the same weight. */
function joinTexts(block: NarrativeBlock): NarrativeBlock {
  const join = (runs: readonly NarrativeRun[]) => {
    const joined: NarrativeRun[] = [];
    for (const run of runs) {
      const last = joined.at(-1);
      if (run.kind === 'text' && last?.kind === 'text' && run.strong === last.strong) {
        joined[joined.length - 1] = { ...last, text: last.text + run.text };
      } else joined.push(run);
    }
    return joined;
  };
  return block.kind === 'paragraph'
    ? { kind: 'paragraph', runs: join(block.runs) }
    : { kind: 'list', items: block.items.map(join) };
}

export type ResolvedRun = {
  text: string;
  strong?: boolean;
  /** The canonical reference that the text stands for; absent for typed words. */
  reference?: string;
  /** Why there is a word instead of a number; "unknown" if the reference matches nothing. */
  mark?: MissingValueState | 'unknown';
};

export type ResolvedBlock =
  | { kind: 'paragraph'; runs: ResolvedRun[] }
  | { kind: 'list'; items: ResolvedRun[][] };

export type ResolvedNarrative = {
  blocks: ResolvedBlock[];
  problems: { reference: string; message: string }[];
};

/**
 * Replaces references by their facts. An unknown reference is a problem and is shown as such in the text,
 * never as an empty string.
 */
export function resolveNarrative(blocks: readonly NarrativeBlock[], facts: Facts): ResolvedNarrative {
  const unknown = new Set<string>();
  const resolveRun = (run: NarrativeRun): ResolvedRun => {
    const weight = run.strong ? { strong: true } : {};
    if (run.kind === 'text') return { text: run.text, ...weight };
    const reference = serialiseReference(run.reference);
    const fact = facts.get(reference);
    if (fact) return { ...weight, ...resolveFact(fact), reference };
    unknown.add(reference);
    return { text: `[unknown reference: ${reference}]`, ...weight, reference, mark: 'unknown' };
  };
  const resolved = blocks.map(
    (block): ResolvedBlock =>
      block.kind === 'paragraph'
        ? { kind: 'paragraph', runs: block.runs.map(resolveRun) }
        : { kind: 'list', items: block.items.map((runs) => runs.map(resolveRun)) },
  );
  return {
    blocks: resolved,
    problems: [...unknown].map((reference) => ({
      reference,
      message: `Nothing in this round answers to {{${reference}}}.`,
    })),
  };
}

const resolveFact = (fact: Fact): ResolvedRun =>
  fact.kind === 'number' ? { text: fact.text } : { text: fact.text, mark: fact.mark };
