import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { referenceListNames, referenceLists } from '#server/domain/reference/reference-lists.ts';
import {
  checkReferenceRow,
  withRowMoved,
  type ReferenceCells,
  type ReferenceRow,
} from '#server/domain/reference/reference-row.rules.ts';

const rowOf = (row: string, cells: ReferenceCells, more: Partial<ReferenceRow> = {}): ReferenceRow => ({
  row,
  cells,
  words: {},
  ended: false,
  ...more,
});
const messagesOf = (...given: Parameters<typeof checkReferenceRow>) =>
  Object.fromEntries(checkReferenceRow(...given).problems.map(({ path, message }) => [path, message]));

const child = rowOf('child', { code: 'child', name: 'Children' });

describe('a row of a list', () => {
  test('keeps its code, whatever is sent, and its words without spaces around them', () => {
    const typed = {
      cells: { code: 'other', name: ' Girls and boys ' },
      words: { name: { th: ' เด็ก ', km: '', xx: 'no language' } },
    };
    expect(checkReferenceRow('tags', typed, child, [])).toEqual({
      cells: { code: 'child', name: 'Girls and boys' },
      words: { name: { th: 'เด็ก' } },
      problems: [],
    });
  });

  test('has a code and a name of its own; the name of one that has ended is free', () => {
    const typed = { cells: { code: 'CHILD', name: 'children' }, words: {} };
    expect(messagesOf('tags', typed, null, [child])).toEqual({
      code: 'Children already has this. Enter another.',
      name: 'There is already a tag with this name.',
    });
    const free = { cells: { code: 'minors', name: 'children' }, words: {} };
    expect(messagesOf('tags', free, null, [{ ...child, ended: true }])).toEqual({});
  });

  test('is refused by its cells and by words that cannot be stored', () => {
    const typed = { cells: { code: '', name: '' }, words: { name: { id: 'a\u202eb', vi: 'x'.repeat(501) } } };
    expect(Object.keys(messagesOf('tags', typed, null, []))).toEqual(['code', 'name', 'name.id', 'name.vi']);
  });
});

const agency = (acronym: string, more: ReferenceCells = {}): ReferenceCells => ({
  state: 'TH',
  acronym,
  name: `Agency ${acronym}`,
  is_clearing_authority: 'no',
  from_on: '2023-01-01',
  to_on: '',
  ...more,
});

describe('agencies', () => {
  const clearing = rowOf('1', agency('PMO', { is_clearing_authority: 'yes' }));

  test('one that clears is replaced, neither given up nor ended', () => {
    const check = (cells: ReferenceCells) =>
      Object.keys(messagesOf('agencies', { cells, words: {} }, clearing, []));
    expect(check(agency('PMO'))).toEqual(['is_clearing_authority']);
    expect(check({ ...clearing.cells, to_on: '2026-01-01' })).toEqual(['to_on']);
    expect(check({ ...clearing.cells, name: 'Another name' })).toEqual([]);
  });

  test('acronyms are of one state and one first day', () => {
    const check = (more: ReferenceCells) =>
      Object.keys(
        messagesOf('agencies', { cells: agency('PMO', { name: 'New', ...more }), words: {} }, null, [
          clearing,
        ]),
      );
    expect(check({})).toEqual(['acronym']);
    expect(check({ from_on: '2027-01-01' })).toEqual([]);
    expect(check({ state: 'LA' })).toEqual([]);
    expect(check({ from_on: '2027-01-01', to_on: '2026-12-31' })).toEqual(['to_on']);
  });
});

test('a place on the map belongs to one state', () => {
  const state = {
    code: 'AA',
    iso3: 'AAA',
    m49: '001',
    name: 'A',
    actip_status: 'party',
    from_on: '2020-01-01',
  };
  const here = { ...state, time_zone: 'Asia/Bangkok', tile_row: '1', tile_column: '2' };
  const other = rowOf('BB', { ...here, code: 'BB', iso3: 'BBB', m49: '002', name: 'B' });
  const check = (cells: ReferenceCells) => messagesOf('states', { cells, words: {} }, null, [other]);
  expect(check(here)).toEqual({ tile_row: 'B has this place on the map.' });
  expect(check({ ...here, tile_column: '' })).toEqual({ tile_column: 'Enter both the row and the column.' });
  expect(check({ ...here, tile_row: '3', time_zone: 'Siam' })).toEqual({
    time_zone: 'Enter a time zone such as Asia/Bangkok.',
  });
});

test('a row moves after another, or to the beginning', () => {
  expect(withRowMoved(['a', 'b', 'c'], 'c', 'a')).toEqual(['a', 'c', 'b']);
  expect(withRowMoved(['a', 'b', 'c'], 'c', '')).toEqual(['c', 'a', 'b']);
});

test('the translations that come with the tracker are of fields that the lists have', () => {
  const rows: { list: string }[] = parse(
    readFileSync(join(import.meta.dirname, '../../../seeds/reference/translations.csv'), 'utf8'),
    { columns: true },
  );
  const known = referenceListNames.flatMap((name) =>
    referenceLists[name].fields.flatMap(({ translated }) => translated ?? []),
  );
  // Chapters and drivers have no row of their own at the desk.
  expect(new Set([...known, 'actip_chapter', 'lens_driver'])).toEqual(new Set(rows.map(({ list }) => list)));
});
