/**
 * XML as text, in small parts. A library that builds a tree takes a third of a millisecond for one published value,
 * this a hundredth of that; see docs/decisions/0029.
 */
export type Xml = { xml: string };

type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;
type Child = Xml | string | null | undefined;

/** What XML 1.0 has no place for, not even escaped; lone halves of pairs included. */
// oxlint-disable-next-line no-control-regex
const impossible = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Text for an element or an attribute. Line ends in attributes are written so that readers keep them. */
export function escapeXml(text: string): string {
  return text
    .replaceAll(impossible, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}

const escapeAttribute = (text: string) => escapeXml(text).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');

/** The beginning of an element that is closed later, for documents that are written piece by piece. */
export function openElement(name: string, attributes: Attributes = {}): string {
  return `<${name}${writeAttributes(attributes)}>`;
}

/** An element; attributes that are null or undefined are left out, text among the children is escaped. */
export function element(name: string, attributes: Attributes = {}, ...children: Child[]): Xml {
  const inside = children
    .map((child) =>
      child === null || child === undefined ? '' : typeof child === 'string' ? escapeXml(child) : child.xml,
    )
    .join('');
  const start = `<${name}${writeAttributes(attributes)}`;
  return { xml: inside === '' ? `${start}/>` : `${start}>${inside}</${name}>` };
}

function writeAttributes(attributes: Attributes): string {
  let text = '';
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) text += ` ${name}="${escapeAttribute(String(value))}"`;
  }
  return text;
}

/** Several parts as one. */
export const together = (parts: readonly Xml[]): Xml => ({ xml: parts.map(({ xml }) => xml).join('') });

/** A comment; two hyphens cannot stand in one. */
export const comment = (text: string): string =>
  `<!-- ${text
    .replaceAll(impossible, '\ufffd')
    .replaceAll(/-(?=-)/g, '- ')
    .replace(/-$/, '- ')} -->\n`;

/** What stands before the first element. */
export const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
