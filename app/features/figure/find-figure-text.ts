import { IntlMessageFormat } from 'intl-messageformat';
import { figureTranslations } from '#server/domain/language/translations.ts';
import type { FigureTextName } from '#server/domain/language/figure-texts.ts';

/** The message that a text was made from, with what is in its places: numbers as numbers, everything else as text. */
export type FoundText = { name: FigureTextName; values: Record<string, string | number> };

type Pattern = { name: FigureTextName; expression: RegExp; places: string[]; numbers: Set<string> };
type Element = ReturnType<IntlMessageFormat['getAst']>[number];

const escape = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
/** A number as `formatNumber` writes it, or as it is stored. */
const number = String.raw`\d[\d,]*(?:\.\d+)?`;

/** What a place of a certain name holds. */
const forms: Readonly<Record<string, string>> = { year: String.raw`\d{4}`, code: String.raw`\S+` };

/** Which element of a message is what, as its parser numbers them. */
const kinds = ['literal', 'argument', 'number', 'date', 'time', 'select', 'plural', 'pound'];
const kindOf = ({ type }: Element) => kinds[type];

/** Turns a message into an expression for the texts that it can make. A plural is read in all its forms. */
function buildPattern(name: FigureTextName, message: string): Pattern {
  const places: string[] = [];
  const numbers = new Set<string>();
  const place = (key: string, form: string) => {
    places.push(key);
    return `(${form})`;
  };
  const read = (elements: readonly Element[], counted: string): string =>
    elements
      .map((element) => {
        if (kindOf(element) === 'pound') return place(counted, number);
        if (!('value' in element)) return '';
        const key = element.value;
        if (kindOf(element) === 'literal') return escape(key);
        if (kindOf(element) === 'number' || 'options' in element) numbers.add(key);
        if ('options' in element) {
          const branches = Object.values(element.options).map((option) => read(option.value, key));
          return `(?:${branches.join('|')})`;
        }
        if (numbers.has(key)) return place(key, number);
        return place(key, forms[key] ?? '.+?');
      })
      .join('');
  const form = read(new IntlMessageFormat(message, 'en-GB', undefined, { ignoreTag: true }).getAst(), '');
  return { name, expression: new RegExp(`^${form}$`, 's'), places, numbers };
}

let built: Pattern[] | null = null;

/** What says most of itself comes first: "none of 3 states and 1 of 11 bodies" is not a text of one place. */
function listPatterns(): Pattern[] {
  built ??= Object.entries(figureTranslations.en ?? {})
    .map(([name, message]) => ({
      pattern: buildPattern(name as FigureTextName, message),
      said: message.replaceAll(/\{[^{}]*\}/g, '').length,
    }))
    .sort((a, b) => b.said - a.said)
    .map(({ pattern }) => pattern);
  return built;
}

/** Finds the message that an English text of a figure was made from; null for a text that is data. */
export function findFigureText(text: string): FoundText | null {
  for (const { name, expression, places, numbers } of listPatterns()) {
    const match = expression.exec(text);
    if (!match) continue;
    const values: FoundText['values'] = {};
    for (const [at, key] of places.entries()) {
      const value = match[at + 1];
      if (value === undefined) continue;
      values[key] = numbers.has(key) ? Number(value.replaceAll(',', '')) : value;
    }
    if (
      Object.entries(values).every(([key, value]) => !key.endsWith('Share') || findFigureText(`${value}`))
    ) {
      return { name, values };
    }
  }
  return null;
}
