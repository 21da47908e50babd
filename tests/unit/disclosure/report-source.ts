import { editions } from '#server/domain/report/edition.rules.ts';
import type {
  DisclosedIndicator,
  DisclosureDecision,
  DisclosureInput,
  PublicFigure,
} from '#server/domain/disclosure/disclosure.types.ts';
import type { EditionSource, PlainFacts } from '#server/domain/report/build-editions.calculations.ts';
import { buildFacts, calculateReportFigures } from '#server/domain/report/build-facts.calculations.ts';
import type { FactIndicator } from '#server/domain/report/edition-facts.types.ts';

/** One indicator of a plan in one publication. */
export type Decided = { input: DisclosureInput; decision: DisclosureDecision };

const round = { code: 'R', title: 'Round R', periodStart: '2025-01-01', periodEnd: '2025-12-31' };
export const codeOf = (at: number) => `I-A${at + 1}`;
export type Place = Pick<PublicFigure, 'dimension' | 'category'>;
const cellsOf = ({ input }: Decided) => input.rounds[0]?.cells ?? [];

function listDimensions(one: Decided): FactIndicator['dimensions'] {
  const categories = new Map<string, Set<string>>();
  for (const { dimension, category } of cellsOf(one)) {
    if (dimension === null || category === null) continue;
    categories.set(dimension, (categories.get(dimension) ?? new Set()).add(category));
  }
  return [...categories].map(([code, of]) => ({
    code,
    name: code,
    categories: [...of].map((category) => ({ code: category, name: category })),
  }));
}

/** The facts of an edition, as rows of a publication would give them: see writeFigures and figureJson. */
function buildPlainFacts(plan: readonly Decided[], decisions: readonly DisclosureDecision[]): PlainFacts {
  const reporters = [...new Set(plan.flatMap((one) => cellsOf(one).map(({ reporter }) => reporter)))];
  return {
    plan: { code: 'P', title: 'The plan', firstYear: 2023, lastYear: 2028, notice: '' },
    round,
    meeting: '',
    meetingOn: null,
    rounds: [round],
    compilation: { number: 1, sha256: 'c'.repeat(64), madeAt: '2026-01-01T00:00:00Z' },
    editionRule: { reporters: 4, decidedOn: null },
    statuses: [],
    areas: [{ code: 'A', title: 'Area' }],
    objectives: [{ code: 'A1', title: 'Objective', area: 'A' }],
    lenses: [],
    activities: [
      {
        code: 'A1.1',
        title: 'Activity',
        description: '',
        area: 'A',
        objective: 'A1',
        lead: 'SOMTC',
        cooperating: [],
        states: [],
        partners: ['iom'],
        years: [2025],
        lenses: [],
        articles: [],
        stand: { status: null, carriedFrom: null, due: true },
        words: [],
      },
    ],
    indicators: plan.map((one, at): FactIndicator => {
      const { measure, aggregation, personCount } = one.input.indicator;
      const figures = (decisions[at]?.figures ?? []).filter(
        ({ scope, show, state }) => scope === 'region' || show || state === 'suppressed',
      );
      const say = (figure: PublicFigure) => ({
        ...figure,
        contributing: figure.contributing.length,
        note: figure.publicNote,
      });
      return {
        code: codeOf(at),
        title: 'Indicator',
        measure,
        unit: 'persons',
        direction: 'up',
        aggregation,
        reportedBy: 'states',
        personCount,
        crossBorderOverlap: false,
        numeratorLabel: null,
        denominatorLabel: null,
        dimensions: listDimensions(one),
        choices: [],
        baseline: null,
        targets: [],
        area: 'A',
        activity: 'A1.1',
        lenses: [],
        region: figures
          .filter(({ scope, dimension }) => scope === 'region' && dimension === null)
          .map((figure) => say(figure)),
        parts: figures.flatMap((figure) =>
          figure.scope === 'region' && figure.dimension !== null && figure.category !== null
            ? [{ dimension: figure.dimension, category: figure.category, figure: say(figure) }]
            : [],
        ),
        national: figures
          .filter(({ scope, dimension }) => scope !== 'region' && dimension === null)
          .map((figure) => ({ reporter: figure.scope, figure: say(figure) })),
      };
    }),
    reporters: reporters.map((code) => ({ code, name: code, kind: 'state' })),
    partners: [{ slug: 'iom', name: 'IOM' }],
    coverage: [],
    amendments: [],
    figures: {},
    nationalTargets: {},
    support: [],
    arrangements: [],
    recommendations: [],
    breaks: [],
  };
}

/** The totals and parts of an indicator without anything held back. */
const listTrueFigures = (indicator: DisclosedIndicator, one: Decided) =>
  calculateReportFigures(
    indicator,
    'R',
    [
      { dimension: null, category: null },
      ...listDimensions(one).flatMap(({ code, categories }) =>
        categories.map((category) => ({ dimension: code, category: category.code })),
      ),
    ],
    [...Map.groupBy(cellsOf(one), ({ reporter }) => reporter)].map(([reporter, cells]) => ({
      reporter,
      release: cells[0]?.release ?? 'regional',
      cells: cells.map((cell) => ({
        ...cell,
        state: cell.state === 'not_yet_reported' ? 'not_available' : cell.state,
      })),
    })),
  );

/**
 * What the editions of a plan are made from, with a text that speaks of every total and part: by reference, and typed by
 * hand.
 */
export function buildSource(
  plan: readonly Decided[],
  restricted: readonly DisclosureDecision[],
): EditionSource {
  const indicators = plan.map((one, at) => ({
    code: codeOf(at),
    measure: one.input.indicator.measure,
    unit: 'persons',
    reportedBy: 'states' as const,
    figures: listTrueFigures(one.input.indicator, one),
  }));
  const none = { states: { included: 0, due: 0 }, bodies: { included: 0, due: 0 } };
  const all = buildFacts({
    rounds: ['R'],
    indicators,
    activities: [],
    statuses: [],
    areas: [],
    lenses: [],
    reports: none,
  });
  const text = indicators
    .flatMap(({ code, figures }) =>
      figures.map(({ dimension, category }) => {
        const reference = dimension === null ? code : `${code} ${dimension}=${category}`;
        const known = all.get(reference)?.text ?? '';
        // A typed number below ten could be anything, and nothing is done about it.
        const typed = /^\d\b(?![.,]\d)/.test(known) ? '' : `\n\nThat is ${known} of ${code}.`;
        return `There were {{${reference}}} of ${code}.${typed}`;
      }),
    )
    .join('\n\n');
  const section = {
    key: 'area.A',
    kind: 'area' as const,
    code: 'A',
    title: 'Area',
    facts: {},
    version: 1,
    text,
  };
  return {
    public: buildPlainFacts(
      plan,
      plan.map(({ decision }) => decision),
    ),
    restricted: buildPlainFacts(plan, restricted),
    rules: editions,
    sections: [section],
    all,
    own: new Map(),
    review: {
      asOf: '2026-11-29',
      basis: null,
      questions: [],
      targets: [],
      outcomes: [],
      lessons: [],
      actions: [],
      gaps: [],
      support: [],
      ratings: [],
    },
  };
}
