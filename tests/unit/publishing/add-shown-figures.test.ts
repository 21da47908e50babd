import { expect, test } from 'vitest';
import type { EarlierFigure } from '#server/domain/disclosure/disclosure.types.ts';
import type { FigureInput, TracedFigure } from '#server/domain/publication/decide-figures.ts';
import { addShownFigures } from '#server/domain/publication/add-shown-figures.ts';

const decided = (more: Partial<TracedFigure>): TracedFigure => ({
  indicator: 'I-1',
  round: '2025-H1',
  scope: 'region',
  dimension: null,
  category: null,
  show: true,
  state: 'reported',
  value: '40.50',
  numerator: null,
  denominator: null,
  distribution: null,
  choice: null,
  range: null,
  contributing: ['BN', 'ID', 'KH'],
  expected: 11,
  keptFrom: null,
  reasons: [],
  publicNote: null,
  valueIds: [1, 2, 3],
  ...more,
});
const shown = (publication: number, more: Partial<EarlierFigure> = {}): EarlierFigure => ({
  publication,
  round: '2025-H1',
  scope: 'region',
  dimension: null,
  category: null,
  value: '40.5',
  numerator: null,
  denominator: null,
  distribution: null,
  choice: null,
  range: null,
  contributing: ['BN', 'ID', 'KH'],
  ...more,
});
const input = (earlier: EarlierFigure[], replaced: number[] = []): FigureInput => ({
  rounds: ['2025-H1'],
  indicators: [],
  reports: new Map(),
  submissions: [],
  statuses: [],
  equalities: [],
  earlier: new Map(earlier.length > 0 ? [['I-1', earlier]] : []),
  superseded: replaced.length > 0 ? [{ round: '2025-H1', publications: replaced, reports: new Map() }] : [],
});

test('what is shown is remembered under its number, as it will be stored', () => {
  const own = decided({ scope: 'TH', value: '7' });
  const { earlier } = addShownFigures(input([]), 4, [decided({}), own, decided({ indicator: 'I-2' })]);
  expect(earlier.get('I-1')).toEqual([shown(4), shown(4, { scope: 'TH', value: '7' })]);
  expect(earlier.get('I-2')).toEqual([shown(4)]);
});

test('what is held back is not: nobody can have read it', () => {
  const held = [
    decided({ show: false }),
    decided({ show: false, state: 'suppressed', value: null }),
    decided({ state: 'not_available', value: null }),
  ];
  expect(addShownFigures(input([]), 4, held).earlier.size).toBe(0);
});

test('the same of the same compilation is remembered once, and again where another number or another report is behind it', () => {
  const before = input([shown(3)]);
  expect(addShownFigures(before, 4, [decided({})]).earlier.get('I-1')).toEqual([shown(3)]);
  expect(addShownFigures(before, 4, [decided({ value: '41' })]).earlier.get('I-1')).toHaveLength(2);
  const others = addShownFigures(before, 4, [decided({ contributing: ['BN', 'ID', 'VN'] })]);
  expect(others.earlier.get('I-1')).toHaveLength(2);
  // Publication 3 was made from reports that have been replaced: the same number tells of today's as well.
  const replaced = addShownFigures(input([shown(3)], [3]), 4, [decided({})]);
  expect(replaced.earlier.get('I-1')).toEqual([shown(3), shown(4)]);
  // The input itself stays as it was.
  expect(before.earlier.get('I-1')).toEqual([shown(3)]);
});
