import {
  listElements,
  type PageElement,
  type PageNode,
  readPage,
  readWords,
} from '#tests/support/page-tree.ts';

/**
 * What a page of an old publication may say otherwise once there is a newer one, element by element; everything else
 * has to stay. `on` names the only pages on which it is set aside.
 */
const mayChange: readonly {
  what: string;
  on?: RegExp;
  is: (element: PageElement, old: number) => boolean;
}[] = [
  {
    what: 'the bar that says that an older publication is in view',
    is: ({ tag, attributes }) => tag === 'aside' && attributes['aria-label'] === 'Publication in view',
  },
  {
    what: 'what the newest publication shows in the place of this figure or value',
    on: /^\/(figures|values)\//,
    is: ({ attributes }) => attributes['id'] === 'newer',
  },
  {
    what: 'whether the publication in view is called the newest',
    on: /^\/\?/,
    is: ({ attributes }) => attributes['id'] === 'publication-in-view',
  },
  {
    what: 'when the next reports are due, which only the newest publication says',
    on: /^\/\?/,
    is: ({ attributes }) => attributes['id'] === 'freshness',
  },
  {
    what: 'rows of later publications in the lists of all',
    on: /^\/(publications|data)\?/,
    is: (element, old) => element.tag === 'tr' && leadsToLater(element, old),
  },
  {
    what: 'how many publications there are and which two are compared first',
    on: /^\/publications\?/,
    is: ({ tag, attributes }) =>
      tag === 'h1' || (attributes['href']?.startsWith('/publications/compare?') ?? false),
  },
  {
    what: 'the example of an address, which is that of the newest publication',
    on: /^\/data\?/,
    is: ({ tag, children }) => tag === 'code' && readWords(children[0] ?? '') === '?publication=',
  },
  {
    what: 'links to later publications',
    on: /^\/publications\/\d/,
    is: (element, old) => element.tag === 'a' && leadsToLater(element, old),
  },
  {
    what: 'what later publications put right',
    on: /^\/publications\/\d/,
    is: ({ attributes }) => attributes['aria-labelledby'] === 'errata',
  },
];

function leadsToLater(element: PageElement, old: number): boolean {
  for (const { tag, attributes } of listElements(element)) {
    const number = /^\/publications\/(\d+)$/.exec(attributes['href'] ?? '')?.[1];
    if (tag === 'a' && number !== undefined && Number(number) > old) return true;
  }
  return false;
}

/**
 * A page without what may change, and what was set aside of it. Where the page stays for good carries the number of the
 * publication once it is not the newest, and a page carries a number that is used once: these are set aside in the
 * attributes in which they stand.
 */
export function setAside(path: string, html: string, old: number): { page: PageElement; aside: string[] } {
  const aside: string[] = [];
  const rules = mayChange.filter(({ on }) => !on || on.test(path));
  const keep = (element: PageElement): PageElement => ({
    ...element,
    attributes: withoutNumber(element, old),
    children: element.children.flatMap((child): PageNode[] => {
      if (typeof child === 'string') return [child];
      const rule = rules.find(({ is }) => is(child, old));
      if (!rule) return [keep(child)];
      aside.push(rule.what);
      return [];
    }),
  });
  return { page: dropEmpty(keep(readPage(html))), aside };
}

function withoutNumber({ tag, attributes }: PageElement, old: number): Record<string, string> {
  const { nonce: _, ...rest } = attributes;
  const name =
    tag === 'link' && /^(canonical|alternate)$/.test(attributes['rel'] ?? '')
      ? 'href'
      : tag === 'meta' && attributes['property'] === 'og:url'
        ? 'content'
        : null;
  if (name === null) return rest;
  const pinned = new RegExp(`(\\?|&amp;)publication=${old}$`);
  return { ...rest, [name]: (rest[name] ?? '').replace(pinned, '') };
}

/** A box that held nothing but what was set aside is not there in the other version. */
function dropEmpty(element: PageElement): PageElement {
  return {
    ...element,
    children: element.children.flatMap((child): PageNode[] => {
      if (typeof child === 'string') return [child];
      const kept = dropEmpty(child);
      const wasBox = /^(div|span)$/.test(kept.tag) && kept.children.length === 0;
      return wasBox && !kept.attributes['id'] ? [] : [kept];
    }),
  };
}

/** The same of what a page is drawn from: the number of the newest publication, and what is told of later ones. */
export function setAsideAnswer(answer: unknown, old: number): unknown {
  if (Array.isArray(answer)) return answer.map((item) => setAsideAnswer(item, old));
  if (typeof answer !== 'object' || answer === null) return answer;
  return Object.fromEntries(
    Object.entries(answer).flatMap(([name, value]: [string, unknown]) => {
      if (name === 'newest' || name === 'newer' || name === 'errata') return [];
      // The publication after the one in view, beside what later ones put right.
      if (name === 'next' && 'errata' in answer) return [];
      // When the next reports are due, which only the newest publication says.
      if (name === 'next' && ('until' in answer || 'isLeading' in answer)) return [];
      const isList = name === 'publications' && Array.isArray(value);
      const kept = isList ? value.filter((item: { number?: number }) => (item.number ?? 0) <= old) : value;
      return [[name, setAsideAnswer(kept, old)]];
    }),
  );
}

/** Where two pages differ first, with both; null where they say the same. */
export function findDifference(before: PageNode, after: PageNode, place = ''): string | null {
  if (JSON.stringify(before) === JSON.stringify(after)) return null;
  const isSameElement =
    typeof before !== 'string' &&
    typeof after !== 'string' &&
    before.tag === after.tag &&
    JSON.stringify(before.attributes) === JSON.stringify(after.attributes) &&
    before.children.length === after.children.length;
  if (!isSameElement) {
    const cut = (node: PageNode) => JSON.stringify(node).slice(0, 300);
    return `${place}: ${cut(before)} became ${cut(after)}`;
  }
  const { tag, children } = before;
  for (const [at, child] of children.entries()) {
    const found = findDifference(child, after.children[at] ?? '', `${place}/${tag}`);
    if (found) return found;
  }
  return null;
}
