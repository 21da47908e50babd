import { isSafeAddress } from './safe-address.rules.ts';

/** Placeholder in an instruction for the result of a nested field that may stay. */
export const innerField = '\ufffc';

/**
 * Word fields that only describe the document itself, with the maximum number of arguments of each. All
 * others fetch, run or prompt for something, or show what is no longer in the file: they are replaced by the
 * text that they display.
 */
const harmless = new Map<string, number>([
  ...['PAGE', 'NUMPAGES', 'SECTION', 'SECTIONPAGES', 'NUMWORDS', 'NUMCHARS'].map(
    (kind) => [kind, 0] as const,
  ),
  ...['DATE', 'TIME', 'TOC', 'TOA', 'INDEX', 'BIBLIOGRAPHY', 'AUTONUM', 'AUTONUMLGL'].map(
    (kind) => [kind, 0] as const,
  ),
  ...['FORMTEXT', 'FORMCHECKBOX', 'FORMDROPDOWN'].map((kind) => [kind, 0] as const),
  ...['PAGEREF', 'REF', 'NOTEREF', 'STYLEREF', 'TC', 'TA', 'XE', 'LISTNUM', 'CITATION', 'SYMBOL'].map(
    (kind) => [kind, 1] as const,
  ),
  ['SEQ', 2],
]);

/** Fields that compare and calculate; they may contain other fields. */
const calculating = new Set(['=', 'IF']);

/** Switches of HYPERLINK that take an argument. */
const hyperlinkWords = new Set(['\\l', '\\o', '\\t', '\\s']);

type Token = { kind: 'switch' | 'word' | 'inner'; text: string };

/**
 * Whether a Word field may stay, judged by its whole instruction as Word joins it, such as ` PAGE \*
 * MERGEFORMAT `. Returns false for what cannot be parsed.
 */
export function isHarmlessField(instruction: string): boolean {
  const tokens = readTokens(instruction.trim());
  const first = tokens?.shift();
  if (!tokens || first?.kind !== 'word') return false;
  const kind = first.text.startsWith('=') ? '=' : first.text.toUpperCase();
  if (calculating.has(kind)) return true;
  if (tokens.some((token) => token.kind === 'inner')) return false;
  if (kind === 'HYPERLINK') return isHarmlessHyperlink(tokens);
  const most = harmless.get(kind);
  return most !== undefined && countArguments(tokens) <= most;
}

function readTokens(instruction: string): Token[] | null {
  const form = /\s*(?:(\ufffc)|"((?:[^"\\]|\\[\\"])*)"|(\\[a-z*#@!])|([^\s"\\\ufffc]+))/iy;
  const tokens: Token[] = [];
  while (form.lastIndex < instruction.length) {
    const found = form.exec(instruction);
    if (!found) return null;
    if (found[1] !== undefined) tokens.push({ kind: 'inner', text: '' });
    else if (found[3] !== undefined) tokens.push({ kind: 'switch', text: found[3].toLowerCase() });
    else tokens.push({ kind: 'word', text: (found[2] ?? found[4] ?? '').replace(/\\([\\"])/g, '$1') });
  }
  return tokens;
}

/** A word after a switch belongs to it. */
function countArguments(tokens: readonly Token[]): number {
  return tokens.filter(
    (token, index) => token.kind === 'word' && (index === 0 || tokens[index - 1]?.kind !== 'switch'),
  ).length;
}

function isHarmlessHyperlink(tokens: readonly Token[]): boolean {
  return tokens.every((token, index) => {
    if (token.kind !== 'word') return true;
    const before = tokens[index - 1];
    return (before?.kind === 'switch' && hyperlinkWords.has(before.text)) || isSafeAddress(token.text);
  });
}
