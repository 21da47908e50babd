import { SaxesParser } from 'saxes';
import { FileRefusal } from './file-refusal.ts';

export interface XmlAttribute {
  /** As written, such as r:id. */
  name: string;
  /** Without its prefix. */
  local: string;
  value: string;
}

export interface XmlElement {
  name: string;
  local: string;
  attributes: XmlAttribute[];
  parent: XmlElement | null;
}

/** A piece of the new part that may still be taken out before the part is finished. */
export interface HeldPieces {
  isGone: boolean;
}

/**
 * What becomes of an element. `drop`: it goes with all that it holds. `unwrap`: its content stays without it. An
 * object holds its tags back, until somebody decides; with `text` the words directly in it as well. `collect` waits
 * for its text, which `judge` then changes or, with null, takes out with the element.
 */
export type XmlVerdict = 'keep' | 'drop' | 'unwrap' | 'collect' | { hold: HeldPieces; text?: boolean };

export interface XmlRules {
  /** Sees each element before it is written, and may change its attributes. */
  open(element: XmlElement): XmlVerdict;
  /** The text of an element that `open` wanted collected; null takes the element out. */
  judge?(element: XmlElement, text: string): string | null;
  /** Words directly inside an element. */
  text?(element: XmlElement, text: string): string;
  close?(element: XmlElement): void;
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const deepest = 512;
const flushAt = 1 << 16;

const badXml = () => new FileRefusal('A part of the file is damaged. Save the file again and send that.');
const otherEncoding = () =>
  new FileRefusal('A part of the file is not written in UTF-8. Save it again in a newer program.');
const ownWords = () =>
  new FileRefusal('A part of the file defines words of its own, which documents do not need. Save it again.');

/**
 * Reads an XML part strictly and writes it anew by the rules. Only elements, attributes and text are copied: comments,
 * processing instructions and CDATA marks are not. So what was judged is what every other program reads. Office
 * programs write UTF-8 without a document type; anything else is a part that would be read otherwise here than there.
 * Throws FileRefusal for that, and for what is not well formed.
 */
export function sanitiseXml(content: Uint8Array, rules: XmlRules): Uint8Array {
  return new Rewriter(rules).run(readUtf8(content));
}

function readUtf8(content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw otherEncoding();
  }
}

class Rewriter {
  readonly #rules: XmlRules;
  #open: { element: XmlElement; verdict: XmlVerdict; collected: string }[] = [];
  /** How many of the open elements are dropped. */
  #dropped = 0;
  #out: (Uint8Array | string | { held: HeldPieces; text: string })[] = [];
  #tail = '';

  constructor(rules: XmlRules) {
    this.#rules = rules;
  }

  run(source: string): Uint8Array {
    this.#write(declaration);
    const parser = new SaxesParser({ defaultXMLVersion: '1.0', forceXMLVersion: true });
    parser.on('error', () => {
      throw badXml();
    });
    parser.on('xmldecl', ({ encoding }) => {
      if (encoding !== undefined && !/^(utf-?8|us-ascii)$/i.test(encoding)) throw otherEncoding();
    });
    parser.on('doctype', () => {
      throw ownWords();
    });
    parser.on('opentag', ({ name, attributes }) => {
      if (this.#open.length >= deepest) throw badXml();
      const list = Object.entries(attributes).map(([key, value]) => ({
        name: key,
        local: localOf(key),
        value,
      }));
      const parent = this.#open.at(-1)?.element ?? null;
      this.#enter({ name, local: localOf(name), attributes: list, parent });
    });
    parser.on('closetag', () => this.#leave());
    parser.on('text', (text) => this.#text(text));
    parser.on('cdata', (text) => this.#text(text));
    parser.write(source).close();
    this.#flush();
    return Buffer.concat(
      this.#out.map((piece) => {
        if (typeof piece === 'string') return Buffer.from(piece);
        if (piece instanceof Uint8Array) return piece;
        return Buffer.from(piece.held.isGone ? '' : piece.text);
      }),
    );
  }

  #enter(element: XmlElement): void {
    if (this.#dropped > 0) {
      this.#open.push({ element, verdict: 'drop', collected: '' });
      this.#dropped += 1;
      return;
    }
    const outer = this.#open.at(-1);
    // What was thought to hold words only holds more: it is written as it came, without the words.
    if (outer?.verdict === 'collect') {
      this.#write(openTag(outer.element));
      outer.verdict = 'keep';
    }
    const verdict = this.#rules.open(element);
    this.#open.push({ element, verdict, collected: '' });
    if (verdict === 'drop') this.#dropped += 1;
    else if (verdict === 'keep') this.#write(openTag(element));
    else if (typeof verdict === 'object') this.#hold(verdict.hold, openTag(element));
  }

  #leave(): void {
    const left = this.#open.pop();
    if (!left) throw badXml();
    const { element, verdict, collected } = left;
    if (this.#dropped > 0) {
      this.#dropped -= 1;
      return;
    }
    if (verdict === 'collect') {
      const judged = this.#rules.judge?.(element, collected) ?? null;
      if (judged !== null) this.#write(`${openTag(element)}${escapeXml(judged)}</${element.name}>`);
    } else if (verdict === 'keep') this.#write(`</${element.name}>`);
    else if (typeof verdict === 'object') this.#hold(verdict.hold, `</${element.name}>`);
    this.#rules.close?.(element);
  }

  #text(text: string): void {
    const inside = this.#open.at(-1);
    if (!inside || this.#dropped > 0) return;
    if (inside.verdict === 'collect') {
      inside.collected += text;
      return;
    }
    const said = escapeXml(this.#rules.text ? this.#rules.text(inside.element, text) : text);
    if (typeof inside.verdict === 'object' && inside.verdict.text) this.#hold(inside.verdict.hold, said);
    else this.#write(said);
  }

  #write(text: string): void {
    this.#tail += text;
    if (this.#tail.length > flushAt) this.#flush();
  }

  #flush(): void {
    if (this.#tail !== '') this.#out.push(Buffer.from(this.#tail));
    this.#tail = '';
  }

  #hold(held: HeldPieces, text: string): void {
    if (this.#tail !== '') this.#out.push(this.#tail);
    this.#tail = '';
    this.#out.push({ held, text });
  }
}

const localOf = (name: string) => name.slice(name.lastIndexOf(':') + 1);

function openTag({ name, attributes }: XmlElement): string {
  let tag = `<${name}`;
  for (const { name: attribute, value } of attributes) tag += ` ${attribute}="${escapeXml(value, true)}"`;
  return `${tag}>`;
}

function escapeXml(text: string, isAttribute = false): string {
  if (!/[&<>"\r\n\t]/.test(text)) return text;
  const escaped = text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\r/g, '&#13;');
  return isAttribute
    ? escaped.replace(/"/g, '&quot;').replace(/\n/g, '&#10;').replace(/\t/g, '&#9;')
    : escaped;
}
