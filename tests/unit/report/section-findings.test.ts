import { describe, expect, it } from 'vitest';
import {
  buildFacts,
  type FactSource,
  type ReportFigure,
} from '#server/domain/report/build-facts.calculations.ts';
import { type KeptNote, listReservations } from '#server/domain/report/comparability-matrix.calculations.ts';
import { addFinding, buildSectionFindings } from '#server/domain/report/section-findings.ts';
import { groupVersions } from '#server/domain/report/report-sections.rules.ts';

const figure = (round: string, value: string | null, contributing: number): ReportFigure => ({
  round,
  dimension: null,
  category: null,
  state: value === null ? 'suppressed' : 'reported',
  value,
  contributing,
  expected: 11,
});
const source = (figures: ReportFigure[]): FactSource => ({
  rounds: ['2025-H1', '2025-H2'],
  indicators: [{ code: 'I-B3', measure: 'count', unit: 'persons', reportedBy: 'states', figures }],
  activities: [],
  statuses: [],
  areas: ['B'],
  lenses: [],
  reports: { states: { included: 9, due: 11 }, bodies: { included: 1, due: 1 } },
});
const section = { key: 'area.B', kind: 'area' as const, code: 'B', title: 'Protection' };
const say = (figures: ReportFigure[]) =>
  buildSectionFindings(section, {
    facts: buildFacts(source(figures)),
    statuses: [],
    rounds: [
      { code: '2025-H1', title: 'First half of 2025' },
      { code: '2025-H2', title: 'Second half of 2025' },
    ],
    indicators: [
      {
        code: 'I-B3',
        title: 'Victims identified',
        measure: 'count',
        unit: 'persons',
        aggregation: 'sum_of_reports',
        reportedBy: 'states',
        personCount: true,
        crossBorderOverlap: false,
        area: 'B',
        objective: null,
        lenses: [],
        dimensions: [],
      },
    ],
    figures: source(figures).indicators,
    breaks: [],
  }).map(({ text }) => text);

describe('findings', () => {
  it('say how a figure moved, by references alone, and that the coverage differs', () => {
    expect(say([figure('2025-H1', '1300', 8), figure('2025-H2', '1417', 9)])).toEqual([
      'Victims identified (I-B3) rose from {{I-B3 2025-H1}} in the first half of 2025 to {{I-B3}} persons, from {{I-B3 coverage}}; the coverage differs ({{I-B3 2025-H1 coverage}} in the round before), so the two are not strictly comparable.',
    ]);
    expect(say([figure('2025-H1', '1417', 9), figure('2025-H2', '1417', 9)])).toEqual([
      'Victims identified (I-B3): {{I-B3}} persons, the same as in the first half of 2025, from {{I-B3 coverage}}.',
    ]);
  });

  it('say nothing of the way to or from a figure that is not there', () => {
    expect(say([figure('2025-H1', '1300', 8), figure('2025-H2', null, 0)])).toEqual([
      'Victims identified (I-B3): {{I-B3}}.',
    ]);
    expect(say([figure('2025-H1', null, 0), figure('2025-H2', '5', 9)])[0]).not.toMatch(/rose|fell|2025-H1/);
  });

  it('are added and overwrite nothing', () => {
    expect(addFinding('Mine.\n', 'New.')).toBe('Mine.\n\nNew.');
    expect(addFinding('  ', 'New.')).toBe('New.');
  });
});

it('a change from or to a figure that is held back is a mark', () => {
  const facts = buildFacts(source([figure('2025-H1', null, 0), figure('2025-H2', '1417', 9)]));
  expect(facts.get('I-B3 change')).toMatchObject({ kind: 'mark', mark: 'suppressed' });
  expect(facts.get('I-B3')).toEqual({ kind: 'number', text: '1,417' });
  expect(facts.get('I-B3 2025-H1 coverage')).toMatchObject({ kind: 'mark', mark: 'suppressed' });
});

it('a note that has ended, was withdrawn or begins later limits nothing now', () => {
  const note: KeptNote = {
    id: 1,
    version: 1,
    indicator: 'I-B3',
    reporter: 'TH',
    from: null,
    until: null,
    kind: 'law',
    note: '',
    withdrawn: false,
    changedBy: null,
    changedAt: '',
  };
  const subject = { code: 'I-B3', crossBorderOverlap: false, unit: 'persons', now: null, before: null };
  const rounds = ['a', 'b', 'c', 'd'];
  const limits = (change: Partial<KeptNote>, round = 'c') =>
    listReservations(subject, [{ ...note, ...change }], rounds, round);
  expect(limits({})).toEqual(['TH counts by another law than the others.']);
  expect(limits({ withdrawn: true })).toEqual([]);
  expect(limits({ from: 'd' })).toEqual([]);
  expect(limits({ until: 'a' })).toEqual([]);
  expect(limits({ until: 'b' })).toEqual([expect.stringMatching(/^Break with this round/)]);
});

it('what one person saved without a pause is one sitting', () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 8, minute)).toISOString();
  expect(
    groupVersions([
      { version: 5, by: 'A', at: at(50) },
      { version: 4, by: 'A', at: at(14) },
      { version: 3, by: 'A', at: at(6) },
      { version: 2, by: 'B', at: at(5) },
      { version: 1, by: 'B', at: at(0) },
    ]).map(({ from, version }) => [from, version]),
  ).toEqual([
    [5, 5],
    [3, 4],
    [1, 2],
  ]);
});
