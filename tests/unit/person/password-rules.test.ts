import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCommonPassword } from '#server/auth/common-passwords.ts';
import {
  findPasswordProblem,
  longestPassword,
  shortestPassword,
} from '#server/domain/person/sign-in.rules.ts';

const context = { email: 'sokha.chan@mlvt.example', name: 'Sokha Chanthavong', isCommon: isCommonPassword };
const problem = (password: string) => findPasswordProblem(password, context);

describe('a password', () => {
  test.each([
    'three green boats at noon',
    'correct-battery-horse',
    'ພາສາລາວຂອງຂ້ອຍດີ',
    'mười hai con thuyền xanh',
    'a1B2c3D4e5F6',
  ])('"%s" will do', (password) => {
    expect(problem(password)).toBeNull();
  });

  test.each<[string, string, RegExp]>([
    ['nothing', '', /12 characters/],
    ['too short', 'elevenchars', /12 characters/],
    ['too long', 'ab'.repeat(101), /200 characters/],
    ['one letter', 'aaaaaaaaaaaaaaa', /easy to guess/],
    ['four letters over and over', 'abcdabcdabcdabcd', /easy to guess/],
    ['the usual one with digits', 'password1234567', /easy to guess/],
    ['the usual one in capitals', 'PASSWORD!!!!!!!', /easy to guess/],
    ['keys in a row', 'qwertyuiop12345', /easy to guess/],
    ['their own name', 'chanthavong1', /too similar to your name/],
    ['their own address', 'sokha.chan12', /too similar to your name/],
    ['their name in capitals', 'CHANTHAVONG!', /too similar to your name/],
  ])('%s will not', (_, password, expected) => {
    expect(problem(password)).toMatch(expected);
  });

  test('is counted in characters as a person counts them', () => {
    expect(problem('🐘🐯🐢🦀🐬🦋🌴🌊🌋🌏🌙⭐')).toBeNull();
    expect(problem('🐘🐯🐢🦀🐬🦋')).toMatch(/12 characters/);
  });

  test('that is a name in a longer sentence will do', () => {
    expect(problem('chanthavong walks to the river')).toBeNull();
  });
});

test('whatever is typed gets one whole sentence or nothing; what passes is long enough', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (password) => {
      const found = problem(password);
      if (found === null) {
        expect([...password].length).toBeGreaterThanOrEqual(shortestPassword);
        expect([...password].length).toBeLessThanOrEqual(longestPassword);
        expect(isCommonPassword(password.toLowerCase())).toBe(false);
      } else expect(found).toMatch(/^[A-Z].*\.$/);
      // It is never repeated to whoever looks over the shoulder.
      if (password.length > 3) expect(found ?? '').not.toContain(password);
    }),
  );
});

test('a longer password of several words is never refused for its kinds of characters', () => {
  const word = fc.string({ unit: fc.constantFrom(...'bdfghjklmprstvwz'), minLength: 5, maxLength: 9 });
  fc.assert(
    fc.property(fc.array(word, { minLength: 4, maxLength: 6 }), (words) => {
      const password = words.join(' ');
      fc.pre(new Set(password).size >= 5);
      expect(problem(password)).toBeNull();
    }),
  );
});
