import { describe, expect, it } from 'vitest';
import {
  buildParticipantFinding,
  type CountedParticipant,
} from '#server/domain/finding/participant-finding.ts';
import { describeFigureChange, describeWhoReported } from '#app/features/publication/publication-words.tsx';
import type { ChangedFigure } from '#app/contract.ts';
import { counted, figureOf, rounds } from './finding-subjects.ts';

const change: ChangedFigure = {
  indicator: 'I-A5',
  title: 'Inspections',
  measure: counted.measure,
  unit: counted.unit,
  choices: [],
  round: '2025-H1',
  before: figureOf('2025-H1', '63'),
  after: figureOf('2025-H1', '64'),
};

describe('what a publication says of itself', () => {
  it('counts who reported, of those from whom a report was due', () => {
    const round = { code: '2025-H2', title: 'Second half of 2025' };
    expect(
      describeWhoReported({ states: { reported: 9, due: 11 }, bodies: { reported: 12, due: 12 }, round }),
    ).toBe('9 of 11 states and all 12 bodies reported for the second half of 2025');
  });

  it('says what a figure was, but not one that is now held back', () => {
    expect(describeFigureChange(change, rounds[1])).toBe(
      'is now 64 inspections for the first half of 2025; it was 63 inspections',
    );
    expect(describeFigureChange({ ...change, before: null }, rounds[1])).toBe(
      'is 64 inspections for the first half of 2025',
    );
    expect(describeFigureChange({ ...change, after: figureOf('2025-H1', null) }, rounds[1])).not.toContain(
      '63',
    );
  });
});

describe('the heading of a participant', () => {
  const pageOf = (states: CountedParticipant['coverage'][number]['state'][]) =>
    buildParticipantFinding({
      participant: { code: 'TL', kind: 'state', name: 'Timor-Leste' },
      coverage: states.map((state) => ({ state })),
      activities: [],
    });

  it('counts only rounds that were due', () => {
    expect(pageOf(['not_due', 'not_due', 'reported'])).toBe(
      'Timor-Leste is not named with an activity and has reported for the one round due',
    );
    expect(pageOf(['not_due', 'not_reported', 'reported'])).toMatch(/has reported for 1 of 2 rounds due$/);
    expect(pageOf(['not_due'])).toMatch(/was not due to report yet$/);
  });
});
