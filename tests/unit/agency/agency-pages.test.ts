import { describe, expect, it } from 'vitest';
import type { AgencyStatus, AssignableArea } from '#app/contract.ts';
import {
  areaValue,
  itemValue,
  listCellNames,
  partValue,
  readParts,
  describeAreaHolders,
  describeDelivered,
  describeUnheld,
} from '#app/features/agency/agency-part.tsx';
import {
  buildIndicatorInput,
  findPostedPart,
  readIndicatorForm,
} from '#app/features/entry/indicator-draft.ts';
import { persons } from '../entry/indicators.ts';

const item = (kind: 'activity' | 'indicator', code: string, holder: string | null = null) => ({
  kind,
  code,
  title: code,
  holder,
  dimensions: [],
});
const areas: AssignableArea[] = [
  { code: 'A', title: 'Prevention', items: [item('activity', 'A1.1', 'RTP'), item('indicator', 'I-A1')] },
  { code: 'B', title: 'Protection', items: [item('activity', 'B1.1', 'RTP')] },
];
const agency = (due: number, delivered: boolean): AgencyStatus => ({
  acronym: 'RTP',
  name: 'Police',
  isClearingAuthority: false,
  own: false,
  people: [],
  items: [],
  complete: 0,
  due,
  delivered: delivered ? { at: '2025-01-01T00:00:00.000Z', by: 'X', note: '' } : null,
  changedSince: 0,
  remindedAt: null,
});

describe('chosen parts', () => {
  it('are read back, an area as all that is in it', () => {
    expect(
      readParts(
        [
          areaValue('A'),
          itemValue('activity', 'B1.1'),
          partValue('I-B3', 'sex'),
          partValue('I-B3', 'sex', 'a/b'),
        ],
        areas,
      ),
    ).toEqual([
      { activity: 'A1.1' },
      { indicator: 'I-A1' },
      { activity: 'B1.1' },
      { indicator: 'I-B3', dimension: 'sex' },
      { indicator: 'I-B3', dimension: 'sex', category: 'a/b' },
    ]);
    expect(readParts(['%E0%A4%A'], areas)).toEqual([{ indicator: '' }]);
  });
});

describe('the words of the page', () => {
  it('say who has delivered', () => {
    expect(describeDelivered([agency(0, false)])).toMatch(/^No agency has a part/);
    expect(describeDelivered([agency(1, true), agency(2, false), agency(0, false)])).toBe(
      '1 of 2 agencies has delivered.',
    );
    expect(describeDelivered([agency(1, true), agency(2, true)])).toBe('All 2 agencies have delivered.');
  });
  it('say what nobody holds, and who holds an area', () => {
    expect(describeUnheld(areas)).toBe('1 item is not given to an agency, and yours to write.');
    expect(describeAreaHolders(areas[0]!.items)).toBe('RTP 1, with you 1');
  });
  it('name cells, a whole breakdown by its name', () => {
    const dimensions = persons.dimensions.map((one) => ({
      ...one,
      holder: null,
      categories: one.categories.map((category) => ({ ...category, holder: null })),
    }));
    expect(listCellNames(['total', 'age=under_18', 'age=adult', 'sex=male'], dimensions)).toEqual([
      'Total',
      'Sex: Male',
      'By age',
    ]);
  });
});

describe('the form of an agency', () => {
  const own = { writableCells: ['sex=female', 'sex=male'], writesNote: false };
  it('sends its own cells, says which they are, and no note', () => {
    const form = new FormData();
    form.set('state.sex.female', 'reported');
    form.set('value.sex.female', '3');
    form.set('state.sex.male', '');
    form.set('value.sex.male', '');
    form.set('value.total', '9');
    form.set('note', 'As it stands.');
    const draft = readIndicatorForm(form, persons);
    expect(buildIndicatorInput(draft, persons, 4, own).input).toEqual({
      indicator: 'I-X',
      cells: [{ by: { sex: 'female' }, state: 'reported', value: '3' }],
      only: ['sex=female', 'sex=male'],
      version: 4,
    });
  });
  it('is about the cells that it had when it was made', () => {
    const form = new FormData();
    form.set('state.sex.female', '');
    expect(findPostedPart(form, persons, own).writableCells).toEqual(['sex=female']);
    expect(findPostedPart(form, persons, { writableCells: 'all', writesNote: true }).writableCells).toEqual([
      'sex=female',
    ]);
  });
});
