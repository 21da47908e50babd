/**
 * Splits a command into program and arguments at spaces; "double quotes" keep spaces together. No shell is
 * involved, so no other character has a meaning. Returns null for an unclosed quote or an empty command.
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
