import { describe, expect, it } from 'vitest';
import { type ExplainedCell, describeReason } from '#server/domain/receipt/reason-words.ts';
import {
  type RuledIndicator,
  describeDisclosure,
  describeExpected,
  describeNationalRule,
  describeRegionalRule,
} from '#server/domain/receipt/rule-words.ts';

const indicator: RuledIndicator = {
  measure: 'count',
  aggregation: 'sum',
  unit: 'persons',
  reportedBy: 'states',
  disclosureClass: 'restricted',
  personCount: true,
  crossBorderOverlap: false,
  numeratorLabel: null,
  denominatorLabel: null,
  choices: [],
};
const say = (change: Partial<RuledIndicator>) => describeRegionalRule({ ...indicator, ...change });

describe('a rule in words', () => {
  it('is that of the aggregation', () => {
    expect(say({})).toBe('The numbers of all states that reported a number are added up.');
    expect(say({ aggregation: 'sum_of_reports' })).toContain('not of unique persons');
    expect(say({ aggregation: 'sum_of_reports', unit: '%' })).toContain('not of unique persons or cases');
    expect(
      say({
        aggregation: 'percentage',
        measure: 'percentage',
        numeratorLabel: 'Persons screened',
        denominatorLabel: 'Persons found',
      }),
    ).toContain('(persons screened; persons found)');
    expect(say({ reportedBy: 'register' })).toContain('from its own records');
    expect(say({ aggregation: 'none' })).toContain('no regional figure');
  });

  it('names the answers that count', () => {
    const choices = [
      { label: 'Yes', counts: true },
      { label: 'In part', counts: true },
      { label: 'No', counts: false },
    ];
    expect(say({ aggregation: 'count_of_states', measure: 'choice', choices })).toBe(
      'The number of states that answer “Yes” or “In part”, of those that gave an answer.',
    );
    expect(
      say({ aggregation: 'count_of_states', measure: 'choice', choices: choices.slice(0, 1) }),
    ).toContain('answer “Yes”, of');
  });

  it('tells the figure of one from that of each of several, and who is expected', () => {
    expect(describeNationalRule(indicator, 'Thailand')).toContain('because Thailand released');
    expect(describeNationalRule({ ...indicator, measure: 'percentage' }, null)).toContain(
      'stands by itself: the first part',
    );
    expect(describeExpected(indicator, 'region')).toContain('All states that were asked');
    expect(describeExpected(indicator, 'reporter')).toContain('One report');
  });

  it('says what protects a figure only where it does', () => {
    expect(describeDisclosure(indicator, 10)).toHaveLength(2);
    expect(describeDisclosure({ ...indicator, personCount: false, disclosureClass: 'public' }, 10)).toEqual(
      [],
    );
  });
});

const cell: ExplainedCell = {
  state: 'reported',
  value: '12',
  denominator: null,
  note: null,
  scope: 'region',
};

describe('a reason in words', () => {
  it('keeps zero, a share of nothing and a number apart', () => {
    expect(describeReason(cell)).toEqual([]);
    expect(describeReason({ ...cell, value: '0' })[0]).toContain('Zero was reported');
    expect(describeReason({ ...cell, value: '0.0' })[0]).toContain('Zero was reported');
    expect(describeReason({ ...cell, value: null, denominator: '0' })[0]).toContain(
      'nothing to take a share of',
    );
    expect(describeReason({ ...cell, note: 'As in an earlier publication.' })).toEqual([
      'As in an earlier publication.',
    ]);
  });

  it('says the same of every suppressed cell, whatever stands behind it', () => {
    const hidden = (change: Partial<ExplainedCell>) =>
      describeReason({ ...cell, state: 'suppressed', value: null, ...change });
    expect(hidden({})).toEqual(hidden({ denominator: '3', scope: 'reporter' }));
    expect(hidden({}).join(' ')).not.toMatch(/\d/);
  });

  it('has words of its own for each of the five marks', () => {
    const marks = ['suppressed', 'withheld', 'not_available', 'not_applicable', 'not_yet_reported'] as const;
    for (const scope of ['region', 'reporter'] as const) {
      const said = marks.map((state) => describeReason({ ...cell, state, value: null, scope }).join(' '));
      expect(new Set(said).size).toBe(marks.length);
      expect(said.every((text) => text.length > 20)).toBe(true);
    }
  });
});
