import { describe, expect, test } from 'vitest';
import {
  type ReferenceListName,
  referenceListNames,
  referenceLists,
} from '#server/domain/reference/reference-lists.ts';
import type { ReferenceRow } from '#server/domain/reference/reference-row.rules.ts';
import {
  compareReferenceWorkbook,
  listReferenceColumns,
} from '#server/domain/reference/reference-workbook.rules.ts';
import type { RawCell } from '#server/domain/workbook/raw-workbook.ts';

const rowOf = (
  row: string,
  cells: Record<string, string>,
  more: Partial<ReferenceRow> = {},
): ReferenceRow => ({
  row,
  cells,
  words: {},
  ended: false,
  ...more,
});
const state = (code: string, name: string) =>
  rowOf(code, {
    code,
    iso3: `${code}X`,
    m49: '096',
    name,
    actip_status: 'party',
    time_zone: 'Asia/Bangkok',
    tile_row: '',
    tile_column: '',
    from_on: '1984-01-07',
    to_on: '',
  });
const agency = (row: string, acronym: string, clears: 'yes' | 'no') =>
  rowOf(row, {
    state: 'BN',
    acronym,
    name: `Agency ${acronym}`,
    is_clearing_authority: clears,
    from_on: '2023-01-01',
    to_on: '',
  });
const stored = {
  ...(Object.fromEntries(referenceListNames.map((list) => [list, []])) as unknown as Record<
    ReferenceListName,
    ReferenceRow[]
  >),
  states: [state('BN', 'Brunei')],
  agencies: [agency('1', 'AGC', 'yes'), agency('2', 'RBPF', 'no')],
  tags: [
    rowOf('child', { code: 'child', name: 'Children' }, { words: { name: { th: 'เด็ก' } } }),
    rowOf('work', { code: 'work', name: 'Work' }, { ended: true }),
  ],
  topics: [
    rowOf('scams', { code: 'scams', title: 'Scams', description: 'D', menu_label: '', situation: '' }),
  ],
};

/** A workbook from rows of texts; a cell that is no text is given as it is. */
const workbook = (sheets: Record<string, (string | RawCell)[][]>) => ({
  sheets: Object.entries(sheets).map(([name, rows]) => ({
    name,
    merges: [],
    rows: rows.map((cells, index) => ({
      index,
      cells: cells.flatMap((cell, column) =>
        cell === ''
          ? []
          : [{ column, cell: typeof cell === 'string' ? { kind: 'text' as const, text: cell } : cell }],
      ),
    })),
  })),
});
const compare = (sheets: Parameters<typeof workbook>[0]) => {
  const compared = compareReferenceWorkbook(workbook(sheets), stored);
  if (typeof compared === 'string') throw new Error(compared);
  const problems = compared.problems.flatMap(({ message, places }) =>
    places.map(({ sheet, cell, column }) => `${sheet} ${cell ?? column}: ${message}`),
  );
  const changes = compared.changes.map(({ outcome, cells, before }) => [outcome, before?.row ?? null, cells]);
  return { ...compared, problems, changes, raw: compared.changes };
};
const full = (list: ReferenceListName) => [
  listReferenceColumns(list).map(({ header }) => header),
  ...stored[list].map(({ cells, words, ended }) =>
    listReferenceColumns(list).map(({ field, language }) =>
      field ? ((language ? words[field.name]?.[language] : cells[field.name]) ?? '') : ended ? 'yes' : 'no',
    ),
  ),
];

