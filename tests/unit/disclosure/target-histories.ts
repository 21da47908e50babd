import type { DisclosureCell, DisclosureInput } from '#server/domain/disclosure/disclosure.types.ts';
import type {
  PublishedIndicator,
  PublishedRound,
  PublishedSupport,
} from '#server/domain/publication/documents.ts';
import {
  listNationalTargets,
  type NationalTargetLine,
} from '#server/domain/finding/national-target-list.calculations.ts';
import type { YearAmount } from '#server/domain/finding/public-figure.types.ts';
import { type ListedTarget, listTargets } from '#server/domain/finding/target-list.calculations.ts';
import { buildTotals, buildValues } from '#server/domain/publication/build-publication.ts';
import type { TracedFigure } from '#server/domain/publication/decide-figures.ts';
import {
  calculateSupportByArea,
  calculateSupportByPartner,
  calculateSupportByYear,
  resolveSupport,
} from '#server/domain/support/public-support.calculations.ts';
import { buildPublishedSupport } from '#server/domain/support/published-support.rules.ts';
import type { Support } from '#server/domain/support/support.schema.ts';
import { asEarlier } from './figures.ts';
import { createRandom, type Random } from './random-numbers.ts';
import { listSuperseded } from './random-reports.ts';
import { createWideWorld } from './wide-worlds.ts';
import { createWorld, type DecideLinked, type Publication, type World } from './worlds.ts';

/*
 * Random histories of a plan with targets: rounds are added from publication to publication, reports are corrected and
 * consent changes, and beside the figures stand the targets of the region and of states, what they come to, how far they
 * are, and the amounts that partners give. All of it is made by the rules of the tracker.
 */

type RoundCell = DisclosureCell & { round: string };
type Subject = { baseline: YearAmount | null; direction: 'up' | 'down'; targets: YearAmount[] };
export type History = World & {
  subjects: Subject[];
  /** By indicator, then by reporter. */
  national: Record<string, YearAmount[]>[];
  /** Partners that agree to show the amount they gave to a reporter, by publication. */
  agreeing: string[][];
};

/** What a publication says beside the figures. */
export type Sayings = {
  rounds: PublishedRound[];
  regional: ListedTarget[];
  national: Map<string, NationalTargetLine[]>;
  support: { entries: PublishedSupport['entries']; totals: { name: string; amount: string }[] };
};

/** What a test can switch off, to see that it is needed. */
export type SwitchedOff = 'targets' | 'amounts' | null;

const calendar: PublishedRound[] = [
  { code: '2025-H1', title: '', periodStart: '2025-01-01', periodEnd: '2025-06-30' },
  { code: '2025-H2', title: '', periodStart: '2025-07-01', periodEnd: '2025-12-31' },
  { code: '2026-H1', title: '', periodStart: '2026-01-01', periodEnd: '2026-06-30' },
].map((round) => ({ notes: '', openedOn: null, ...round }) as unknown as PublishedRound);
const years = [2025, 2026];

const roundOf = (cell: DisclosureCell): string => (cell as RoundCell).round;
const cutToRound = (cells: readonly DisclosureCell[], round: string): DisclosureCell[] =>
  cells
    .filter((cell) => roundOf(cell) === round)
    .map((cell) => {
      const { round: _round, ...plain } = cell as RoundCell;
      return plain;
    });

