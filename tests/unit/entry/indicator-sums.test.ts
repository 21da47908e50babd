import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type IndicatorDraft, readIndicatorForm } from '#app/features/entry/indicator-draft.ts';
import {
  calculateDraftPercentage,
  calculateDraftSums,
  listHalfTyped,
} from '#app/features/entry/indicator-sums.tsx';
import { readFigure } from '#app/features/entry/read-figure.ts';
import { describeCell } from '#app/features/submission/report-words.ts';
import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import { choice, money, persons, share } from './indicators.ts';

function draft(definition: IndicatorDefinition, fields: Record<string, string>): IndicatorDraft {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return readIndicatorForm(data, definition);
}

describe('the sums of the parts while somebody types', () => {
  it('add up what is there and say how far it is from the total', () => {
    const [bySex, byAge] = calculateDraftSums(
      persons,
      draft(persons, {
        'value.total': '20',
        'value.sex.female': '1 2',
        'value.sex.male': '5',
        'value.age.adult': '21',
      }),
    );
    expect(bySex).toMatchObject({
      sums: { value: '17' },
      differences: { value: { kind: 'less', by: '3' } },
      reported: 2,
    });
    expect(byAge).toMatchObject({ sums: { value: '21' }, differences: { value: { kind: 'more', by: '1' } } });
  });

  it('leave out what is not a number, or has been said to have none', () => {
    const [bySex] = calculateDraftSums(
      persons,
      draft(persons, {
        'value.total': '-1',
        'value.sex.female': 'x',
        'value.sex.male': '4',
        'value.sex.unknown': '3',
        'state.sex.unknown': 'not_available',
      }),
    );
    expect(bySex).toMatchObject({ sums: { value: '4' }, differences: { value: null }, reported: 1, of: 3 });
  });

  it('are exact for amounts of money', () => {
    const [bySex] = calculateDraftSums(
      money,
      draft(money, { 'value.total': '0.3', 'value.sex.female': '0.1', 'value.sex.male': '0.2' }),
    );
    expect(bySex).toMatchObject({ sums: { value: '0.3' }, differences: { value: { kind: 'equal' } } });
  });

  it('agree with whole numbers whatever they are', () => {
    const part = fc.nat({ max: 1_000_000 });
    fc.assert(
      fc.property(part, part, part, part, (female, male, unknown, total) => {
        const [bySex] = calculateDraftSums(
          persons,
          draft(persons, {
            'value.total': String(total),
            'value.sex.female': String(female),
            'value.sex.male': String(male),
            'value.sex.unknown': String(unknown),
          }),
        );
        const sum = female + male + unknown;
        expect(bySex?.sums.value).toBe(String(sum));
        const kind = sum === total ? 'equal' : sum < total ? 'less' : 'more';
        expect(bySex?.differences.value).toEqual(
          kind === 'equal' ? { kind } : { kind, by: String(Math.abs(total - sum)) },
        );
      }),
    );
  });
});

describe('percentages while somebody types', () => {
  it('come from the two numbers, and only from both', () => {
    const cell = (numerator: string, denominator: string) => ({
      state: 'reported' as const,
      value: '',
      numerator,
      denominator,
      choice: '',
      text: '',
    });
    expect(calculateDraftPercentage(cell('2', '3'))).toBe('66.7');
    expect(calculateDraftPercentage(cell('2', ''))).toBeNull();
    expect(calculateDraftPercentage(cell('0', '0'))).toBeNull();
    expect(calculateDraftPercentage(cell('1e3', '5'))).toBeNull();
  });

  it('are in the making while one number stands alone', () => {
    expect(listHalfTyped(share, draft(share, { 'numerator.sex.female': '4' }))).toEqual(['sex=female']);
    expect(listHalfTyped(share, draft(share, { 'numerator.total': '4', 'denominator.total': '5' }))).toEqual(
      [],
    );
    expect(listHalfTyped(persons, draft(persons, { 'value.total': '4' }))).toEqual([]);
  });
});

describe('a cell in words', () => {
  const cell = {
    state: 'reported' as const,
    value: '',
    numerator: '',
    denominator: '',
    choice: '',
    text: '',
  };
  it('shows zero as a number and each state by its word', () => {
    expect(describeCell(persons, { ...cell, value: '0' })).toBe('0 persons');
    expect(describeCell(persons, { ...cell, state: 'not_available' })).toBe('Not available');
    expect(describeCell(persons, { ...cell, state: '' })).toBe('Not yet reported');
  });
  it('writes money, percentages and choices as people read them', () => {
    expect(describeCell(money, { ...cell, value: '125000.5' })).toBe('USD\u00a0125,000.5');
    expect(describeCell(share, { ...cell, numerator: '30', denominator: '45' })).toBe('66.7% (30 of 45)');
    expect(describeCell(choice, { ...cell, choice: 'yes' })).toBe('Yes');
  });
  it('shows what is not a number as it was typed', () => {
    expect(describeCell(persons, { ...cell, value: '1e18' })).toBe('“1e18” persons');
    expect(readFigure('1,250')).toBe('1250');
    expect(readFigure('')).toBeNull();
  });
});
