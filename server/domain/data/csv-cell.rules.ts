/**
 * What spreadsheets take for a formula: = + - @ and the wide and small forms that some of them fold, at the beginning
 * or after spaces, marks that cannot be seen and quotation marks, which some of them leave out. Written so that
 * JavaScript and Postgres read it alike.
 */
const formulaStart = String.raw`^(?:[\t\r\n]|[\u0001-\u0020\u007f-\u00a0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff"'\u0060]*[=+@\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b-])`;
const plainNumber = String.raw`^-?[0-9]+(?:\.[0-9]+)?$`;
const [startsFormula, isNumber] = [new RegExp(formulaStart, 'u'), new RegExp(plainNumber, 'u')];

/** Puts an apostrophe before text that a spreadsheet would run as a formula. Numbers stay numbers. */
export function neutraliseCell(text: string): string {
  return startsFormula.test(text) && !isNumber.test(text) ? `'${text}` : text;
}

/** The text that `neutraliseCell` was given: for files of ours that come back. */
export function restoreCell(cell: string): string {
  const text = cell.slice(1);
  return cell.startsWith("'") && neutraliseCell(text) === cell ? text : cell;
}

/** `restoreCell` for every cell of rows. */
export function restoreRows<Row extends Readonly<Record<string, string>>>(rows: readonly Row[]): Row[] {
  return rows.map(
    (row) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, restoreCell(cell)])) as Row,
  );
}

/** The same as `neutraliseCell` for a column of text, in SQL, where the database itself writes the file. */
export function neutraliseInSql(column: string): string {
  const quoted = (pattern: string) => `'${pattern.replaceAll("'", "''")}'`;
  return `case when ${column} ~ ${quoted(formulaStart)} and ${column} !~ ${quoted(plainNumber)} then '''' || ${column} else ${column} end`;
}

/** A value of open data as text: nothing is empty, zero is "0", lists have "; " between their parts, pairs "yes=3; no=8". */
export function sayDataValue(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(String).join('; ');
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([code, one]) => `${code}=${String(one)}`)
      .join('; ');
  }
  return String(value);
}

/** The same as a cell of a CSV file: text that would run as a formula has an apostrophe before it. */
export function writeDataCell(value: unknown): string {
  return neutraliseCell(sayDataValue(value));
}
