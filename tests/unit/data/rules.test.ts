import { describe, expect, test } from 'vitest';
import { toLosslessNumber } from '#server/exports/xlsx/write-xlsx.ts';
import { apiChanges, apiVersion } from '#server/domain/data/api-changes.ts';
import { formatDataValue, serialiseDataCell } from '#server/domain/data/csv-cell.rules.ts';
import { parseDataQuery, serialiseDataQuery } from '#server/domain/data/data-query.rules.ts';
import { datasets } from '#server/domain/data/datasets.ts';
import { parseByteRange } from '#server/http/byte-range.rules.ts';
import { groupAddress } from '#server/domain/access/address-group.rules.ts';

describe('a part of a file', () => {
  test.each([
    ['bytes=0-0', { from: 0, to: 0 }],
    ['bytes=0-', { from: 0, to: 9 }],
    ['bytes=3-5', { from: 3, to: 5 }],
    ['bytes=9-900', { from: 9, to: 9 }],
    ['bytes=-4', { from: 6, to: 9 }],
    ['bytes=-40', { from: 0, to: 9 }],
    ['bytes=10-', null],
    ['bytes=-0', null],
    ['bytes=5-4', 'whole'],
    ['bytes=-', 'whole'],
    ['bytes=0-1,3-4', 'whole'],
    ['pages=0-1', 'whole'],
    ['', 'whole'],
  ])('"%s" of ten bytes', (header, part) => {
    expect(parseByteRange(header, 10)).toEqual(part);
  });

  test('of nothing is none', () => {
    expect(parseByteRange('bytes=0-', 0)).toBeNull();
    expect(parseByteRange('bytes=-1', 0)).toBeNull();
  });
});

test('addresses of one household count as one', () => {
  expect(groupAddress('192.0.2.7')).toBe('192.0.2.7');
  expect(groupAddress('::ffff:192.0.2.7')).toBe('192.0.2.7');
  expect(groupAddress('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
  expect(groupAddress('2001:0DB8:1:2::9')).toBe('2001:db8:1:2');
  expect(groupAddress('2001:db8::1')).toBe('2001:db8:0:0');
  expect(groupAddress('fe80::1%eth0')).toBe('fe80:0:0:0');
  expect(groupAddress('::1')).toBe('0:0:0:0');
});

test('a decimal is a number in a workbook only where no digit is lost', () => {
  for (const [text, value] of [
    ['0', 0],
    ['12.5', 12.5],
    ['-3.25', -3.25],
    ['0.0001', 0.0001],
    ['123456789012345', 123456789012345],
    ['99999999999.9999', 99999999999.9999],
    ['1234567890123456', '1234567890123456'],
    ['9007199254740993', '9007199254740993'],
    ['999999999999.9999', '999999999999.9999'],
  ] as const) {
    expect(toLosslessNumber(text)).toBe(value);
  }
});

test('cells: nothing is empty, zero is 0, and no text runs', () => {
  expect([null, undefined, 0, '0', false, [], {}].map(serialiseDataCell)).toEqual([
    '',
    '',
    '0',
    '0',
    'false',
    '',
    '',
  ]);
  expect(serialiseDataCell(['a', 'b'])).toBe('a; b');
  expect(serialiseDataCell({ yes: 3, no: 0 })).toBe('yes=3; no=0');
  for (const start of ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
    expect(serialiseDataCell(`${start}1+1`)).toBe(`'${start}1+1`);
    expect(serialiseDataCell([`${start}x`])).toBe(`'${start}x`);
    expect(formatDataValue(`${start}1+1`)).toBe(`${start}1+1`);
  }
  expect(serialiseDataCell('-12.5')).toBe('-12.5');
});

test('what is read out of an address is written into it again', () => {
  const search = new URLSearchParams('state=th&area=B&publication=3&limit=20&lens=&cursor=abc');
  const read = parseDataQuery(search, { filters: ['area', 'state', 'lens'], pages: true });
  expect(read).toEqual({
    query: { publication: 3, filter: { state: 'TH', area: 'B' }, limit: 20, cursor: 'abc' },
  });
  expect('query' in read && serialiseDataQuery(read.query)).toBe(
    '?area=B&state=TH&publication=3&limit=20&cursor=abc',
  );
});

describe('files', () => {
  test('are described whole: every column, key and reference', () => {
    for (const { name, columns, key, references, line, holds } of datasets) {
      const names = columns.map((column) => column.name);
      expect(new Set(names).size, name).toBe(names.length);
      for (const column of columns) {
        expect(column.name, name).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
        expect(column.description.length, `${name}.${column.name}`).toBeGreaterThan(5);
      }
      expect(names).toEqual(expect.arrayContaining([...key]));
      expect(line && holds).toBeTruthy();
      for (const { column, dataset, to } of references) {
        expect(names).toContain(column);
        expect(datasets.find((other) => other.name === dataset)?.key, `${name}.${column}`).toEqual([to]);
      }
    }
  });

  test('have a list of changes, newest first, up to the version in force', () => {
    const days = apiChanges.map(({ on }) => on);
    expect(days).toEqual(days.toSorted((a, b) => b.localeCompare(a)));
    expect(apiChanges[0]?.version).toBe(apiVersion);
  });
});
