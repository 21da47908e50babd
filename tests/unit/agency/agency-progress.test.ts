import { describe, expect, it } from 'vitest';
import { listAgencyItems, listChangedParts } from '#server/domain/agency/parts.rules.ts';

const dimensions = [
  { code: 'sex', name: 'Sex', categories: ['female', 'male'].map((code) => ({ code, name: code })) },
];
const indicator = {
  code: 'I-X',
  complete: true,
  updatedAt: '2025-03-01T00:00:00.000Z',
  dimensions,
  held: [],
  filled: [] as string[],
  changes: [] as { at: string; parts: string[] }[],
};

describe('the part of an agency', () => {
  it('has its activities and the indicators of which it holds a cell', () => {
    const items = listAgencyItems(
      'RTP',
      [
        { code: 'A1', complete: true, updatedAt: null, holder: 'RTP' },
        { code: 'A2', complete: true, updatedAt: null, holder: 'OAG' },
        { code: 'A3', complete: false, updatedAt: null, holder: null },
      ],
      [
        { ...indicator, held: [{ holder: 'RTP', dimension: null, category: null }] },
        { ...indicator, code: 'I-Y', held: [{ holder: 'OAG', dimension: null, category: null }] },
      ],
    );
    expect(items.map(({ code, complete, cells }) => [code, complete, cells])).toEqual([
      ['A1', true, null],
      ['I-X', true, null],
    ]);
  });

  it('is complete without the total when each of its cells is there', () => {
    const held = [
      { holder: 'OAG', dimension: null, category: null },
      { holder: 'RTP', dimension: 'sex', category: null },
    ];
    const complete = (agency: string, filled: string[]) =>
      listAgencyItems(agency, [], [{ ...indicator, held, filled }])[0]?.complete;
    expect(complete('RTP', ['total', 'sex=female'])).toBe(false);
    expect(complete('RTP', ['sex=female', 'sex=male'])).toBe(true);
    expect(complete('OAG', [])).toBe(true);
  });

  it('was changed when one of its own cells was, not when another agency wrote beside it', () => {
    const held = [
      { holder: 'OAG', dimension: null, category: null },
      { holder: 'RTP', dimension: 'sex', category: 'male' },
    ];
    const changes = [
      { at: '2025-03-03T00:00:00.000Z', parts: ['total'] },
      { at: '2025-03-02T00:00:00.000Z', parts: ['sex=male', 'sex=female'] },
    ];
    const [police] = listAgencyItems('RTP', [], [{ ...indicator, held, changes }]);
    const [prosecution] = listAgencyItems('OAG', [], [{ ...indicator, held, changes }]);
    expect(police?.updatedAt).toBe('2025-03-02T00:00:00.000Z');
    expect(prosecution?.updatedAt).toBe('2025-03-03T00:00:00.000Z');
  });
});

describe('the cells that differ between two states', () => {
  type Stored = { state: string; value: string; dimension?: string; category?: string };
  const reversed: Stored = { value: '1', state: 'reported' };
  const one: Stored = { state: 'reported', value: '1' };
  it('are those that came, went or changed, whatever the order of their fields', () => {
    expect(
      listChangedParts(
        {
          cells: [
            one,
            { dimension: 'sex', category: 'female', ...one },
            { dimension: 'sex', category: 'male', ...one },
          ],
        },
        {
          cells: [
            reversed,
            { dimension: 'sex', category: 'female', ...one, value: '2' },
            { dimension: 'age', category: 'adult', ...one },
          ],
        },
      ).sort(),
    ).toEqual(['age=adult', 'sex=female', 'sex=male']);
    expect(listChangedParts(null, { cells: [one] })).toEqual(['total']);
  });
});