describe('a workbook of lists', () => {
  test('as it was downloaded changes nothing, and what a spreadsheet makes of it neither', () => {
    const lists = ['states', 'agencies', 'tags', 'topics'] as const;
    const sheets = Object.fromEntries(lists.map((list) => [referenceLists[list].title, full(list)]));
    const [head = [], row = []] = full('states');
    const m49 = row.map((text): string | RawCell =>
      text === '096' ? { kind: 'number', number: 96, percent: false } : text === 'party' ? 'Party' : text,
    );
    expect(compare({ ...sheets, 'Member states': [head, m49] })).toMatchObject({ changes: [], problems: [] });
  });

  test('adds, changes, ends and takes up again; what it leaves out stays', () => {
    const { changes, sheets, raw } = compare({
      ' tags ': [
        ['Code', 'Name', 'Ended'],
        ['child', 'Girls and boys', ''],
        ['work', 'Work', 'no'],
        ['', '', ''],
        ['new', 'New', 'No'],
      ],
      'My notes': [['whatever']],
    });
    expect(changes).toEqual([
      ['changed', 'child', { code: 'child', name: 'Girls and boys' }],
      ['resumed', 'work', { code: 'work', name: 'Work' }],
      ['added', null, { code: 'new', name: 'New' }],
    ]);
    expect(raw[0]?.words).toEqual({ name: { th: 'เด็ก' } });
    expect(sheets).toEqual([{ list: 'tags', added: 1, changed: 2, ended: 0, unchanged: 0, missing: 0 }]);
    const ended = compare({
      Tags: [
        ['Code', 'Ended'],
        ['child', 'yes'],
        ['new', 'no'],
      ],
    });
    expect(ended.problems).toEqual([
      'Tags Name: Enter the name.',
      'Tags B2: This is the last one in use, so it cannot be ended.',
    ]);
  });

  test('names the cells that are wrong, each thing once', () => {
    const { problems, changes } = compare({
      Tags: [
        ['Code', 'Nane', 'Ended'],
        ['child', 'Boys', 'perhaps'],
        ['child', 'Boys', 'no'],
      ],
      Topics: [
        ['Code', 'Title', 'Description'],
        ['unknown', 'Unknown', 'D'],
        ['scams', { kind: 'error', text: '#REF!' }, 'D'],
      ],
      'Member states': [
        ['Code (ISO 3166, two letters)', 'Code of three letters', 'Convention (ACTIP)', 'Time zone'],
        ['BN', 'BRN', 'maybe', 'Brunei'],
      ],
      Agencies: [['State', 'Acronym', 'Name']],
    });
    expect(problems.toSorted()).toEqual([
      'Agencies From: The column “From” is missing.',
      'Member states B2: This cannot be changed here. It is “BNX”.',
      'Member states C2: Choose one of: Party, Not a party, Not known.',
      'Member states D2: Enter a time zone such as Asia/Bangkok.',
      'Tags A3: Row 2 is the same tag. Remove one of them.',
      'Tags B1: Did you mean “Name”? Correct the name of the column.',
      'Tags C2: Write yes or no.',
      'Topics A2: New rows of this list come with the workbook of the plan. Remove this row.',
      'Topics B3: This cell contains an error (#REF!).',
    ]);
    expect(changes).toEqual([]);
    expect(compareReferenceWorkbook(workbook({ Notes: [['Code']] }), stored)).toMatch(/no sheet of a list/);
  });

  test('hands the clearing of a state from one agency to another, in any order of rows', () => {
    const head = ['State', 'Acronym', 'From', 'Clears the report'];
    const row = (acronym: string, clears: string, day = '2023-01-01') => ['BN', acronym, day, clears];
    const given = compare({ Agencies: [head, row('AGC', 'no'), row('RBPF', 'yes')] });
    expect(given.problems).toEqual([]);
    expect(given.changes.map(([outcome, of]) => [outcome, of])).toEqual([['changed', '2']]);
    const both = compare({ Agencies: [head, row('AGC', 'yes'), row('RBPF', 'yes')] });
    expect(both.problems).toContain(
      'Agencies D3: Two agencies of this state would clear its report. Write yes for one of them.',
    );
    const none = compare({ Agencies: [head, row('AGC', 'no')] });
    expect(none.problems).toEqual([expect.stringMatching(/^Agencies D2: This agency clears the reports/)]);
    const strange = compare({
      Agencies: [
        [...head, 'Name'],
        ['ZZ', 'X', '2023-01-01', 'no', 'Agency X'],
      ],
    });
    expect(strange.problems).toEqual(['Agencies A2: There is no member state with this code.']);
  });
});
