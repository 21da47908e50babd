import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roles } from '#server/domain/access/can.rules.ts';
import {
  checkPeople,
  formatColumnName,
  parsePeopleRows,
  parsePeopleWorkbook,
} from '#server/domain/person/people-file.rules.ts';
import type { KnownPeople, PeopleUpload } from '#server/domain/person/people-file.schema.ts';

const known: KnownPeople = {
  reporters: [
    {
      code: 'TH',
      kind: 'state',
      name: 'Thailand',
      agencies: [{ acronym: 'POLICE', name: 'Royal Thai Police' }],
    },
    { code: 'SOMTC', kind: 'body', name: 'Senior Officials Meeting on Transnational Crime', agencies: [] },
  ],
  accounts: new Map([
    ['me@asean.test', { id: 'me', name: 'Me', disabled: false, roles: [] }],
    ['gone@asean.test', { id: 'gone', name: 'Gone', disabled: true, roles: [] }],
    [
      'ana@asean.test',
      { id: 'ana', name: 'Ana', disabled: false, roles: [{ role: 'focal_point', reporter: 'TH' }] },
    ],
  ]),
  rolesToGive: ['contributor', 'focal_point', 'clearing_officer'],
  viewerId: 'me',
};

/** A list from lines of cells, as a file would have them; the first line names the columns. */
const list = (...lines: string[][]) =>
  parsePeopleRows(lines.map((cells, index) => ({ row: index + 1, cells: new Map(cells.entries()) })));
const header = ['name', 'email', 'role', 'reporter', 'agency'];
const check = (...lines: string[][]) => checkPeople(list(header, ...lines) as PeopleUpload, known);

describe('reading a list', () => {
  test('finds the columns wherever they stand, below a title too', () => {
    const read = list(
      ['People of Thailand'],
      [],
      ['Role', 'Notes', ' Email ', 'NAME'],
      ['x', 'y', 'a@b.c', 'A'],
    );
    expect(read).toEqual({
      rows: [{ row: 4, name: 'A', email: 'a@b.c', role: 'x', reporter: '', agency: '' }],
      letters: { role: 'A', email: 'C', name: 'D' },
      problems: [],
    });
  });

  test.each([
    [[['a', 'b']], /no row with column names/],
    [[['name', 'email']], /The column “role” is missing/],
    [[['email']], /The columns “name”, “role” are missing/],
    [[['name', 'email', 'email', 'role']], /Two columns are called “email”/],
    [[header, ['', ' ', '']], /The list is empty/],
    [[header, ...Array.from({ length: 501 }, () => ['a'])], /501 rows/],
  ])('%#: says what is wrong with the whole', (lines, sentence) => {
    expect(list(...lines)).toMatch(sentence);
  });

  test('names the cell that a spreadsheet could not show', () => {
    const cell = (column: number, text: string) => ({ column, cell: { kind: 'text' as const, text } });
    const read = parsePeopleWorkbook({
      sheets: [
        {
          name: 'People',
          merges: [],
          rows: [
            { index: 0, cells: header.map((word, column) => cell(column, word)) },
            { index: 2, cells: [cell(0, 'A'), { column: 1, cell: { kind: 'error', text: '#REF!' } }] },
          ],
        },
      ],
    }) as PeopleUpload;
    expect(read.problems).toEqual([
      { row: 3, column: 'email', cell: 'B3', message: expect.stringContaining('#REF!') },
    ]);
    // What could not be read is said once, and not called missing too.
    expect(checkPeople(read, known).problems).toHaveLength(1);
  });

  test('columns are named as spreadsheets do', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(formatColumnName)).toEqual([
      'A',
      'Z',
      'AA',
      'AZ',
      'BA',
      'ZZ',
      'AAA',
    ]);
  });
});