/** A history of its own for each seed, the same in every run. */
export function createHistory(seed: number): History {
  const random = createRandom(seed);
  const create = random.chance(0.75) ? createWideWorld : createWorld;
  const first = create(1000 * seed);
  const codes = first.indicators.map(({ code }) => code).join();
  const worlds = [first];
  const wanted = random.pick([1, 2, 2, 3]);
  for (let next = 1; worlds.length < wanted && next < 200; next += 1) {
    const world = create(1000 * seed + next);
    if (world.indicators.map(({ code }) => code).join() === codes) worlds.push(world);
  }
  const count = Math.max(worlds.length, Math.min(3, first.states.length + 1));
  const states = Array.from({ length: count }, (_, publication) =>
    first.indicators.map((_one, index) =>
      worlds.flatMap(({ states: own }, at): RoundCell[] => {
        if (publication < at) return [];
        const state = own[Math.min(publication - at, own.length - 1)]!;
        return state[index]!.map((cell) => ({ ...cell, round: calendar[at]!.code }));
      }),
    ),
  );
  const last = states.at(-1)!;
  const reporters = [...new Set(last.flat().map(({ reporter }) => reporter))].sort();
  const sum = (index: number, own: readonly string[], year: number) => {
    const cells = last[index]!.filter(
      (cell) => own.includes(cell.reporter) && cell.dimension === null && cell.round.startsWith(`${year}`),
    );
    const of = (part: 'value' | 'numerator' | 'denominator') =>
      cells.reduce((all, cell) => all + Number(cell[part] ?? 0), 0);
    return first.indicators[index]!.measure === 'percentage'
      ? (100 * of('numerator')) / Math.max(1, of('denominator'))
      : of('value');
  };
  const subjects = first.indicators.map(
    (_, index): Subject => ({
      baseline: random.chance(0.6)
        ? { year: 2023, value: String(aim(random, sum(index, reporters, 2025) * 0.7)) }
        : null,
      direction: random.pick(['up', 'up', 'down']),
      targets: years.map((year) => ({ year, value: String(aim(random, sum(index, reporters, year))) })),
    }),
  );
  return {
    ...first,
    name: `history ${seed}`,
    states,
    subjects,
    national: first.indicators.map((_, index) =>
      Object.fromEntries(
        reporters
          .filter(() => random.chance(0.8))
          .map((reporter) => [
            reporter,
            years.map((year) => ({ year, value: String(aim(random, sum(index, [reporter], year))) })),
          ]),
      ),
    ),
    agreeing: states.map(() => reporters.filter(() => random.chance(0.5))),
  };
}

/** A target near what is reached: it is there that an outcome tells most. */
function aim(random: Random, reached: number): number {
  const near = random.pick([0, 0, 1, -1, reached / 10, -reached / 10, reached]);
  return Math.max(1, Math.round(reached + near));
}

/** The same history with one of its rounds alone, for each: to find a small one that still leaks. */
export const listSingleRounds = (history: History): History[] =>
  calendar.map(({ code }) => ({
    ...history,
    states: history.states.map((state) =>
      state.map((cells) => cells.filter((cell) => roundOf(cell) === code)),
    ),
  }));

export type Told = { at: number; publication: Publication; sayings: Sayings };

/** Decides the publications of a history in turn, and what each says of targets and amounts. */
export function publishHistory(history: History, decide: DecideLinked, off: SwitchedOff = null): Told[] {
  const earlier = history.indicators.map((): DisclosureInput['earlier'] => []);
  return history.states.map((cells, at) => {
    const rounds = calendar.filter(({ code }) => cells.flat().some((cell) => roundOf(cell) === code));
    const inputs = history.indicators.map(
      (indicator, index): DisclosureInput => ({
        indicator,
        rounds: rounds.map(({ code }) => ({ round: code, cells: cutToRound(cells[index]!, code) })),
        earlier: earlier[index]!,
        superseded: rounds.flatMap(({ code }) =>
          history.states.slice(0, at).flatMap((then, publication) => {
            const before = cutToRound(then[index]!, code);
            if (before.length === 0) return [];
            const superseded = listSuperseded(before, cutToRound(cells[index]!, code));
            return [{ publications: [publication + 1], round: code, cells: superseded }];
          }),
        ),
      }),
    );
    const decisions = decide(inputs, history.equalities);
    decisions.forEach((decision, index) => {
      earlier[index] = [...earlier[index]!, ...asEarlier(decision, at + 1)];
    });
    const publication = { inputs, decisions };
    return { at, publication, sayings: say(history, at, publication, rounds, off) };
  });
}

