import fc from 'fast-check';
import type { EditionSource, PlainFacts } from '#server/domain/report/build-editions.calculations.ts';
import type {
  FactActivity,
  FactIndicator,
  OwnReport,
  ReviewFacts,
} from '#server/domain/report/edition-facts.types.ts';
import { editions } from '#server/domain/report/edition.rules.ts';
import type { Fact } from '#server/domain/report/reference.rules.ts';

/*
 * A plan with reports in which every word and every number is there once, so that wherever it turns up it is known whose
 * it is and who may see it.
 */

/** Who may see something: everybody, those who report, or one state alone; and what it is about. */
export type Marked = {
  token: string;
  seenBy: 'public' | 'restricted' | { state: string };
  /** The activity or the indicator that it speaks of; null for the whole. */
  of: { activity: string } | { indicator: string } | null;
};

export type MarkedSource = { source: EditionSource; marked: Marked[] };

const states = ['KH', 'LA', 'TH', 'VN'];
const bodies = ['ACWC', 'SOMTC', 'SLOM'];
const partners = ['iom', 'unodc'];
const lenses = ['scams', 'children'];
const round = {
  code: '2025-H2',
  title: 'Second half of 2025',
  periodStart: '2025-07-01',
  periodEnd: '2025-12-31',
};
const someOf = (all: string[], least = 0) => fc.subarray(all, { minLength: least });

/** How an activity and an indicator of the plan are made up, before words and numbers are put in. */
const shape = fc.record({
  activities: fc.array(
    fc.record({
      lead: fc.constantFrom(...bodies),
      cooperating: someOf(bodies),
      states: someOf(states),
      partners: someOf(partners),
      lenses: someOf(lenses),
      late: fc.boolean(),
      /** Whether the body has let its words out, and the states that say something, released or not. */
      isReleased: fc.boolean(),
    }),
    { minLength: 2, maxLength: 6 },
  ),
  indicators: fc.array(
    fc.record({
      activity: fc.option(fc.nat(5)),
      lenses: someOf(lenses),
      hasTarget: fc.boolean(),
      shown: fc.constantFrom('public' as const, 'restricted' as const, 'nobody' as const),
      released: someOf(states),
      byBodies: fc.boolean(),
    }),
    { minLength: 2, maxLength: 6 },
  ),
  accepted: someOf(states),
});

