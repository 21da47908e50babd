import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildCooperation } from '#server/domain/figure/build-cooperation-figure.ts';
import { drawForPages } from '#server/domain/figure/draw/draw-figure.ts';
import { listPairs } from '#server/domain/library/list-published-library.ts';

const publication = {
  number: 1,
  title: 'A publication',
  publishedAt: '2026-01-01T00:00:00.000Z',
  round: '2025-H2',
  roundTitle: 'Second half of 2025',
};
const eleven = ['BN', 'KH', 'ID', 'LA', 'MY', 'MM', 'PH', 'SG', 'TH', 'TL', 'VN'].map((code) => ({
  code,
  name: code === 'BN' ? 'Brunei <Darussalam> & "more"' : `State ${code}`,
}));
const kinds = [
  { code: 'cooperation', label: 'Cooperation' },
  { code: 'exercise', label: 'Exercise' },
];
const draw = (definition: ReturnType<typeof buildCooperation>) =>
  drawForPages(definition, { words: {}, labels: {} });

describe('pairs', () => {
  test('three states make three pairs, in the order given', () => {
    const pairs = listPairs([{ kind: 'x', states: ['TH', 'KH', 'LA'] }], ['KH', 'LA', 'TH']);
    expect(pairs.map(({ one, other }) => `${one}${other}`)).toEqual(['KHLA', 'KHTH', 'LATH']);
  });

  test('a state named twice is no pair, and a state that is unknown makes none', () => {
    expect(listPairs([{ kind: 'x', states: ['TH', 'TH', 'XX'] }], ['KH', 'TH'])).toEqual([]);
  });
});

const anyItems = fc.array(
  fc.record({
    kind: fc.constantFrom('cooperation', 'exercise'),
    states: fc.array(fc.constantFrom(...eleven.map(({ code }) => code), 'XX'), { maxLength: 6 }),
  }),
  { maxLength: 30 },
);

test('the matrix holds what is counted pair by pair', () => {
  fc.assert(
    fc.property(anyItems, (items) => {
      const figure = buildCooperation(publication, eleven, kinds, items);
      const expected: string[] = [];
      for (const [at, one] of eleven.entries()) {
        for (const other of eleven.slice(at + 1)) {
          const both = items.filter(({ states }) => states.includes(one.code) && states.includes(other.code));
          if (both.length > 0) expected.push(`${one.code}-${other.code}: ${both.length}`);
        }
      }
      expect(
        figure.rows.map(
          ({ key, cells }) => `${key}: ${cells['entries']?.kind === 'number' ? cells['entries'].value : '?'}`,
        ),
      ).toEqual(expected);
    }),
  );
});

describe('the drawing', () => {
  const figure = buildCooperation(publication, eleven, kinds, [
    { kind: 'cooperation', states: ['BN', 'TH'] },
    { kind: 'exercise', states: ['BN', 'TH', 'VN'] },
  ]);

  test('shows each pair in both halves, with its kinds for those who point or listen', () => {
    const { wide } = draw(figure);
    expect(wide.match(/<title>/g)).toHaveLength(2 * figure.rows.length);
    expect(wide.match(/data-say=/g)).toHaveLength(figure.rows.length);
    expect(wide).toContain('State TH: 2 (Cooperation: 1; Exercise: 1)');
  });

  test('escapes names', () => {
    expect(draw(figure).wide).not.toContain('<Darussalam>');
    expect(draw(figure).wide).toContain('Brunei &lt;Darussalam&gt; &amp;');
  });

  test.each(['wide', 'narrow'] as const)('stays within its width: %s', (width) => {
    const svg = draw(figure)[width];
    const room = width === 'wide' ? 720 : 304;
    for (const [, x, across] of svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)) {
      expect(Number(x) + Number(across)).toBeLessThanOrEqual(room);
    }
    for (const [, x2] of svg.matchAll(/x2="([\d.]+)"/g)) expect(Number(x2)).toBeLessThanOrEqual(room);
  });

  test('says on a phone which state a code stands for', () => {
    for (const { code } of eleven) expect(draw(figure).narrow).toContain(`${code}\u00a0`);
  });

  test('without an entry has the states and no number', () => {
    const empty = buildCooperation(publication, eleven, kinds, []);
    expect(empty.title).toBe('No pair of states is on record as working together');
    expect(draw(empty).wide).toContain('State TH');
    expect(draw(empty).wide).not.toContain('<title>');
  });

  test('without a state is still a drawing', () => {
    const none = buildCooperation(publication, [], [], []);
    expect(draw(none).wide).toMatch(/^<svg/);
    expect(draw(none).narrow).not.toMatch(/NaN|Infinity/);
  });
});

describe('the finding', () => {
  const title = (
    items: { kind: string; states: string[] }[],
    lens: { code: string; title: string } | null = null,
  ) => buildCooperation(publication, eleven, kinds, items, lens).title;

  test('names few pairs and counts many', () => {
    const one = { kind: 'cooperation', states: ['KH', 'TH'] };
    expect(title([one])).toBe('State KH and State TH are on record as working together');
    expect(title([one, { kind: 'cooperation', states: ['LA', 'TH'] }])).toBe(
      'State KH with State TH and State LA with State TH are on record as working together',
    );
    expect(title([{ kind: 'cooperation', states: ['KH', 'LA', 'TH'] }])).toBe(
      '3 pairs of states are on record as working together',
    );
  });

  test('names the topic, and the address keeps to it', () => {
    const lens = { code: 'online-scams', title: 'Trafficking into online scam operations' };
    const figure = buildCooperation(
      publication,
      eleven,
      kinds,
      [{ kind: 'cooperation', states: ['KH', 'TH'] }],
      lens,
    );
    expect(figure.id).toBe('cooperation.online-scams');
    expect(figure.title).toMatch(/on trafficking into online scam operations$/);
    expect(figure.rows[0]?.cells['pair']).toMatchObject({
      path: '/library?state=KH&state=TH&cooperation=yes&lens=online-scams',
    });
  });
});
