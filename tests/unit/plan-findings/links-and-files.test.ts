import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeCell, restoreCell } from '#server/domain/data/csv-cell.rules.ts';
import { serialiseCsv } from '#server/exports/csv/serialise-csv.ts';
import { filterNames, readFilter, tidyQuery, withFilter } from '#app/features/plan/plan-filter.ts';
import { planFilterNames } from '#server/queries/dashboard/plan/filter-plan.ts';
import { formatLowerFirst, formatRoundInSentence } from '#server/domain/finding/sentence-parts.ts';
import { formatList } from '#server/domain/language/list-format.ts';
import { readPublication, withPublication } from '#app/features/publication/link.ts';

describe('addresses that keep to a publication', () => {
  it('adds the number before the fragment and beside other questions', () => {
    expect(withPublication('/plan', null)).toBe('/plan');
    expect(withPublication('/plan', 2)).toBe('/plan?publication=2');
    expect(withPublication('/plan?area=A#b', 2)).toBe('/plan?area=A&publication=2#b');
    expect(withPublication('/plan?publication=1', 2)).toBe('/plan?publication=2');
  });

  it('reads the number back; what is none becomes 0, which no publication has', () => {
    const read = (query: string) => readPublication(`http://x.test/plan${query}`);
    expect(read('')).toBeUndefined();
    expect(read('?publication=')).toBeUndefined();
    expect(read('?publication=7')).toBe(7);
    expect(read('?publication=7.5')).toBe(0);
    expect(read('?publication=-1')).toBe(0);
    expect(read('?publication=1e3')).toBe(0);
    expect(read('?publication=99999999999999')).toBe(0);
  });

  it('reads a filter back as it was written', () => {
    const code = fc.string({ minLength: 1, maxLength: 60 }).filter((text) => text.trim() === text);
    fc.assert(
      fc.property(fc.record({ area: code, status: code, tag: code }, { requiredKeys: [] }), (filter) => {
        expect(readFilter(`http://x.test${withFilter('/plan', filter)}`)).toEqual(filter);
      }),
    );
  });

  it('lets what is longer than any code match nothing, instead of the whole plan', () => {
    expect(readFilter(`http://x.test/plan?area=${'x'.repeat(3000)}`)).toEqual({ area: 'x'.repeat(60) });
  });

  it('knows the same conditions as the contract', () => {
    expect(filterNames).toEqual(planFilterNames);
  });

  it('leaves empty answers of a form out of the address', () => {
    const tidy = (query: string) => tidyQuery(`http://x.test/plan${query}`);
    expect(tidy('')).toBeNull();
    expect(tidy('?area=A&publication=2')).toBeNull();
    expect(tidy('?area=&status=')).toBe('');
    expect(tidy('?publication=2&area=&late=yes&tag=+')).toBe('?publication=2&late=yes');
  });
});

describe('files for spreadsheets', () => {
  it('takes the sting out of text that looks like a formula, and leaves numbers alone', () => {
    for (const text of ['=1+1', '+x', '-x', '@x', '\tx', '\rx', '＝1', "=cmd|' /C calc'!A0"]) {
      expect(escapeCell(text)).toBe(`'${text}`);
    }
    for (const text of ['-12.5', '-3', '0', 'a=b', '1-2', '', 'É']) expect(escapeCell(text)).toBe(text);
  });

  it('sees what comes after marks that spreadsheets leave out', () => {
    for (const mark of [' ', '"', "'", '\u00a0', '\u200b', '\ufeff', '\u3000', ' " ', '`']) {
      for (const start of ['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        expect(escapeCell(`${mark}${start}1+1`)).toBe(`'${mark}${start}1+1`);
      }
    }
    for (const text of ['"quoted" words', " 'tis", ' 5', '"5"', 'a -b']) expect(escapeCell(text)).toBe(text);
  });

  it('gives text back as it was', () => {
    const text = fc.tuple(
      fc.string({ unit: fc.constantFrom("'", '=', '-', '1', ' ', 'a', '"') }),
      fc.string(),
    );
    fc.assert(
      fc.property(text, ([start, rest]) => {
        expect(restoreCell(escapeCell(start + rest))).toBe(start + rest);
      }),
    );
  });

  it('says nothing, zero, truth and lists apart, without a byte-order mark', () => {
    const csv = serialiseCsv(
      [
        { name: 'a', cell: (row: { a: string | number | boolean | null }) => row.a },
        { name: 'b', cell: () => 'x, "y"\nz' },
      ],
      [{ a: null }, { a: 0 }, { a: false }, { a: '=1' }],
    );
    expect(csv.startsWith('a,b\r\n')).toBe(true);
    expect(parse(csv)).toEqual([
      ['a', 'b'],
      ['', 'x, "y"\nz'],
      ['0', 'x, "y"\nz'],
      ['false', 'x, "y"\nz'],
      ["'=1", 'x, "y"\nz'],
    ]);
  });

  it('never lets a cell begin as a formula, whatever a reporter writes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (texts) => {
        const rows = parse(serialiseCsv([{ name: 'text', cell: (text: string) => text }], texts), {
          relax_column_count: true,
          skip_empty_lines: false,
        });
        for (const [text = ''] of rows.slice(1)) {
          expect(/^[=+@\t\r]/.test(text)).toBe(false);
        }
      }),
    );
  });
});

describe('parts of sentences', () => {
  it('joins and folds words', () => {
    expect(formatList([])).toBe('');
    expect(formatList(['a', 'b', 'c'])).toBe('a, b and c');
    expect(formatLowerFirst('Protection of victims')).toBe('protection of victims');
    expect(formatLowerFirst('MLA requests')).toBe('MLA requests');
    expect(formatRoundInSentence('Second half of 2025')).toBe('the second half of 2025');
    expect(formatRoundInSentence('Round 7')).toBe('Round 7');
  });
});
