import { harmlessFunctions } from './formula-functions.ts';
import { isSafeAddress } from './safe-address.rules.ts';

export interface FormulaSurroundings {
  /** Names of the workbook's sheets in lower case; null if they are unknown: then no path is allowed. */
  sheets: ReadonlySet<string> | null;
  /** Defined names, in lower case, that were removed. */
  goneNames?: ReadonlySet<string>;
}

/** Letters of any script, digits, and other characters of names. A dollar sign belongs to cell references. */
const word = /[\p{L}\p{M}_\\$][\p{L}\p{M}\p{N}_.\\$?]*|\d[\p{L}\p{N}_.$]*/uy;
const errorWord = /#(?:REF!|NAME\?|N\/A|NULL!|DIV\/0!|VALUE!|NUM!|SPILL!|CALC!|GETTING_DATA)/iy;
const plainMark = /[-+*/^&=<>%(),;:{}@#\s.~]/y;
const prefix = /^(?:_XLFN\.|_XLWS\.)+/;
/** An encoded character in a spreadsheet file. */
const spelledOut = /_x[0-9a-f]{4}_/i;

/**
 * Whether a formula of a workbook may stay: it uses the workbook's own sheets and only functions known to
 * fetch and run nothing. Returns false for what cannot be parsed. `formula` is as stored in the file, without
 * the first "=".
 */
export function isHarmlessFormula(formula: string, around: FormulaSurroundings): boolean {
  const text = formula.replace(/^\s*=/, '');
  if (isPlain.test(text) && !around.goneNames?.size) return callsHarmless(text);
  if (spelledOut.test(text)) return false;
  let at = 0;
  let before = '';
  const take = (form: RegExp): string | null => {
    form.lastIndex = at;
    const found = form.exec(text)?.[0] ?? null;
    if (found !== null) at += found.length;
    return found;
  };
  while (at < text.length) {
    const mark = text[at];
    if (mark === '"') {
      if (take(/"(?:[^"]|"")*"/y) === null) return false;
      before = 'text';
    } else if (mark === "'") {
      const sheet = take(/'(?:[^']|'')*'!/y);
      if (sheet === null || !isOwnSheet(sheet.slice(1, -2).replace(/''/g, "'"), around)) return false;
      before = 'sheet';
    } else if (mark === '[') {
      // A bracket after a table's name holds its columns; anywhere else it names another workbook.
      if (before !== 'name') return false;
      const end = findBracketEnd(text, at);
      if (end === -1 || /[!'[\p{L}\p{N}]/u.test(text[end] ?? '')) return false;
      at = end;
      before = 'text';
    } else if (take(errorWord) !== null) before = 'text';
    else {
      const name = take(word);
      if (name === null) {
        if (take(plainMark) === null) return false;
        before = 'mark';
        continue;
      }
      if (text[at] === '!') {
        if (!isOwnSheet(name, around)) return false;
        at += 1;
        before = 'sheet';
      } else if (/^\s*\(/.test(text.slice(at, at + 20))) {
        if (!isHarmlessCall(name, text.slice(at))) return false;
        before = 'function';
      } else {
        if (around.goneNames?.has(name.toLowerCase())) return false;
        before = 'name';
      }
    }
  }
  return true;
}

/** The fast path for most formulas of large workbooks: cells of the same sheet, numbers and functions. */
const isPlain = /^[-+*/^&=<>%(),;:$.\sA-Z0-9]*$/;

function callsHarmless(plain: string): boolean {
  for (const [, name = ''] of plain.matchAll(/([A-Z0-9.$]+)\s*\(/g)) {
    if (!harmlessFunctions.has(name)) return false;
  }
  return true;
}

function isHarmlessCall(name: string, rest: string): boolean {
  const known = name.toUpperCase().replace(prefix, '');
  if (harmlessFunctions.has(known)) return true;
  if (known !== 'HYPERLINK') return false;
  // Only a literal address is allowed: one that is put together could become anything.
  const address = /^\s*\(\s*"((?:[^"]|"")*)"\s*[,)]/.exec(rest)?.[1];
  return address !== undefined && isSafeAddress(address.replace(/""/g, '"'));
}

function isOwnSheet(name: string, { sheets }: FormulaSurroundings): boolean {
  // No sheet can have such a name, whatever the file says: these characters refer to other programs and
  // files.
  if (/[[\]\\/|*?]/.test(name)) return false;
  if (sheets === null) return !/:|\.xl\w*$/i.test(name);
  const small = name.toLowerCase();
  return sheets.has(small) || small.split(':').every((part) => sheets.has(part));
}

function findBracketEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "'") at += 1;
    else if (text[at] === '[') depth += 1;
    else if (text[at] === ']' && (depth -= 1) === 0) return at + 1;
  }
  return -1;
}

/**
 * Whether a calculated field of a pivot table may stay. It uses the table's own columns, whose names are in
 * quotation marks.
 */
export function isHarmlessCalculation(calculation: string): boolean {
  return isHarmlessFormula(calculation.replace(/'(?:[^']|'')*'(?!!)/g, 'column'), { sheets: new Set() });
}
