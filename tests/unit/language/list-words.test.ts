import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { noStatus } from '#server/domain/finding/describe-status.ts';
import { languages } from '#server/domain/language/languages.ts';

type Row = Record<string, string>;
const read = (name: string): Row[] =>
  parse(readFileSync(join(import.meta.dirname, '../../../seeds/reference', `${name}.csv`), 'utf8'), {
    columns: true,
  });
const rows = read('translations') as { language: string; list: string; code: string; label: string }[];

/** The codes of every list, read from the lists themselves. */
const lists: Record<string, string[]> = {
  activity_status: [
    ...read('activity-statuses').map(({ code }) => code ?? ''),
    noStatus.notReported.code,
    noStatus.notDue.code,
  ],
  state: read('states').map(({ iso2 }) => iso2 ?? ''),
  tag: read('tags').map(({ code }) => code ?? ''),
  lens: read('lenses').map(({ code }) => code ?? ''),
  lens_menu: read('lenses').flatMap(({ code, menu_label: label }) => (code && label ? [code] : [])),
  lens_situation: read('lenses').flatMap(({ code, situation }) => (code && situation ? [code] : [])),
  lens_driver: read('lens-drivers').map(({ lens, tag }) => `${lens}=${tag}`),
  dimension: read('dimensions').map(({ code }) => code ?? ''),
  category: read('categories').map(({ dimension, code }) => `${dimension}=${code}`),
  choice: [...new Set(read('choice-lists').map(({ code }) => code ?? ''))],
  round: read('rounds').map(({ code }) => code ?? ''),
  library_kind: read('library-kinds').map(({ code }) => code ?? ''),
  actip_chapter: [
    ...new Set(read('actip-articles').map(({ chapter }) => (chapter ?? '').split('.')[0] ?? '')),
  ],
};

describe.each(languages.flatMap(({ code }) => (code === 'en' ? [] : [code])))(
  'words of lists in %s',
  (language) => {
    const own = rows.filter((row) => row.language === language);

    test.each(Object.keys(lists))('%s has every entry once, and none that the list has not', (list) => {
      const codes = own.filter((row) => row.list === list).map(({ code }) => code);
      expect(codes.sort()).toEqual([...(lists[list] ?? [])].sort());
    });

    test('are words, in the script of the language', () => {
      for (const { list, code, label } of own) {
        expect(label, `${list}/${code}`).toBe(label.trim());
        expect(label, `${list}/${code}`).not.toMatch(/[๐-๙០-៩]/);
        if (language === 'th') expect(label, `${list}/${code}`).toMatch(/\p{Script=Thai}/u);
        if (language === 'km') expect(label, `${list}/${code}`).toMatch(/\p{Script=Khmer}/u);
      }
    });

    test('tell statuses, and the categories of a dimension, apart', () => {
      const groups = Map.groupBy(
        own.filter(({ list }) => list === 'activity_status' || list === 'category'),
        ({ list, code }) => (list === 'category' ? code.split('=')[0] : list),
      );
      for (const [name, group] of groups) {
        expect(new Set(group.map(({ label }) => label)).size, name).toBe(group.length);
      }
    });
  },
);

test('there are no lists that nothing reads', () => {
  expect([...new Set(rows.map(({ list }) => list))].sort()).toEqual(Object.keys(lists).sort());
});
