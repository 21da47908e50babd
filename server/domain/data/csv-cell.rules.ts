/** What spreadsheets take for a formula, with the wide forms that some of them fold. */
const formulaStart = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const plainNumber = /^-?\d+(\.\d+)?$/;

/** Puts an apostrophe before text that a spreadsheet would run as a formula. Numbers stay numbers. */
export function neutraliseCell(text: string): string {
  return formulaStart.test(text) && !plainNumber.test(text) ? `'${text}` : text;
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
