import { describe, expect, test } from 'vitest';
import { buildWords } from '#app/features/language/use-words.ts';
import { readLibraryFilter, readPage } from '#app/features/library/library-list.tsx';
import { describeDays, describeEntries } from '#app/features/library/library-words.ts';
import { getLanguage, type LanguageCode } from '#server/domain/language/languages.ts';
import {
  describeRevision,
  listChangedFields,
  readTyped,
  toInput,
} from '#app/features/library/edit/entry-form-values.ts';
import { buildLibraryPath, isInLibraryFilter } from '#server/domain/library/list-published-library.ts';
import type { LibraryRevision } from '#server/queries/library/list-library-entries.query.ts';

const item = {
  kind: 'agreement',
  isCooperation: true,
  year: 2025,
  states: ['KH', 'TH'],
  bodies: ['SOMTC'],
  partners: ['unodc'],
  activities: ['C3.1'],
  lenses: ['online-scams'],
};

describe('a filter', () => {
  test.each([
    [{ kind: 'agreement' }, { kind: 'study' }],
    [{ activity: 'C3.1' }, { activity: 'C3' }],
    [{ states: ['TH'] }, { states: ['TH', 'LA'] }],
    [{ states: ['TH', 'KH'] }, { states: ['LA'] }],
    [{ body: 'SOMTC' }, { body: 'ACWC' }],
    [{ partner: 'unodc' }, { partner: 'iom' }],
    [{ lens: 'online-scams' }, { lens: 'x' }],
    [{ year: '2025' }, { year: 'undated' }],
  ])('%j matches, %j does not', (yes, no) => {
    expect(isInLibraryFilter(item, yes)).toBe(true);
    expect(isInLibraryFilter(item, no)).toBe(false);
  });

  test('finds what has no date, and only cooperation', () => {
    const other = { ...item, year: null, isCooperation: false };
    expect(isInLibraryFilter(other, { year: 'undated' })).toBe(true);
    expect(isInLibraryFilter(other, { cooperation: true })).toBe(false);
    expect(isInLibraryFilter(item, { cooperation: true })).toBe(true);
  });

  test('is read from the address that it makes', () => {
    const filter = { states: ['KH', 'TH'], cooperation: true, lens: 'online-scams', year: '2025' };
    const address = `https://example.org${buildLibraryPath(filter)}`;
    expect(readLibraryFilter(address)).toEqual(filter);
    expect(readLibraryFilter('https://example.org/library?kind=&state=&state=')).toEqual({});
    expect(
      readLibraryFilter(`https://example.org/library?kind=${'x'.repeat(121)}&cooperation=maybe`),
    ).toEqual({});
    expect(buildLibraryPath({})).toBe('/library');
  });

  test('reads a page, and takes nonsense for the first', () => {
    expect(readPage('https://example.org/library?page=3')).toBe(3);
    for (const page of ['0', '-1', 'x', '9999999', '1e3'])
      expect(readPage(`https://example.org/library?page=${page}`)).toBe(1);
  });
});

test('says when something was', () => {
  const formatWhen = (item: Parameters<typeof describeDays>[0], code: LanguageCode = 'en') =>
    describeDays(item, getLanguage(code), buildWords(code, 'library'));
  expect(formatWhen({ happenedOn: null, endedOn: null, year: null })).toBe('');
  expect(formatWhen({ happenedOn: null, endedOn: null, year: 2016 })).toBe('2016');
  expect(formatWhen({ happenedOn: '2025-05-29', endedOn: null, year: 2025 })).toBe('29 May 2025');
  expect(formatWhen({ happenedOn: '2023-05-10', endedOn: '2023-05-11', year: 2023 })).toBe(
    '10 to 11 May 2023',
  );
  expect(formatWhen({ happenedOn: '2023-05-31', endedOn: '2023-06-01', year: 2023 })).toBe(
    '31 May 2023 to 1 June 2023',
  );
  expect(formatWhen({ happenedOn: '2023-05-10', endedOn: '2023-05-11', year: 2023 }, 'id')).toBe(
    '10 Mei 2023 hingga 11 Mei 2023',
  );
});

test('says what the library holds, and what a filter leaves', () => {
  const words = buildWords('en', 'library');
  const whole = { total: 12, tied: 7, activities: 43 };
  const empty = { total: 0, tied: 0, activities: 43, matching: 0 };
  expect(describeEntries(empty, words)).toBe('The library has no entry yet');
  expect(describeEntries({ ...whole, matching: 0 }, words)).toBe('None of 12 entries matches');
  expect(describeEntries({ ...whole, matching: 1 }, words)).toBe('1 of 12 entries matches');
  expect(describeEntries({ ...whole, matching: 12 }, words)).toBe(
    '12 entries bear on 7 of 43 activities of the plan',
  );
  expect(describeEntries({ ...whole, matching: 12, tied: 43 }, words)).toBe(
    '12 entries bear on all 43 activities of the plan',
  );
  expect(describeEntries({ ...empty, total: 1, matching: 1 }, words)).toBe(
    '1 entry of studies, dialogues and cooperation',
  );
});

test('a form is read with its lists, and activities by commas, spaces or lines', () => {
  const form = new FormData();
  form.append('title', 'A study');
  form.append('states', 'KH');
  form.append('states', 'TH');
  form.append('activities', 'A1.1, C3.1;B1.1\nD1.2');
  const typed = readTyped(form);
  expect(typed).toMatchObject({ title: 'A study', states: ['KH', 'TH'], summary: '', bodies: [] });
  expect(toInput(typed).activities).toEqual(['A1.1', 'C3.1', 'B1.1', 'D1.2']);
});

test('history says what a revision did', () => {
  const content = {
    title: 'A study',
    states: ['KH'],
    released: false,
  } as unknown as LibraryRevision['content'];
  const revision = (version: number, by: string | null, change: object): LibraryRevision => ({
    version,
    by,
    at: '2026-01-01T00:00:00Z',
    content: { ...content, ...change },
  });
  expect(describeRevision(revision(1, null, {}), undefined)).toBe('Loaded with the tracker');
  expect(describeRevision(revision(1, 'An officer', {}), undefined)).toBe('Added');
  expect(describeRevision(revision(2, 'An officer', { released: true }), revision(1, null, {}))).toBe(
    'Released',
  );
  expect(
    describeRevision(revision(2, 'An officer', { title: 'B', states: ['TH'] }), revision(1, null, {})),
  ).toBe('Changed title, states');
  expect(listChangedFields(content, content)).toEqual([]);
});
