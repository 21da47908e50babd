import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findTextProblem, longestText, normaliseText } from '#server/domain/submission/text.rules.ts';

/** Control characters but tab and line ends, marks that turn text around, and halves of characters. */
const refused = new Set([
  ...Array.from({ length: 32 }, (_, code) => code).filter((code) => ![9, 10, 13].includes(code)),
  0x7f,
  0x202d,
  0x202e,
  0x2066,
  0x2067,
  0x2068,
  0xd800,
  0xdbff,
  0xdc00,
  0xdfff,
]);

test('every text without control characters, half characters and turning marks may be written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      fc.pre(
        text.isWellFormed() && ![...text].some((character) => refused.has(character.codePointAt(0) ?? 0)),
      );
      expect(findTextProblem(text)).toBeNull();
    }),
  );
});

test('any text at all gets a sentence or nothing, and what is written has no character that Postgres refuses', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const problem = findTextProblem(text);
      if (problem === null) {
        expect(text.isWellFormed()).toBe(true);
        expect(text).not.toContain('\u0000');
      } else expect(problem).toMatch(/^[A-Z].*\.$/);
    }),
  );
});

test('each character that is refused is refused wherever it stands', () => {
  for (const code of refused) {
    const character = String.fromCharCode(code);
    for (const text of [character, `${character}x`, `x${character}`, `x${character}x`]) {
      expect([code, findTextProblem(text)]).toEqual([code, expect.any(String)]);
    }
  }
  for (const allowed of [
    '\t',
    '\n',
    '\r',
    '\u200b',
    '\u200d',
    '\u200e',
    '\u200f',
    '\u00a0',
    '\ufeff',
    '👩‍👩‍👧',
  ]) {
    expect(findTextProblem(`x${allowed}x`)).toBeNull();
  }
});

test('10,000 characters are taken and one more is not', () => {
  expect(findTextProblem('x'.repeat(longestText))).toBeNull();
  expect(findTextProblem('x'.repeat(longestText + 1))).toContain('10,001');
});

test('line ends become one kind; doing it twice changes nothing more; nothing else is lost', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', ' ', '\r\n', '\n', '\r', '\t', 'é', '👋', '\u00a0')),
      (parts) => {
        const text = parts.join('');
        const once = normaliseText(text);
        expect(normaliseText(once)).toBe(once);
        expect(once).not.toContain('\r');
        expect(once).toBe(once.trimEnd());
        expect(once.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        expect(once.split('\n').length).toBeLessThanOrEqual(text.split(/\r\n|\r|\n/).length);
      },
    ),
  );
});
