import type { CompiledReport, FigureInput } from '#server/domain/publication/decide-figures.ts';
import type { PublicationInput } from '#server/domain/publication/publication-input.ts';

/** Of one size: activities, indicators, rounds; each indicator with a split of five, for the region and eleven states. */
export const realSize = { activities: 43, indicators: 30, rounds: 4 };

const states = ['BN', 'ID', 'KH', 'LA', 'MM', 'MY', 'PH', 'SG', 'TH', 'TL', 'VN'];
const statusCodes = ['completed', 'on_track', 'delayed', 'not_started', 'cancelled'];
const parts = [1, 2, 3, 4, 5].map((part) => ({ code: `c${part}`, name: `Part ${part}` }));

/** Each size is a plan of its own, so that none remembers what another has shown. */
export const planOf = (factor: number) => `GROWN${factor}`;

/** A state, and how often it has corrected its newest figures of the first indicator. */
export type Corrected = { state: string; times: number };

/**
 * What a publication of so many times the real plan is built from, with figures that every state has released.
 */
export function buildGrownInput(
  factor: number,
  { number, corrected = null }: { number: number; corrected?: Corrected | null },
): PublicationInput {
  const rounds = Array.from({ length: realSize.rounds }, (_, at) => ({
    code: `${planOf(factor)}-R${at + 1}`,
    title: `Round ${at + 1}`,
    periodStart: `${2024 + at}-01-01`,
    periodEnd: `${2024 + at}-12-31`,
    dueOn: `${2025 + at}-03-31`,
  }));
  const codes = rounds.map(({ code }) => code);
  const areas = ['A', 'B', 'C', 'D'].map((code) => ({ code, title: `Area ${code}` }));
  const objectives = areas.flatMap(({ code }) =>
    [1, 2, 3].map((at) => ({ code: `${code}${at}`, title: `Objective ${code}${at}`, area: code })),
  );
  const activities = Array.from({ length: realSize.activities * factor }, (_, at) => {
    const objective = objectives[at % objectives.length] ?? { code: 'A1', area: 'A' };
    return {
      code: `${objective.code}.${at}`,
      title: `Activity ${at} with a title of usual length`,
      area: objective.area,
      objective: objective.code,
      description: 'What is done, in a sentence of usual length.',
      years: [2024, 2025, 2026],
      lead: 'SOMTC',
      cooperating: ['ACWC'],
      states: ['KH', 'TH'],
      partners: [],
      articles: [],
      tags: [],
      lenses: [],
      basis: '',
    };
  });
  const dimensions = [{ code: 'part', name: 'Part', categories: parts }];
  const indicators = Array.from({ length: realSize.indicators * factor }, (_, at) => ({
    code: `X${at}`,
    title: `Indicator ${at} with a title of usual length`,
    area: areas[at % areas.length]?.code ?? 'A',
    activity: null,
    level: 'outcome',
    measure: 'count' as const,
    unit: 'workshops',
    direction: 'none' as const,
    aggregation: 'sum' as const,
    disclosureClass: 'public' as const,
    reportedBy: 'states' as const,
    personCount: false,
    crossBorderOverlap: false,
    definition: 'What is counted.',
    countingRule: 'How.',
    numeratorLabel: null,
    denominatorLabel: null,
    dimensions,
    choices: [],
    baseline: null,
    targets: [],
  }));
  const reporters = [
    ...states.map((code) => ({ code, kind: 'state' as const, name: `State ${code}` })),
    ...['ACWC', 'SOMTC'].map((code) => ({ code, kind: 'body' as const, name: `Body ${code}` })),
  ].map((reporter) => ({ ...reporter, pillar: null, iso3: null, m49: null, joinedOn: null, tile: null }));
  return {
    publication: {
      number,
      plan: { code: planOf(factor), title: 'A grown plan', startsOn: '2023-01-01', endsOn: '2028-12-31' },
      notice: 'Generated data.',
      round: codes.at(-1) ?? '',
      title: `A publication of ${factor} times the size`,
      meeting: '',
      note: '',
      publishedAt: '2026-11-01T00:00:00.000Z',
      compilationSha256: '0'.repeat(64),
    },
    rounds,
    lists: {
      statuses: statusCodes.map((code, at) => ({
        code,
        label: code.replaceAll('_', ' '),
        mark: ['full', 'half', 'striped', 'empty', 'crossed'][at] ?? 'empty',
        iatiCode: '2',
        isLate: code === 'delayed',
        isDone: code === 'completed',
        isOnTrack: code === 'on_track',
      })),
      reporters,
      partners: [],
      tags: [],
      articles: [],
      lenses: [],
      libraryKinds: [],
    },
    plan: { areas, objectives, activities },
    indicators,
    amendments: [],
    translations: {},
    nationalTargets: [],
    nationalCircumstances: [],
    coverage: Object.fromEntries(
      reporters.map(({ code }) => [
        code,
        Object.fromEntries(codes.map((round) => [round, 'reported' as const])),
      ]),
    ),
    narratives: [],
    evidence: [],
    library: [],
    support: { entries: [], rates: [] },
    recommendations: { recommendations: [], notPublished: [] },
    arrangements: [],
    comparability: [],
    figures: buildFigureInput(codes, indicators, activities, corrected),
  };
}

function buildFigureInput(
  rounds: string[],
  indicators: PublicationInput['indicators'],
  activities: PublicationInput['plan']['activities'],
  corrected: Corrected | null,
): FigureInput {
  const newest = rounds.at(-1);
  let valueId = 0;
  const report = (at: number, round: string, reporter: string): CompiledReport => ({
    round,
    reporter,
    included: true,
    release: 'national',
    cells: [null, ...parts].map((category, part) => ({
      valueId: (valueId += 1),
      dimension: category && 'part',
      category: category && category.code,
      state: 'reported' as const,
      value: String(
        ((at * 37 + rounds.indexOf(round) * 11 + part + states.indexOf(reporter)) % 900) +
          (part === 0 ? 6000 : 11) +
          (at === 0 && reporter === corrected?.state && round === newest ? corrected.times : 0),
      ),
      numerator: null,
      denominator: null,
      choice: null,
    })),
  });
  return {
    rounds,
    indicators: indicators.map((indicator, at) => ({ ...indicator, id: at, derivation: null })),
    reports: new Map(
      indicators.map((_, at) => [
        at,
        rounds.flatMap((round) => states.map((state) => report(at, round, state))),
      ]),
    ),
    submissions: [],
    statuses: activities.flatMap(({ code }, at) =>
      rounds.map((round, step) => {
        const status = statusCodes[(at + step) % statusCodes.length] ?? null;
        return {
          round,
          activity: code,
          asked: true,
          active: true,
          status,
          isDone: status === 'completed',
          isOnTrack: status === 'on_track',
          isCancelled: status === 'cancelled',
        };
      }),
    ),
    earlier: new Map(),
    superseded: [],
    equalities: [],
  };
}