function say(
  history: History,
  at: number,
  { inputs, decisions }: Publication,
  rounds: PublishedRound[],
  off: SwitchedOff,
): Sayings {
  const reporters = [...new Set(history.states[at]!.flat().map(({ reporter }) => reporter))].sort();
  const names = reporters.map((code) => ({ code, name: code, kind: 'state' as const }));
  const indicators = inputs.map(
    ({ indicator }, index) =>
      ({
        ...indicator,
        title: indicator.code,
        area: 'A',
        level: 'outcome',
        unit: 'persons',
        reportedBy: 'states',
        dimensions: [],
        choices: [],
        ...history.subjects[index]!,
      }) as unknown as PublishedIndicator,
  );
  const figures = decisions.flatMap(({ figures: own }, index) =>
    own.map((figure): TracedFigure => {
      const shown = off === 'targets' ? unveil(figure, inputs[index]!) : figure;
      return { ...shown, indicator: indicators[index]!.code, valueIds: [] };
    }),
  );
  const values = buildValues(figures, indicators, names as unknown as Parameters<typeof buildValues>[2]);
  const valuesOf = (indicator: string, round: string) => values.get(indicator)?.get(round) ?? [];
  const totals = buildTotals(indicators, rounds, valuesOf, null);
  return {
    rounds,
    regional: listTargets({ rounds, indicators, totals, comparability: [] }),
    national: new Map(
      reporters.map((reporter) => [
        reporter,
        listNationalTargets(
          reporter,
          indicators.flatMap(({ code }, index) => {
            const targets = history.national[index]![reporter];
            return targets ? [{ indicator: code, targets }] : [];
          }),
          { rounds, indicators, comparability: [], valuesOf },
        ),
      ]),
    ),
    support: sayAmounts(history, at, inputs, off),
  };
}

/** A figure as a publication would have it that held nothing back of totals. */
function unveil(figure: TracedFigureBase, input: DisclosureInput): TracedFigureBase {
  if (figure.show || figure.dimension !== null) return figure;
  const cells = input.rounds
    .filter(({ round }) => round === figure.round)
    .flatMap((round) => round.cells)
    .filter(
      ({ reporter, dimension, state }) =>
        dimension === null && state === 'reported' && figure.contributing.includes(reporter),
    );
  if (cells.length === 0 || input.indicator.measure === 'percentage') return figure;
  const value = cells.reduce((sum, cell) => sum + Number(cell.value), 0);
  return { ...figure, show: true, state: 'reported', value: String(value) };
}
type TracedFigureBase = Publication['decisions'][number]['figures'][number];

/** Each reporter of money has it from one partner, which may not wish the amount to be shown. */
function sayAmounts(
  history: History,
  at: number,
  inputs: readonly DisclosureInput[],
  off: SwitchedOff,
): Sayings['support'] {
  const [money] = inputs.filter(({ indicator }) => indicator.measure === 'money');
  const cells = (money?.rounds[0]?.cells ?? []).filter(
    ({ dimension, state, value }) => dimension === null && state === 'reported' && Number(value) > 0,
  );
  const supports = cells.map(({ reporter, value }, index): Support => {
    const say_ = (kind: 'confirmed' | 'consented') => ({ kind, text: '', version: 1, by: '', at: '' });
    const agrees = off === 'amounts' || history.agreeing[at]?.includes(reporter);
    return {
      plan: { code: 'P', title: '' },
      code: `S${index + 1}`,
      subjectTitle: '',
      partner: { code: `of-${reporter.toLowerCase()}`, name: '' },
      version: 1,
      changedBy: '',
      changedAt: '',
      statements: agrees ? [say_('consented'), say_('confirmed')] : [say_('confirmed')],
      content: {
        kind: 'funds',
        part: 'financed',
        activity: '',
        area: 'A',
        description: '',
        carriedOutBy: '',
        receivers: [reporter],
        source: '',
        iatiIdentifier: '',
        withdrawn: false,
        amounts: [
          { stage: 'disbursed', year: 2025, currency: 'USD', amount: String(Number(value)), source: '' },
        ],
      } as unknown as Support['content'],
    };
  });
  const published = buildPublishedSupport(supports, [], { activities: [] });
  const partners = supports.map(({ partner }) => ({ slug: partner.code, name: partner.code }));
  const lists = { partners, reporters: [] } as unknown as Parameters<typeof resolveSupport>[1]['lists'];
  const areas = [{ code: 'A', title: 'A' }];
  const plan = { activities: [], areas } as unknown as Parameters<typeof resolveSupport>[1]['plan'];
  const entries = resolveSupport(published, { plan, lists });
  const totals = [
    ...calculateSupportByArea(entries, areas, []).map((one) => ({ name: 'area', totals: one.totals })),
    ...calculateSupportByYear(entries, []).map((one) => ({ name: 'year', totals: one.totals })),
    ...calculateSupportByPartner(entries, lists.partners, []).map((one) => ({
      name: one.slug,
      totals: one.totals,
    })),
  ].flatMap(({ name, totals: own }) =>
    own.flatMap(({ original }) => original.map(({ amount }) => ({ name, amount }))),
  );
  return { entries: published.entries, totals };
}
