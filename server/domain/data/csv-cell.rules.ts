/**
 * What spreadsheets treat as a formula: = + - @ and the wide and small forms that some of them fold, at the
 * beginning or after spaces, invisible characters and quotation marks, which some of them drop. Written so
 * that JavaScript and Postgres interpret it alike.
 */
const formulaStart = String.raw`^(?:'*[\t\r\n]|[\u0001-\u0020\u007f-\u00a0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff"'\u0060]*[=+@\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b-])`;
const plainNumber = String.raw`^-?[0-9]+(?:\.[0-9]+)?$`;
const [startsFormula, isNumber] = [new RegExp(formulaStart, 'u'), new RegExp(plainNumber, 'u')];

/** Puts an apostrophe before text that a spreadsheet would run as a formula. Numbers stay numbers. */
export function escapeCell(text: string): string {
  return startsFormula.test(text) && !isNumber.test(text) ? `'${text}` : text;
}

/** Reverses `escapeCell`: for files of ours that come back. */
export function restoreCell(cell: string): string {
  const text = cell.slice(1);
  return cell.startsWith("'") && escapeCell(text) === cell ? text : cell;
}

/** Applies `restoreCell` to every cell of rows. */
export function restoreRows<Row extends Readonly<Record<string, string>>>(rows: readonly Row[]): Row[] {
  return rows.map(
    (row) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, restoreCell(cell)])) as Row,
  );
}

/** Returns `escapeCell` for a text column as SQL, for files that the database writes itself. */
export function escapeCellInSql(column: string): string {
  const quoted = (pattern: string) => `'${pattern.replaceAll("'", "''")}'`;
  return `case when ${column} ~ ${quoted(formulaStart)} and ${column} !~ ${quoted(plainNumber)} then '''' || ${column} else ${column} end`;
}

/**
 * Formats a value of open data as text: null is empty, zero is "0", lists have "; " between items, pairs are
 * "yes=3; no=8".
 */
export function formatDataValue(value: unknown): string {
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

/**
 * Formats a value as a CSV cell: like `formatDataValue`, with an apostrophe before text that would run as a
 * formula.
 */
export function serialiseDataCell(value: unknown): string {
  return escapeCell(formatDataValue(value));
}
