import { expect, it } from 'vitest';
import {
  type CompiledIndicator,
  type CompiledReport,
  decideFigures,
  type FigureInput,
} from '#server/domain/publication/decide-figures.ts';
import {
  calculateFreeingConsent,
  listConsentCandidates,
  sortFreeingConsents,
} from '#server/domain/publication/freeing-consents.calculations.ts';
import type { Release } from '#server/domain/value/indicator-definition.ts';

const round = '2025-H1';

function buildIndicator(id: number, code: string): CompiledIndicator {
  return {
    id,
    code,
    measure: 'count',
    aggregation: 'sum',
    disclosureClass: 'public',
    personCount: true,
    reportedBy: 'states',
    derivation: null,
    choices: [],
    dimensions: [],
  };
}

function buildReport(reporter: string, release: Release, value: number): CompiledReport {
  const nothing = { dimension: null, category: null, numerator: null, denominator: null, choice: null };
  return {
    round,
    reporter,
    included: true,
    release,
    cells: [{ ...nothing, valueId: 1, state: 'reported', value: String(value) }],
  };
}

function buildInput(reports: CompiledReport[][], equalities: FigureInput['equalities'] = []): FigureInput {
  return {
    rounds: [round],
    indicators: reports.map((_, index) => buildIndicator(index, `I-${index}`)),
    reports: new Map(reports.map((own, index) => [index, own])),
    submissions: [],
    statuses: [],
    earlier: new Map(),
    superseded: [],
    equalities,
  };
}

function weigh(input: FigureInput) {
  const { figures } = decideFigures(input);
  return sortFreeingConsents(
    listConsentCandidates(input, round, figures).map((one) =>
      calculateFreeingConsent(input, round, figures, one),
    ),
  );
}

/** Three show their own figure; these do not. */
const withHidden = (...hidden: [string, number][]) => [
  ...['KH', 'LA', 'TH'].map((reporter) => buildReport(reporter, 'national', 50)),
  ...hidden.map(([reporter, value]) => buildReport(reporter, 'regional', value)),
];

it('names the only reporter that keeps a total from being shown', () => {
  expect(weigh(buildInput([withHidden(['VN', 60])]))).toEqual([
    { reporter: 'VN', indicator: 'I-0', gained: 1, lost: 0 },
  ]);
});

it('names nobody where one consent is not enough, or where nobody is in the way', () => {
  expect(weigh(buildInput([withHidden(['VN', 60], ['SG', 70])]))).toEqual([]);
  expect(weigh(buildInput([withHidden()]))).toEqual([]);
});

it('names the one that outweighs the rest', () => {
  const hidden: [string, number][] = [
    ['BN', 50],
    ['ID', 40],
    ['MM', 40],
    ['PH', 40],
    ['VN', 9000],
  ];
  expect(weigh(buildInput([withHidden(...hidden)]))).toEqual([
    { reporter: 'VN', indicator: 'I-0', gained: 1, lost: 0 },
  ]);
});

it('leaves alone a figure that is withheld altogether, and one whose total is too small anyway', () => {
  const withheld = [...withHidden(['VN', 60], ['SG', 70]), buildReport('PH', 'withheld', 80)];
  expect(weigh(buildInput([withheld])).map(({ reporter }) => reporter)).not.toContain('PH');
  expect(weigh(buildInput([[buildReport('VN', 'regional', 4), buildReport('SG', 'national', 3)]]))).toEqual(
    [],
  );
});

it('frees nothing where a linked indicator asks for the same figure and keeps it', () => {
  const side = (indicator: string) => ({
    indicator,
    part: 'value' as const,
    dimension: null,
    category: null,
  });
  const figures = [withHidden(['VN', 60]), withHidden(['VN', 60])];
  expect(weigh(buildInput(figures, [{ left: side('I-0'), right: side('I-1') }]))).toEqual([]);
  expect(weigh(buildInput(figures))).toHaveLength(2);
});

it('lists five at most', () => {
  expect(weigh(buildInput(Array.from({ length: 8 }, () => withHidden(['VN', 60]))))).toHaveLength(5);
});
