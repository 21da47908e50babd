import { describe, expect, test } from 'vitest';
import {
  checkLibraryItem,
  findCodeProblem,
  type LibraryCodes,
  libraryTies,
} from '#server/domain/library/library-item.rules.ts';
import { readCsv } from '../plan/seed-files.ts';

const setOf = (file: string, column: string) => new Set(readCsv(file).map((row) => row[column] ?? ''));
const codes: LibraryCodes = {
  kinds: new Map(
    readCsv('reference/library-kinds.csv').map((row) => [
      row['code'] ?? '',
      { isCooperation: row['is_cooperation'] === 'yes' },
    ]),
  ),
  states: setOf('reference/states.csv', 'iso2'),
  bodies: setOf('reference/bodies.csv', 'acronym'),
  partners: setOf('reference/partners.csv', 'slug'),
  activities: setOf('plan/activities.csv', 'code'),
  lenses: setOf('reference/lenses.csv', 'code'),
};
const real = readCsv('plan/library.csv');
const fictional = readCsv('demo/library.csv');

test.each([...real, ...fictional].map((row) => [row['code'] ?? '', row] as const))(
  '%s fits the rules',
  (code, row) => {
    expect(findCodeProblem(code)).toBeNull();
    expect(['yes', 'no']).toContain(row['released']);
    const lists = Object.fromEntries(
      libraryTies.map((tie) => [tie, (row[tie] ?? '').split(';').filter((part) => part !== '')]),
    );
    const { problems } = checkLibraryItem(
      {
        kind: row['kind'] ?? '',
        title: row['title'] ?? '',
        summary: row['summary'] ?? '',
        happenedOn: row['happened_on'] ?? '',
        endedOn: row['ended_on'] ?? '',
        year: row['year'] ?? '',
        organisers: row['organisers'] ?? '',
        place: row['place'] ?? '',
        url: row['url'] ?? '',
        basis: row['basis'] ?? '',
        ...(lists as Record<(typeof libraryTies)[number], string[]>),
      },
      codes,
    );
    expect(problems).toEqual([]);
  },
);

describe('the entries that come with the tracker', () => {
  test('have an address each', () => {
    const all = [...real, ...fictional].map((row) => row['code']);
    expect(new Set(all).size).toBe(all.length);
  });

  test('are marked where they are made up, and name their source where they are not', () => {
    for (const row of fictional) expect(row['title']).toMatch(/^Fictional: /);
    for (const row of real) {
      expect(row['title']).not.toMatch(/fictional/i);
      expect(row['basis']).not.toBe('');
      expect(row['code']).not.toMatch(/^fictional/);
    }
  });

  test('hold what the seed document tells of', () => {
    const pairs = real.filter((row) => codes.kinds.get(row['kind'] ?? '')?.isCooperation);
    expect(pairs.map((row) => row['states'])).toEqual(expect.arrayContaining(['KH;TH', 'LA;TH']));
    for (const code of ['roundtable-follow-the-money', 'prosecutors-unodc', 'joint-research-online-scams'])
      expect(real.map((row) => row['code'])).toContain(code);
  });
});