describe('checking a list', () => {
  test('takes roles and reporters by code and by name', () => {
    const { ready, problems } = check(
      ['Som', 'Som@Moi.Test ', 'Focal point', 'th', ''],
      ['Chai', 'chai@police.test', 'contributor', 'Thailand', 'police'],
      ['Noi', 'noi@somtc.test', 'FOCAL_POINT', 'SOMTC', ''],
    );
    expect(problems).toEqual([]);
    expect(ready).toMatchObject([
      { row: 2, email: 'som@moi.test', role: 'focal_point', reporter: { code: 'TH' }, personId: null },
      { row: 3, agency: 'POLICE' },
      { row: 4, reporter: { code: 'SOMTC' } },
    ]);
  });

  test.each([
    [['', 'a@b.test', 'Focal point', 'TH'], 'A2', /name of the person/],
    [['A', 'not an address', 'Focal point', 'TH'], 'B2', /e-mail address/],
    [['A', 'a@b.test', 'Focal pont', 'TH'], 'C2', /Did you mean “Focal point”/],
    [['A', 'a@b.test', '', 'TH'], 'C2', /Enter a role/],
    [['A', 'a@b.test', 'Administrator', ''], 'C2', /Only administrators/],
    [['A', 'a@b.test', 'Clearing officer', 'SOMTC'], 'C2', /has no clearing officer/],
    [['A', 'a@b.test', 'Focal point', ''], 'D2', /Choose the state or body/],
    [['A', 'a@b.test', 'Focal point', 'Thaland'], 'D2', /Did you mean “Thailand”/],
    [['A', 'a@b.test', 'Contributor', 'TH', 'POLISE'], 'E2', /Did you mean “POLICE”/],
    [['A', 'a@b.test', 'Focal point', 'TH', 'POLICE'], 'E2', /Only contributors/],
    [['A', 'gone@asean.test', 'Focal point', 'TH'], 'B2', /is disabled/],
    [['A', 'me@asean.test', 'Focal point', 'TH'], 'B2', /your own address/],
  ])('%#: names the cell at fault', (row, cell, sentence) => {
    const { ready, problems } = check(row);
    expect(ready).toEqual([]);
    expect(problems).toEqual([
      { row: 2, column: expect.any(String), cell, message: expect.stringMatching(sentence) },
    ]);
  });

  test('a row at fault keeps no other back; the same twice is said once; what is held is no fault', () => {
    const { ready, held, problems } = check(
      ['Som', 'som@moi.test', 'Focal point', 'TH'],
      ['Som', 'SOM@moi.test', 'Focal point', 'TH'],
      ['', 'x@y.test', 'Focal point', 'TH'],
      ['Somebody', 'ana@asean.test', 'Focal point', 'TH'],
      ['Somebody', 'ana@asean.test', 'Focal point', 'SOMTC'],
    );
    expect(ready.map(({ row, name, personId }) => [row, name, personId])).toEqual([
      [2, 'Som', null],
      [6, 'Ana', 'ana'],
    ]);
    expect(held).toEqual([{ row: 5, name: 'Ana' }]);
    expect(problems.map(({ cell }) => cell)).toEqual(['B3', 'A4']);
  });

  test('every row is ready, held or at fault, whatever is typed', () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('TH', 'Thailand', 'a@b.test', 'ana@asean.test', 'POLICE', ...roles),
    );
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 8 }),
        (lines) => {
          const upload = list(header, ...lines);
          if (typeof upload === 'string') return;
          const { ready, held, problems } = checkPeople(upload, known);
          const rows = [...ready, ...held].map(({ row }) => row);
          const faulty = new Set(problems.map(({ row }) => row));
          expect(rows.some((row) => faulty.has(row))).toBe(false);
          expect(new Set(rows).size).toBe(rows.length);
          expect(rows.length + faulty.size).toBe(upload.rows.length);
          expect(ready.every(({ role }) => known.rolesToGive.includes(role))).toBe(true);
        },
      ),
    );
  });
});
