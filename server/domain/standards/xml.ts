/**
 * XML as text, in small parts. A library that builds a tree takes a third of a millisecond for one published
 * value, this a hundredth of that; see docs/decisions/0029.
 */
export type Xml = { xml: string };

type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;
type Child = Xml | string | null | undefined;

/** Characters that XML 1.0 does not allow, even escaped; lone surrogates included. */
// oxlint-disable-next-line no-control-regex -- control characters are among what this looks for
const impossible = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/**
 * Escapes text for an element or an attribute. Line ends in attributes are encoded so that readers keep them.
 */
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

/** Writes the start tag of an element that is closed later, for documents written in pieces. */
export function serialiseStartTag(name: string, attributes: Attributes = {}): string {
  return `<${name}${writeAttributes(attributes)}>`;
}

/**
 * Builds an element; leaves out attributes that are null or undefined, and escapes text among the children.
 */
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

/** Joins several parts. */
export const together = (parts: readonly Xml[]): Xml => ({ xml: parts.map(({ xml }) => xml).join('') });

/** Writes a comment, which cannot contain two hyphens. */
export const comment = (text: string): string =>
  `<!-- ${text
    .replaceAll(impossible, '\ufffd')
    .replaceAll(/-(?=-)/g, '- ')
    .replace(/-$/, '- ')} -->\n`;

/** The XML declaration. */
export const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
