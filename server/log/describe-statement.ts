/** Quoted names are kept; texts, numbers and comments, where somebody's words could stand, are not. */
const pieces =
  /"(?:[^"]|"")*"|\b[eE]'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)|'(?:[^']|'')*(?:'|$)|\$([A-Za-z_]\w*)?\$[\s\S]*?(?:\$\1\$|$)|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\$\d+|\b\d[\d.eE]*\b/g;
const longest = 300;

/** A statement with its placeholders ("$1"), in one line and cut; what was written into it as a value becomes "…". */
export function describeStatement(statement: string): string {
  const line = statement
    .replace(pieces, (piece) => (piece.startsWith('"') || /^\$\d+$/.test(piece) ? piece : '…'))
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
