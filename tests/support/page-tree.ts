/** An element of a page, or a text in it. */
export type PageNode = string | PageElement;
export type PageElement = { tag: string; attributes: Record<string, string>; children: PageNode[] };

const empty = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));

/**
 * Reads a page as the server writes it: every element closed but the empty ones, every attribute in quotes. Throws
 * where an element is not closed as it was opened, so that nothing is read past by accident.
 */
export function readPage(html: string): PageElement {
  const root: PageElement = { tag: '', attributes: {}, children: [] };
  const open = [root];
  const top = () => open.at(-1) ?? root;
  const parts =
    /<!--[\s\S]*?-->|<!doctype[^>]*>|<(script|style)\b([^>]*)>([\s\S]*?)<\/\1>|<(\/?)([a-zA-Z][\w:-]*)([^>]*?)(\/?)>|[^<]+/gi;
  let read = 0;
  for (const match of html.matchAll(parts)) {
    if (match.index !== read) throw new Error(`Not read: ${html.slice(read, read + 80)}`);
    read += match[0].length;
    const [text, raw, rawAttributes = '', rawText = '', closing, tag = '', attributes = '', selfClosed] =
      match;
    if (text.startsWith('<!')) continue;
    if (raw !== undefined) {
      top().children.push({ tag: raw, attributes: readAttributes(rawAttributes), children: [rawText] });
    } else if (tag === '') top().children.push(text);
    else if (closing) {
      const last = open.pop();
      if (last?.tag !== tag) throw new Error(`</${tag}> closes <${last?.tag}>.`);
    } else {
      const element = { tag, attributes: readAttributes(attributes), children: [] };
      top().children.push(element);
      if (!selfClosed && !empty.has(tag)) open.push(element);
    }
  }
  if (read !== html.length || open.length !== 1) throw new Error('The page does not end as it began.');
  return root;
}

function readAttributes(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

/** Every element of a page, from the outside in. */
export function* listElements(element: PageElement): Generator<PageElement> {
  yield element;
  for (const child of element.children) if (typeof child !== 'string') yield* listElements(child);
}

/** What an element says, without its tags. */
export const readWords = (node: PageNode): string =>
  typeof node === 'string' ? node : node.children.map(readWords).join('');
