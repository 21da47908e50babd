import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findCellHolder,
  findWritablePart,
  type HeldIndicatorPart,
  listCellHolders,
} from '#server/domain/agency/parts.rules.ts';

const dimensions = [
  { code: 'sex', name: 'Sex', categories: ['female', 'male'].map((code) => ({ code, name: code })) },
  { code: 'age', name: 'Age', categories: ['under_18', 'adult'].map((code) => ({ code, name: code })) },
];
const held = (
  ...parts: [holder: string, dimension?: string, category?: string][]
): HeldIndicatorPart<string>[] =>
  parts.map(([holder, dimension = null, category = null]) => ({ holder, dimension, category }));

describe('who reports a cell', () => {
  it('is the holder of the narrowest part that it is in', () => {
    const parts = held(['A'], ['B', 'sex'], ['C', 'sex', 'female']);
    expect(
      Object.fromEntries(listCellHolders({ dimensions }, parts).map(({ key, holder }) => [key, holder])),
    ).toEqual({
      total: 'A',
      'sex=female': 'C',
      'sex=male': 'B',
      'age=under_18': 'A',
      'age=adult': 'A',
    });
    expect(findCellHolder(held(['B', 'sex']), { dimension: null, category: null })).toBeNull();
  });

  it('gives every cell to one holder, whatever is handed out', () => {
    const part = fc.record({
      holder: fc.constantFrom('A', 'B', 'C'),
      place: fc.constantFrom('', 'sex', 'age', 'sex/female', 'sex/male', 'age/adult'),
    });
    fc.assert(
      fc.property(fc.uniqueArray(part, { selector: ({ place }) => place }), (given) => {
        const parts = given.map(({ holder, place }) => {
          const [dimension = null, category = null] = place ? place.split('/') : [];
          return { holder, dimension, category };
        });
        const own = ['A', 'B', 'C'].flatMap((agency) => {
          const { cells } = findWritablePart({ dimensions }, parts, (holder) => holder === agency);
          return cells === 'all' ? listCellHolders({ dimensions }, parts).map(({ key }) => key) : cells;
        });
        expect(new Set(own).size).toBe(own.length);
        expect(own.length).toBe(listCellHolders({ dimensions }, parts).filter(({ holder }) => holder).length);
      }),
    );
  });
});

describe('what an agency writes of an indicator', () => {
  const partOf = (agency: string, parts: HeldIndicatorPart<string>[]) =>
    findWritablePart({ dimensions }, parts, (holder) => holder === agency);
  it('is all of it where it holds the whole and nobody a part', () => {
    expect(partOf('A', held(['A']))).toEqual({ cells: 'all', note: true });
  });
  it('keeps the note with the whole, and lets go of the cells that others hold by name', () => {
    expect(partOf('A', held(['A'], ['B', 'sex', 'male']))).toEqual({
      cells: ['total', 'sex=female', 'age=under_18', 'age=adult'],
      note: true,
    });
    expect(partOf('B', held(['A'], ['B', 'sex', 'male']))).toEqual({ cells: ['sex=male'], note: false });
  });
  it('is nothing where it holds nothing', () => {
    expect(partOf('C', held(['A']))).toEqual({ cells: [], note: false });
  });
});
