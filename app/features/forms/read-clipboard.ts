/**
 * Reads what a spreadsheet puts on the clipboard: lines of cells with tabs between them, cells with line ends or tabs
 * in quotation marks. The empty line at the end is none.
 */
export function readClipboard(text: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  let cell = '';
  let isQuoted = false;
  const endCell = () => {
    line.push(cell);
    cell = '';
  };
  const endLine = () => {
    endCell();
    lines.push(line);
    line = [];
  };
  const source = text.replace(/\r\n?/g, '\n');
  for (let at = 0; at < source.length; at += 1) {
    const sign = source.charAt(at);
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (source.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (sign === '"' && cell === '' && closesQuotation(source, at)) isQuoted = true;
    else if (sign === '\t') endCell();
    else if (sign === '\n') endLine();
    else cell += sign;
  }
  if (cell !== '' || line.length > 0) endLine();
  return lines;
}

/** A quotation mark that opens a cell has a partner at that cell's end; an inch sign has none. */
const closesQuotation = (source: string, from: number) =>
  /^"(?:[^"]|"")*"(?=[\t\n]|$)/.test(source.slice(from));
