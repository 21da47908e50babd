import { innerField, isHarmlessField } from '#server/domain/evidence/removed-content.rules.ts';
import type { HeldPieces, XmlElement, XmlVerdict } from '../xml-rewrite.ts';

interface Field {
  held: HeldPieces;
  instruction: string;
  isShowing: boolean;
  /** The alternative of the document, or the simple field, in which it has to end; null for none. */
  branch: XmlElement | null;
  /** Whether its instruction was inserted or deleted in tracked changes; null before its first words. */
  change: string | null;
  isBad: boolean;
  /** The place of a field that is one element: what it shows is inside it. */
  isSimple: boolean;
}

/** Text boxes, notes, comments and building blocks are texts of their own: no field reaches out of one. */
const stories = new Set(['txbxContent', 'footnote', 'endnote', 'comment', 'docPartBody', 'hdr', 'ftr']);
const alternatives = new Set(['Choice', 'Fallback']);
const changes = new Set(['ins', 'del', 'moveFrom', 'moveTo']);

/**
 * Follows the fields of a Word part, which begin, are spelled in pieces, show something and end in separate elements,
 * one inside another. A field that may not stay loses its codes and keeps what it shows. Whatever can be read in two
 * ways (an instruction in one of several alternatives, half in a tracked change, never ended) may not stay.
 */
export class FieldTracker {
  #stories: Field[][] = [[]];
  #holders = new WeakMap<XmlElement, HeldPieces>();
  readonly #removed: () => void;

  /** `removed` is called for each field that goes. */
  constructor(removed: () => void) {
    this.#removed = removed;
  }

  /** The verdict on an element that belongs to a field; null for all others. */
  open(element: XmlElement): XmlVerdict | null {
    const outer = element.parent && this.#holders.get(element.parent);
    if (outer) return this.#hold(element, outer);
    if (stories.has(element.local)) this.#stories.push([]);
    switch (element.local) {
      case 'fldChar':
        return this.#mark(element);
      case 'instrText':
      case 'delInstrText':
        return this.#instruction(element);
      case 'fldSimple':
        return this.#simple(element);
      default:
        return null;
    }
  }

  text({ local }: XmlElement, text: string): void {
    const field = this.#current();
    if (!field || field.isShowing) return;
    if (local === 'instrText' || local === 'delInstrText') field.instruction += text;
    // Word takes plain words before the result for a part of the instruction.
    else if (text.trim() !== '') field.isBad = true;
  }

  close(element: XmlElement): void {
    if (element.local === 'fldSimple') this.#closeBranch(element);
    if (stories.has(element.local)) this.#endAll(this.#stories.pop() ?? []);
    if (alternatives.has(element.local)) this.#closeBranch(element);
  }

  /** At the end of the part. */
  finish(): void {
    for (const fields of this.#stories) this.#endAll(fields);
  }

  /** What was begun inside an element and is not ended with it may be read otherwise elsewhere. */
  #closeBranch(element: XmlElement): void {
    const fields = this.#fields();
    const from = fields.findIndex(({ branch }) => branch === element);
    if (from !== -1) this.#endAll(fields.splice(from).filter(({ isSimple }) => !isSimple));
  }

  #fields(): Field[] {
    const fields = this.#stories.at(-1);
    if (fields) return fields;
    const first: Field[] = [];
    this.#stories.push(first);
    return first;
  }

  #current(): Field | undefined {
    return this.#fields().at(-1);
  }

  #hold(element: XmlElement, held: HeldPieces): XmlVerdict {
    this.#holders.set(element, held);
    return { hold: held, text: true };
  }

  #mark(element: XmlElement): XmlVerdict {
    const kinds = element.attributes.filter(({ local }) => local === 'fldCharType');
    const kind = kinds.length === 1 ? kinds[0]?.value : undefined;
    const branch = findAncestor(element, alternatives);
    if (kind === 'begin') {
      const field = newField(branch);
      this.#fields().push(field);
      return this.#hold(element, field.held);
    }
    const field = this.#current();
    if (!field || field.isSimple || (kind !== 'separate' && kind !== 'end')) return this.#lose(field);
    if (field.branch !== branch || (kind === 'separate' && field.isShowing)) field.isBad = true;
    if (kind === 'separate') field.isShowing = true;
    else {
      this.#fields().pop();
      this.#settle(field, this.#current());
    }
    return this.#hold(element, field.held);
  }

  #instruction(element: XmlElement): XmlVerdict {
    const field = this.#current();
    if (!field || field.isShowing || field.branch !== findAncestor(element, alternatives)) {
      return this.#lose(field);
    }
    const change = findAncestor(element, changes)?.local ?? '';
    if (field.change !== null && field.change !== change) field.isBad = true;
    field.change = change;
    return this.#hold(element, field.held);
  }

  /** An instruction without a field around it, or in the wrong place. */
  #lose(field: Field | undefined): XmlVerdict {
    if (field) field.isBad = true;
    return 'drop';
  }

  #simple(element: XmlElement): XmlVerdict {
    // One attribute each for the two editions of the standard would be two instructions.
    const instructions = element.attributes.filter(({ local }) => local === 'instr');
    const isKept = instructions.length === 1 && isHarmlessField(instructions[0]?.value ?? '');
    const outer = this.#current();
    if (outer && !outer.isShowing) {
      if (isKept) outer.instruction += innerField;
      else outer.isBad = true;
    }
    if (!isKept) this.#removed();
    this.#fields().push({ ...newField(element), isShowing: true, isSimple: true });
    return isKept ? 'keep' : 'unwrap';
  }

  #settle(field: Field, outer: Field | undefined): void {
    const isKept = !field.isBad && isHarmlessField(field.instruction);
    if (!isKept) this.#end(field);
    if (!outer || outer.isShowing) return;
    if (isKept) outer.instruction += innerField;
    else outer.isBad = true;
  }

  #end(field: Field): void {
    field.held.isGone = true;
    this.#removed();
  }

  #endAll(fields: readonly Field[]): void {
    for (const field of fields) this.#end(field);
  }
}

const newField = (branch: XmlElement | null): Field => ({
  held: { isGone: false },
  instruction: '',
  isShowing: false,
  branch,
  change: null,
  isBad: false,
  isSimple: false,
});

function findAncestor({ parent }: XmlElement, names: ReadonlySet<string>): XmlElement | null {
  for (let at = parent; at; at = at.parent) if (names.has(at.local)) return at;
  return null;
}