export const randomSources: fc.Arbitrary<MarkedSource> = shape.map(({ activities, indicators, accepted }) => {
  const marked: Marked[] = [];
  let numbers = 700_000;
  let words = 0;
  const number = (seenBy: Marked['seenBy'], of: Marked['of']) => {
    numbers += 13;
    marked.push({ token: String(numbers), seenBy, of });
    return String(numbers);
  };
  const word = (seenBy: Marked['seenBy'], of: Marked['of']) => {
    words += 1;
    const token = `token${words}x`;
    marked.push({ token, seenBy, of });
    return token;
  };
  const plan = activities.map((each, at) => ({ ...each, code: `A1.${at + 1}` }));
  const says = (activity: string, seenBy: 'public' | 'restricted') => ({
    achievements: word(seenBy, { activity }),
    challenges: word(seenBy, { activity }),
    nextSteps: word(seenBy, { activity }),
    obstacles: [],
    helpWanted: [],
    edited: [],
  });
  const facts: FactActivity[] = plan.map(({ code, late, isReleased, ...each }) => ({
    ...each,
    code,
    title: word('public', { activity: code }),
    description: word('public', { activity: code }),
    area: 'A',
    objective: 'A1',
    years: [2025],
    articles: [],
    stand: { status: late ? 'late' : 'done', carriedFrom: null, due: true },
    words: [
      {
        reporter: each.lead,
        name: each.lead,
        isLead: true,
        ...says(code, isReleased ? 'public' : 'restricted'),
      },
    ],
  }));
  const figure = (state: 'reported' | 'suppressed', value: string | null) => ({
    round: round.code,
    state,
    value,
    numerator: null,
    denominator: null,
    distribution: null,
    choice: null,
    contributing: value === null ? null : 4,
    expected: value === null ? null : 4,
    note: null,
  });
  const all = new Map<string, Fact>();
  const measured = indicators.map(({ shown, released, byBodies, activity, ...each }, at): FactIndicator => {
    const code = `I-A${at + 1}`;
    const of = { indicator: code };
    const seenBy = shown === 'nobody' ? { state: 'nobody' } : shown;
    // What is written of an area names totals of it, also of what a reader of a narrower edition is not told of.
    const value = number(seenBy, null);
    const part = number(seenBy, of);
    all.set(code, { kind: 'number', text: value });
    const seen = (text: string) =>
      shown === 'nobody' ? figure('suppressed', null) : figure('reported', text);
    return {
      ...each,
      code,
      title: word('public', of),
      measure: 'count',
      unit: 'persons',
      direction: 'up',
      aggregation: 'sum_of_reports',
      reportedBy: byBodies ? 'bodies' : 'states',
      personCount: true,
      crossBorderOverlap: false,
      numeratorLabel: null,
      denominatorLabel: null,
      dimensions: [{ code: 'sex', name: 'Sex', categories: [{ code: 'female', name: 'Female' }] }],
      choices: [],
      baseline: { year: 2022, value: number('public', of) },
      targets: each.hasTarget ? [{ year: 2025, value: number('public', of) }] : [],
      area: 'A',
      activity: activity === null ? null : (plan[activity]?.code ?? null),
      region: [seen(value)],
      parts: [{ dimension: 'sex', category: 'female', figure: seen(part) }],
      national: released.map((state) => ({
        reporter: state,
        figure: figure('reported', number('public', of)),
      })),
    };
  });
  const own = new Map(
    states.map((state): [string, OwnReport] => [
      state,
      {
        reporter: state,
        isAccepted: accepted.includes(state),
        activities: plan.slice(0, 2).map(({ code }) => ({
          code,
          title: 'An activity',
          status: 'Completed',
          achievements: word({ state }, null),
          challenges: word({ state }, null),
          nextSteps: '',
          obstacles: [],
          helpWanted: [],
          released: false,
        })),
        values: measured.map(({ code }) => ({
          indicator: code,
          title: 'An indicator',
          measure: 'count',
          unit: 'persons',
          isInternal: true,
          release: 'withheld',
          part: 'Total',
          state: 'reported',
          value: number({ state }, null),
          answer: null,
        })),
      },
    ]),
  );
  const restricted: PlainFacts = {
    plan: { code: 'P', title: 'The plan', firstYear: 2023, lastYear: 2028, notice: '' },
    round,
    meeting: '',
    meetingOn: null,
    rounds: [round],
    compilation: { number: 1, sha256: 'c'.repeat(64), madeAt: '2026-01-01T00:00:00Z' },
    editionRule: { reporters: 4, decidedOn: null },
    statuses: [
      { code: 'done', label: 'Completed', mark: 'solid', isLate: false, isDone: true, isOnTrack: false },
      { code: 'late', label: 'Delayed', mark: 'stripes', isLate: true, isDone: false, isOnTrack: false },
    ],
    areas: [{ code: 'A', title: 'Area A' }],
    objectives: [{ code: 'A1', title: 'Objective', area: 'A' }],
    lenses: lenses.map((code) => ({ code, title: `Lens ${code}`, description: `What ${code} is.` })),
    activities: facts,
    indicators: measured,
    reporters: [
      ...states.map((code) => ({ code, name: `State ${code}`, kind: 'state' as const })),
      ...bodies.map((code) => ({ code, name: code, kind: 'body' as const })),
    ],
    partners: partners.map((slug) => ({ slug, name: slug.toUpperCase() })),
    amendments: [],
    nationalTargets: {},
    coverage: states.map((code) => ({
      code,
      name: code,
      kind: 'state' as const,
      states: ['reported' as const],
    })),
    figures: {},
    support: [],
    arrangements: [],
    recommendations: [],
    breaks: [],
  };
  const isPublic = (code: string) => indicators[Number(code.slice(3)) - 1]?.shown === 'public';
  const hidden = figure('suppressed', null);
  const shown: PlainFacts = {
    ...restricted,
    activities: facts.map((activity, at) => ({
      ...activity,
      words: plan[at]?.isReleased ? activity.words : [],
    })),
    indicators: measured.map((one) =>
      isPublic(one.code)
        ? one
        : { ...one, region: [hidden], parts: one.parts.map((part) => ({ ...part, figure: hidden })) },
    ),
  };
  // A paragraph around each figure, by reference and typed: it goes where its figure goes.
  const sections = (['summary', 'area', 'method'] as const).map((kind) => ({
    key: kind === 'area' ? 'area.A' : kind,
    kind,
    code: kind === 'area' ? 'A' : null,
    title: kind,
    facts: {},
    version: 1,
    text: measured
      .map(({ code }, at) => {
        const seenBy = indicators[at]?.shown ?? 'nobody';
        const around = () => word(seenBy === 'nobody' ? { state: 'nobody' } : seenBy, null);
        return `{{${code}}} ${around()}.\n\nThere were ${all.get(code)?.text} ${around()}.`;
      })
      .join('\n\n'),
  }));
  const review: ReviewFacts = {
    asOf: '2026-11-29',
    basis: { number: 1, title: 'Progress', publishedAt: '2026-06-16T00:00:00Z' },
    questions: [],
    targets: [],
    outcomes: [],
    lessons: [
      {
        code: 'L1',
        title: 'One form',
        lesson: word({ state: 'midterm' }, null),
        evidence: [],
        follows: '',
        followsTitle: '',
      },
    ],
    actions: [],
    gaps: [],
    support: [],
    ratings: [],
  };
  return { source: { rules: editions, public: shown, restricted, sections, all, own, review }, marked };
});
