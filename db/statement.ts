/** One row, by column name. */
export type Row = Record<string, unknown>;

/** What a statement answers with. `count` is how many rows it gave or wrote. */
export type Rows<T = Row> = T[] & { readonly count: number };

/** A statement with its parameters, as it is sent. */
export type Statement = {
  text: string;
  values: readonly unknown[];
  /** Each row as an array in the order of the columns instead of an object. */
  asArrays?: boolean;
  /** It only reads: when its connection turns out to be dead, it may be asked again on another. */
  repeatable?: boolean;
};

export type Value = string | number | bigint | boolean | Date | Uint8Array | null | Part | readonly Value[];

/** A piece of a statement, to stand in another one. */
export class Part {
  readonly strings: readonly string[];
  readonly values: readonly Value[];

  constructor(strings: readonly string[], values: readonly Value[]) {
    this.strings = strings;
    this.values = values;
  }
}

/** Writes a piece of a statement; its values become parameters of the whole. */
export const part = (strings: TemplateStringsArray, ...values: readonly Value[]): Part =>
  new Part(strings, values);

/** The quoted name of a table, a column or a database. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Names to stand in a statement, separated by commas. */
export const identifier = (...names: readonly string[]): Part =>
  new Part([names.map(quoteName).join(', ')], []);

/** Puts a statement together: parts are written out, every other value becomes a numbered parameter. */
export function buildStatement(strings: readonly string[], values: readonly Value[]): Statement {
  const parameters: unknown[] = [];
  const write = (pieces: readonly string[], between: readonly Value[]): string =>
    pieces
      .map((piece, index) => {
        if (index >= between.length) return piece;
        const value = between[index];
        if (value instanceof Part) return piece + write(value.strings, value.values);
        parameters.push(value);
        return `${piece}$${parameters.length}`;
      })
      .join('');
  return { text: write(strings, values), values: parameters };
}

/** How many statements a connection keeps prepared at most. */
const mostNames = 600;
const mostSeen = 4_000;

/**
 * Gives names to statements, so that each connection parses and plans them once. A text gets its name when it comes
 * the second time: what is put together for one case must not fill the memory of every connection.
 */
export class StatementNames {
  readonly #names = new Map<string, string>();
  readonly #seen = new Set<string>();

  /** The name, or undefined for a statement that is sent without. */
  nameOf(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined || this.#names.size >= mostNames) return known;
    if (!this.#seen.delete(text)) {
      if (this.#seen.size >= mostSeen) this.#seen.clear();
      this.#seen.add(text);
      return undefined;
    }
    const name = `bohol_${this.#names.size + 1}`;
    this.#names.set(text, name);
    return name;
  }
}
