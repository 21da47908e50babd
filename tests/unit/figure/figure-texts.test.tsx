import { IntlMessageFormat } from 'intl-messageformat';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { findFigureText } from '#app/features/figure/find-figure-text.ts';
import { FigureText, FigureTexts } from '#app/features/figure/figure-text.tsx';
import { LanguageContext } from '#app/features/language/language-context.tsx';
import { describeStatusNotes } from '#server/domain/finding/describe-status.ts';
import { listMarkedNote } from '#server/domain/figure/build-indicator-parts.ts';
import { getLanguage, type LanguageCode, languageCodes } from '#server/domain/language/languages.ts';
import type { FigureTextName } from '#server/domain/language/figure-texts.ts';
import { figureTranslations } from '#server/domain/language/translations.ts';

const english = Object.entries(figureTranslations.en ?? {});
const others = languageCodes.filter((code): code is Exclude<LanguageCode, 'en'> => code !== 'en');

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** Which element of a message is what, as its parser numbers them. */
const kinds = ['literal', 'argument', 'number', 'date', 'time', 'select', 'plural', 'pound', 'tag'];
const kindOf = ({ type }: Element) => kinds[type];

/** The places of a message, those in the forms of a plural too, with the kind of each. */
function listPlaces(message: string, locale: string): string[] {
  const found = new Set<string>();
  const read = (elements: readonly Element[]) => {
    for (const element of elements) {
      if (!('value' in element) || kindOf(element) === 'literal') continue;
      found.add(`${element.value}: ${kindOf(element)}`);
      if ('options' in element) for (const { value } of Object.values(element.options)) read(value);
    }
  };
  read(new IntlMessageFormat(message, locale, undefined, { ignoreTag: true }).getAst());
  return [...found].sort();
}

/** Something for each place of a message; one or several of what is counted. */
const fill = (message: string, count: number) =>
  Object.fromEntries(
    listPlaces(message, 'en-GB').map((place) => {
      const [key = '', type] = place.split(': ');
      if (type !== 'argument') return [key, count];
      if (key === 'doubtShare') return [key, 'no released figure'];
      if (key.endsWith('Share')) return [key, '3 of 10 states'];
      return [key, key === 'year' ? '2026' : key === 'code' ? 'A1.1' : 'something or other'];
    }),
  );

describe('a text of a figure', () => {
  test('is found again, with what is in its places', () => {
    for (const [name, message] of english) {
      for (const count of [1, 1204]) {
        const values = fill(message, count);
        const text = String(
          new IntlMessageFormat(message, 'en-GB', undefined, { ignoreTag: true }).format(values),
        );
        // Two messages may make the same words: "3 of 10 states" is one of both.
        const found = findFigureText(text);
        expect(found, text).not.toBeNull();
        const again = new IntlMessageFormat(
          figureTranslations.en?.[found?.name ?? 'round'] ?? '',
          'en-GB',
          undefined,
          {
            ignoreTag: true,
          },
        ).format(found?.values);
        expect(again, name).toBe(text);
      }
    }
  });

  test('that is data is nobody’s message', () => {
    for (const text of [
      'Common screening tool with signs of forced criminality',
      'None of the shelters and two of the courts were visited',
      'the states and the bodies',
      'Target for girls',
      'reports of many people, as accepted by the secretariat',
    ]) {
      expect(findFigureText(text), text).toBeNull();
    }
  });

  test('holds the singular and the plural that the builders write', () => {
    for (const count of [1, 2]) {
      const [carried, later, left] = describeStatusNotes({
        total: 9,
        byStatus: { done: 5 },
        notReported: 0,
        notDue: count,
        carried: count,
        ended: count,
      });
      expect(findFigureText(carried ?? '')).toEqual({
        name: 'noteCarried',
        values: { carried: count, statuses: 5 },
      });
      expect(findFigureText(later ?? '')).toEqual({ name: 'noteLater', values: { count } });
      expect(findFigureText(left ?? '')).toEqual({ name: 'noteLeft', values: { count } });
      for (const things of ['states', 'reporters', 'figures'] as const) {
        expect(findFigureText(listMarkedNote(count, things)[0] ?? '')?.values).toEqual({ count });
      }
    }
  });
});

describe.each(others)('texts of figures in %s', (code) => {
  test('have every message with all its places, and none in English', () => {
    const own: Record<string, string> = figureTranslations[code] ?? {};
    expect(Object.keys(own)).toEqual(english.map(([name]) => name));
    for (const [name, message] of Object.entries(own)) {
      const original = figureTranslations.en?.[name as FigureTextName] ?? '';
      expect(listPlaces(message, getLanguage(code).locale), name).toEqual(listPlaces(original, 'en-GB'));
      expect(message, name).not.toMatch(/[๐-๙០-៩]/);
      expect(message, name).toBe(message.trim());
      if (code === 'th' || code === 'km') expect(message, name).toMatch(/[\u0e00-\u0e7f\u1780-\u17ff]/);
      expect(message.replaceAll(/\{\w+[,}]/g, ''), name).not.toMatch(
        /\b(the|is|are|which|has|with|states|reports)\b/,
      );
    }
  });

  test('are marked as what they are, what is data in them too', () => {
    const show = (text: string) =>
      renderToStaticMarkup(
        <LanguageContext value={{ code, labels: { 'round/2024-H2': 'ROUND' } }}>
          <FigureTexts
            figure={{
              id: 'steps',
              summary: '',
              publication: { round: '2024-H2', roundTitle: 'Second half of 2024' },
            }}
          >
            <FigureText>{text}</FigureText>
          </FigureTexts>
        </LanguageContext>,
      );
    expect(show('I-B3 Victims: the regional figure by round')).toMatch(
      new RegExp(`^<span lang="${code}">.*<span lang="en">I-B3 Victims</span>`),
    );
    expect(show('Activities by thematic area and status, Second half of 2024')).toMatch(
      /^<span lang="..">[^<]*ROUND/,
    );
    expect(show('Words of a report')).toBe('<span lang="en">Words of a report</span>');
    expect(show('3 of 10 states and none of 11 bodies')).toMatch(
      /^<span lang="..">[^<a-z]*3[^<]*11[^<]*<\/span>$/,
    );
  });
});
