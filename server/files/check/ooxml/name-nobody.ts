import type { XmlElement, XmlRules } from '../xml-rewrite.ts';

/** Attributes that name people, by the folder of the part and, where a word has other meanings, by the part. */
const people: { folder: RegExp; part: RegExp; author: RegExp; initials: RegExp }[] = [
  {
    folder: /^word\//i,
    part: /^/,
    author: /^(author|userId|providerId)$/,
    initials: /^initials$/,
  },
  {
    folder: /^xl\//i,
    part: /persons\/|revisions\/|workbook\.xml$|users/i,
    author: /^(displayName|userId|providerId|userName|lastSavedByUser)$/,
    initials: /^(?!)/,
  },
  { folder: /^ppt\//i, part: /author/i, author: /^(name|userId|providerId)$/, initials: /^initials$/ },
];

/** The same rules, after which a part names nobody who wrote, commented or changed the document. */
export function nameNobody(part: string, rules: XmlRules & { finish: () => void }): XmlRules {
  const known = people.find(({ folder }) => folder.test(part));
  const isListed = known?.part.test(part) ?? false;
  const isSheet = /^xl\//i.test(part);
  return {
    ...rules,
    open(element: XmlElement) {
      if (known && isListed) {
        for (const attribute of element.attributes) {
          if (attribute.name.startsWith('xmlns')) continue;
          if (known.author.test(attribute.local)) attribute.value = 'Author';
          else if (known.initials.test(attribute.local)) attribute.value = 'A';
        }
      }
      return rules.open(element);
    },
    text(element, text) {
      const said = rules.text?.(element, text) ?? text;
      return isSheet && element.local === 'author' && said.trim() !== '' ? 'Author' : said;
    },
    close(element) {
      rules.close?.(element);
      if (element.parent === null) rules.finish();
    },
  };
}
