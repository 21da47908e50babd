import { FileRefusal } from './file-refusal.ts';
import { readXml } from './xml-part.ts';

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

const nameForm = /[A-Za-z_\u0080-\uffff][\w.\-:\u0080-\uffff]*/y;
const attributeForm = /\s+([A-Za-z_\u0080-\uffff][\w.\-:\u0080-\uffff]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const tagEnd = /\s*(\/?)>/y;
const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads an XML part strictly and writes it anew by the rules. Only elements, attributes and text are copied: comments,
 * processing instructions and CDATA marks are not. So what was judged is what every other program reads. Throws
 * FileRefusal for what is not well formed.
 */
export function rewriteXml(content: Uint8Array, rules: XmlRules): Uint8Array {
  return new Rewriter(readXml(content).replace(/^\ufeff/, ''), rules).run();
}

class Rewriter {
  readonly #source: string;
  readonly #rules: XmlRules;
  #at = 0;
  #open: { element: XmlElement; verdict: XmlVerdict; collected: string }[] = [];
  /** How many of the open elements are dropped. */
  #dropped = 0;
  #hasRoot = false;
  #out: (Uint8Array | string | { held: HeldPieces; text: string })[] = [];
  #tail = '';

  constructor(source: string, rules: XmlRules) {
    this.#source = source;
    this.#rules = rules;
  }

  run(): Uint8Array {
    this.#write(declaration);
    const source = this.#source;
    while (this.#at < source.length) {
      const next = source.indexOf('<', this.#at);
      const end = next === -1 ? source.length : next;
      if (end > this.#at) this.#text(decode(source.slice(this.#at, end), false));
      if (next === -1) break;
      this.#at = next;
      this.#markup();
    }
    if (this.#open.length > 0 || !this.#hasRoot) throw badXml();
    this.#flush();
    return Buffer.concat(
      this.#out.map((piece) => {
        if (typeof piece === 'string') return Buffer.from(piece);
        if (piece instanceof Uint8Array) return piece;
        return Buffer.from(piece.held.isGone ? '' : piece.text);
      }),
    );
  }

  #markup(): void {
    const source = this.#source;
    if (source.startsWith('<!--', this.#at)) return this.#skip('-->', 4);
    if (source.startsWith('<?', this.#at)) return this.#skip('?>', 2);
    if (source.startsWith('<![CDATA[', this.#at)) {
      const from = this.#at + 9;
      this.#skip(']]>', 9);
      return this.#text(source.slice(from, this.#at - 3).replace(/\r\n?/g, '\n'));
    }
    if (source.startsWith('</', this.#at)) return this.#endTag();
    this.#startTag();
  }

  #skip(until: string, from: number): void {
    const found = this.#source.indexOf(until, this.#at + from);
    if (found === -1) throw badXml();
    this.#at = found + until.length;
  }

  #take(form: RegExp): RegExpExecArray | null {
    form.lastIndex = this.#at;
    const found = form.exec(this.#source);
    if (found) this.#at = form.lastIndex;
    return found;
  }

  #startTag(): void {
    this.#at += 1;
    const name = this.#take(nameForm)?.[0];
    if (name === undefined || this.#open.length >= deepest) throw badXml();
    const parent = this.#open.at(-1)?.element ?? null;
    if (!parent && this.#hasRoot) throw badXml();
    this.#hasRoot = true;
    const attributes: XmlAttribute[] = [];
    for (let found = this.#take(attributeForm); found; found = this.#take(attributeForm)) {
      const attribute = found[1] ?? '';
      if (attributes.some((known) => known.name === attribute)) throw badXml();
      const value = decode(found[2] ?? found[3] ?? '', true);
      attributes.push({ name: attribute, local: localOf(attribute), value });
    }
    const end = this.#take(tagEnd);
    if (!end) throw badXml();
    this.#enter({ name, local: localOf(name), attributes, parent });
    if (end[1] === '/') this.#leave();
  }

  #endTag(): void {
    this.#at += 2;
    const name = this.#take(nameForm)?.[0];
    const end = this.#take(tagEnd);
    if (!end || end[1] === '/' || this.#open.at(-1)?.element.name !== name) throw badXml();
    this.#leave();
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
    if (!inside) {
      if (text.trim() !== '') throw badXml();
      return;
    }
    if (this.#dropped > 0) return;
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

/** Only the five words that XML itself knows, and characters by number, are taken. */
function decode(raw: string, isAttribute: boolean): string {
  const text = isAttribute ? raw.replace(/\r\n?|[\n\t]/g, ' ') : raw.replace(/\r\n?/g, '\n');
  if (!text.includes('&')) return text;
  return text.replace(/&([^;&]{0,10});?/g, (whole, word: string) => {
    const known = named[word];
    if (known !== undefined && whole.endsWith(';')) return known;
    const number = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(word);
    const code = number ? (number[1] ? parseInt(number[1], 16) : Number(number[2])) : -1;
    if (!whole.endsWith(';') || !isXmlCharacter(code)) throw badXml();
    return String.fromCodePoint(code);
  });
}

const isXmlCharacter = (code: number) =>
  code === 9 ||
  code === 10 ||
  code === 13 ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff);

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
