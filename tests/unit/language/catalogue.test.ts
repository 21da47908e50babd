import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { Definitions } from '#app/components/definitions.tsx';
import { buildWords } from '#app/features/language/use-words.ts';
import {
  english,
  getMessages,
  type Namespace,
  requiredNamespaces,
} from '#server/domain/language/catalogue.ts';
import { getLanguage, type LanguageCode, languageCodes } from '#server/domain/language/languages.ts';

const root = join(import.meta.dirname, '../../..');
const others = languageCodes.filter((code): code is Exclude<LanguageCode, 'en'> => code !== 'en');
const namespaces = Object.keys(english) as Namespace[];

/** The places of a message with what stands in them, plural and select branches included: "count: plural". */
function listPlaces(message: string, locale: string): string[] {
  const kinds = ['literal', 'argument', 'number', 'date', 'time', 'select', 'plural', 'pound', 'tag'];
  const found = new Set<string>();
  const read = (elements: ReturnType<IntlMessageFormat['getAst']>) => {
    for (const element of elements) {
      if (!('value' in element) || kinds[element.type] === 'literal') continue;
      found.add(`${element.value}: ${kinds[element.type]}`);
      if ('options' in element) for (const { value } of Object.values(element.options)) read(value);
    }
  };
  read(new IntlMessageFormat(message, locale, undefined, { ignoreTag: true }).getAst());
  return [...found].sort();
}

/** Words that are the same in English and in the language. */
const alike: Partial<Record<LanguageCode, string[]>> = {
  id: ['navigation.data', 'navigation.menu', 'figure.target'],
};

/** Letters that only the language has, among those of the catalogue. */
const ownLetters: Record<Exclude<LanguageCode, 'en' | 'id'>, RegExp> = {
  km: /\p{Script=Khmer}/u,
  th: /\p{Script=Thai}/u,
  vi: /[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/iu,
};

describe.each(others)('the catalogue in %s', (code) => {
  const { locale } = getLanguage(code);

  test('has every required part whole', () => {
    for (const namespace of requiredNamespaces) {
      const { messages, language } = getMessages(code, namespace);
      expect(language, namespace).toBe(code);
      expect(Object.keys(messages).sort(), namespace).toEqual(Object.keys(english[namespace]).sort());
    }
  });

  test('can be read, and leaves no place out', () => {
    for (const namespace of namespaces) {
      const { messages, language } = getMessages(code, namespace);
      if (language !== code) continue;
      for (const [key, message] of Object.entries(messages)) {
        const original = (english[namespace] as Record<string, string>)[key] ?? '';
        expect(listPlaces(message, locale), `${namespace}.${key}`).toEqual(listPlaces(original, 'en-GB'));
        // Digits read alike everywhere: those of the script would stand beside Latin ones in tables.
        expect(message, `${namespace}.${key}`).not.toMatch(/[๐-๙០-៩]/);
        expect(message, `${namespace}.${key}`).toBe(message.trim());
      }
    }
  });

  test('has nothing left in English by accident', () => {
    for (const namespace of requiredNamespaces) {
      for (const [key, message] of Object.entries(getMessages(code, namespace).messages)) {
        const name = `${namespace}.${key}`;
        if (alike[code]?.includes(name)) continue;
        expect(message, name).not.toBe((english[namespace] as Record<string, string>)[key]);
        if (code !== 'id') expect(message, name).toMatch(ownLetters[code]);
        // A sentence of more than three words holds none of these in any of the four languages.
        expect(message, name).not.toMatch(/\b(the|is|are|which|has|with)\b/i);
      }
    }
  });
});

test('what is not translated is English, and says so', () => {
  const { messages, language } = getMessages('th', 'api');
  expect(language).toBe('en');
  expect(messages).toBe(english.api);
});

test('every English message can be read', () => {
  for (const namespace of namespaces) {
    for (const [key, message] of Object.entries(english[namespace])) {
      expect(() => listPlaces(message, 'en-GB'), `${namespace}.${key}`).not.toThrow();
    }
  }
});

test('a number in a sentence has Latin digits and the marks of its language', () => {
  expect(buildWords('km', 'method')('smallText', { limit: 10 })).toContain('10');
  expect(buildWords('th', 'method')('fewDominance', { share: 80 })).toContain('80');
  expect(buildWords('en', 'method')('smallText', { limit: 10 })).toContain('from 1 to 10');
});

test('elements stand in the places of a sentence, in the order of the language', () => {
  const place = createElement('a', { href: '/publications/3' }, 'P');
  const rich = buildWords('th', 'footer').rich('drawnFrom', { publication: place, round: 'R' });
  expect(renderToStaticMarkup(rich)).toBe(
    buildWords('th', 'footer')('drawnFrom', { publication: '<a href="/publications/3">P</a>', round: 'R' }),
  );
});

test('a sentence with elements is one description, not one to each of its parts', () => {
  const description = buildWords('en', 'receipt').rich('newestRound', {
    title: createElement('b', null, 'R'),
  });
  const list = renderToStaticMarkup(createElement(Definitions, { items: [{ term: 'Round', description }] }));
  expect(list.match(/<dd/g)).toHaveLength(1);
});

/** Every source that may ask for words, without the words themselves. */
function readSources(directory: string): string[] {
  return readdirSync(join(root, directory), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('/language/messages/'))
    .map((path) => readFileSync(path, 'utf8'));
}

test('no message is left that nobody asks for', () => {
  const sources = [...readSources('app'), ...readSources('server')];
  const everything = sources.join('\n');
  // By name, or as a property of the English words: what a page is called is said before its language is known.
  const asked = new Set([
    ...Array.from(everything.matchAll(/['"`]([\w-]+)['"`]/g), ([, word]) => word),
    ...Array.from(everything.matchAll(/\b(?:english|words)\.(\w+)/g), ([, word]) => word),
  ]);
  // Keys made of a part that is known and one that is data: `${state}Meaning`.
  const made = Array.from(everything.matchAll(/`\$\{[^}]+\}(\w+)`|`(\w+)\$\{[^}]+\}`/g), ([, end, start]) =>
    end ? new RegExp(`^\\w+${end}$`) : new RegExp(`^${start}\\w+$`),
  );
  const unused = namespaces.flatMap((namespace) =>
    Object.keys(english[namespace])
      .filter((key) => !asked.has(key) && !made.some((pattern) => pattern.test(key)))
      .map((key) => `${namespace}.${key}`),
  );
  expect(unused).toEqual([]);
});
