import { expect, test } from 'vitest';
import { buildFacts, type ReportFigure } from '#server/domain/report/build-facts.calculations.ts';
import { buildPublicNarrative } from '#server/domain/report/build-editions.calculations.ts';
import { buildFigureCell } from '#server/domain/report/document-composer.ts';

const figure = (round: string, value: string | null, range = {}): ReportFigure => ({
  round,
  dimension: null,
  category: null,
  state: value === null ? 'suppressed' : 'reported',
  value,
  contributing: 9,
  expected: 11,
  ...range,
});
const limits = { least: 1, most: 10 };
const factsOf = (figures: ReportFigure[]) =>
  buildFacts({
    rounds: ['2025-H1', '2025-H2'],
    indicators: [{ code: 'I-B3', measure: 'count', unit: 'persons', reportedBy: 'states', figures }],
    activities: [],
    statuses: [],
    areas: [],
    lenses: [],
    reports: { states: { included: 9, due: 11 }, bodies: { included: 1, due: 1 } },
  });

test('a narrative of the report prints the range, and no difference from it', () => {
  const fell = factsOf([figure('2025-H1', '14'), figure('2025-H2', null, limits)]);
  expect(fell.get('I-B3')).toEqual({ kind: 'mark', mark: 'suppressed', text: '1–10' });
  expect(fell.get('I-B3 change')?.text).toBe('now 1–10');
  expect(fell.get('I-B3 coverage')?.text).toBe('suppressed');
  const rose = factsOf([figure('2025-H1', null, limits), figure('2025-H2', '14')]);
  expect(rose.get('I-B3 change')).toEqual({ kind: 'mark', mark: 'suppressed', text: 'from 1–10 before' });
  expect(factsOf([figure('2025-H2', null)]).get('I-B3')?.text).toBe('suppressed');
});

test('a paragraph around a range stays out of public editions, as one around a suppressed figure does', () => {
  const restricted = factsOf([figure('2025-H2', '7')]);
  const open = factsOf([figure('2025-H2', null, limits)]);
  expect(buildPublicNarrative('We found {{I-B3}}.', { restricted, public: open })).toEqual({
    blocks: [],
    leftOut: 1,
  });
});

test('a table of the report prints the range as a mark, never as a number', () => {
  const cell = buildFigureCell(
    { measure: 'count', unit: 'persons', choices: [] },
    {
      ...figure('2025-H2', null, limits),
      numerator: null,
      denominator: null,
      distribution: null,
      choice: null,
      note: null,
    },
  );
  expect(cell).toEqual({ kind: 'mark', mark: 'suppressed', shown: '1–10' });
});
