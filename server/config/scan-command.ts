/**
 * Reads a program and its arguments, apart by spaces; "double quotes" keep spaces together. There is no shell: nothing
 * else has a meaning. Null: a quote is not closed, or there is nothing.
 */
export function parseScanCommand(text: string): readonly string[] | null {
  const words: string[] = [];
  const pattern = /\s*(?:"([^"]*)"|([^\s"]+))(?=\s|$)/y;
  let at = 0;
  while (at < text.trimEnd().length) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found) return null;
    words.push(found[1] ?? found[2] ?? '');
    at = pattern.lastIndex;
  }
  return words.length > 0 && words[0] !== '' ? words : null;
}
