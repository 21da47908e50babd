import { harmlessFunctions } from './formula-functions.ts';
import { isSafeAddress } from './safe-address.rules.ts';

export interface FormulaSurroundings {
  /** Names of the workbook's sheets in small letters; null where they are not known: then no path may stand there. */
  sheets: ReadonlySet<string> | null;
  /** Defined names, in small letters, that were taken out. */
  goneNames?: ReadonlySet<string>;
}

/** Letters of any script, digits, and what names hold besides. A dollar sign belongs to addresses of cells. */
const word = /[\p{L}\p{M}_\\$][\p{L}\p{M}\p{N}_.\\$?]*|\d[\p{L}\p{N}_.$]*/uy;
const errorWord = /#(?:REF!|NAME\?|N\/A|NULL!|DIV\/0!|VALUE!|NUM!|SPILL!|CALC!|GETTING_DATA)/iy;
const plainMark = /[-+*/^&=<>%(),;:{}@#\s.~]/y;
const prefix = /^(?:_XLFN\.|_XLWS\.)+/;
/** How spreadsheets may spell any character. */
const spelledOut = /_x[0-9a-f]{4}_/i;

/**
 * Whether a formula of a workbook may stay: it works on the workbook's own sheets with functions that are known to
 * fetch and run nothing. What cannot be followed may not. `formula` is as the file holds it, without the first =.
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
      // Columns of a table follow its name; anywhere else a bracket names another workbook.
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

/** Most formulas of large workbooks: cells of the sheet itself, numbers, and functions. */
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
  // Only where the address is written out: one that is put together may become anything.
  const address = /^\s*\(\s*"((?:[^"]|"")*)"\s*[,)]/.exec(rest)?.[1];
  return address !== undefined && isSafeAddress(address.replace(/""/g, '"'));
}

function isOwnSheet(name: string, { sheets }: FormulaSurroundings): boolean {
  // No sheet can be called so, whatever the file says: with such marks other programs and other files are named.
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

/** Whether a calculation inside a pivot table may stay. It works on its own columns, whose names stand in quotation marks. */
export function isHarmlessCalculation(calculation: string): boolean {
  return isHarmlessFormula(calculation.replace(/'(?:[^']|'')*'(?!!)/g, 'column'), { sheets: new Set() });
}
