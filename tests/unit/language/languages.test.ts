import { expect, test } from 'vitest';
import { buildWords } from '#app/features/language/use-words.ts';
import { formatDate } from '#server/domain/language/date-format.ts';
import { buildLanguagePath, languages, parseLanguage } from '#server/domain/language/languages.ts';
import { formatNumber, formatPercentage } from '#server/domain/language/number-format.ts';

test('an address leads to the same page in another language, and back', () => {
  for (const { code } of languages) {
    for (const path of ['/', '/plan', '/about/methodology', '/states/TH']) {
      const address = buildLanguagePath(code, path) || '/';
      expect(parseLanguage(address)).toEqual({ language: code, path, plain: false });
    }
  }
  expect(buildLanguagePath('th', '/plan?area=A&publication=2')).toBe('/th/plan?area=A&publication=2');
  expect(buildLanguagePath('vi', '/?publication=2')).toBe('/vi?publication=2');
  expect(buildLanguagePath('en', '/?publication=2')).toBe('/?publication=2');
});

test('two letters that are no language of the pages are a page of their own', () => {
  expect(parseLanguage('/xx/plan')).toEqual({ language: 'en', path: '/xx/plan', plain: false });
  expect(parseLanguage('/thai')).toEqual({ language: 'en', path: '/thai', plain: false });
  expect(parseLanguage('/en/plan')).toEqual({ language: 'en', path: '/en/plan', plain: false });
});

test('files and forms have no language', () => {
  expect(parseLanguage('/th/data/v1/values.csv')).toMatchObject({ path: '/data/v1/values.csv', plain: true });
  expect(parseLanguage('/km/sign-in')).toMatchObject({ plain: true });
  expect(parseLanguage('/km/data')).toMatchObject({ plain: false });
});

test('dates are Gregorian in Latin digits, written as the language writes them', () => {
  const dates = languages.map(({ locale }) => formatDate('2026-05-20', 'UTC', locale));
  expect(dates).toEqual([
    '20 May 2026',
    '20 Mei 2026',
    '20 ឧសភា 2026',
    '20 พฤษภาคม ค.ศ. 2026',
    '20 tháng 5, 2026',
  ]);
  // Late in the evening by UTC it is the next day in Jakarta.
  expect(formatDate('2026-05-20T20:00:00Z', 'Asia/Jakarta', 'id-ID')).toBe('21 Mei 2026');
});

test('numbers read the same in every language', () => {
  expect(formatNumber('12345.5')).toBe('12,345.5');
  expect(formatPercentage(75)).toBe('75.0%');
  for (const { code } of languages) {
    expect(buildWords(code, 'method')('readsMarginOf', { percent: 12345 }), code).toContain('12,345');
  }
});
