/** Quoted names are kept. Literals and comments are not, because they may contain what people wrote. */
const pieces =
  /"(?:[^"]|"")*"|\b[eE]'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)|'(?:[^']|'')*(?:'|$)|\$([A-Za-z_]\w*)?\$[\s\S]*?(?:\$\1\$|$)|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\$\d+|\b\d[\d.eE]*\b/g;
const longest = 300;

/**
 * Returns an SQL statement on one line, shortened, with its placeholders ("$1"); literal values become "…".
 */
export function describeStatement(statement: string): string {
  const line = statement
    .replace(pieces, (piece) => (piece.startsWith('"') || /^\$\d+$/.test(piece) ? piece : '…'))
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
