import type { ActivityEnd } from '#server/domain/plan/activity-status.calculations.ts';
import {
  findEndInRound,
  listRunning,
  planStatusKinds,
} from '#server/domain/plan/plan-status.calculations.ts';
import { compareText } from '#server/domain/publication/compare-text.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { FigureState, PublicRound, RoundFigure } from '#server/domain/finding/public-figure.types.ts';
import type { CoverageState } from '#server/domain/plan/coverage.calculations.ts';
import {
  type Address,
  addressOf,
  type DocumentBody,
  type PublishedIndicator,
} from '#server/domain/publication/documents.ts';
import { toPublicRound } from '#server/domain/publication/published-parts.ts';
import { readDocuments, type ListedHeader } from '#server/publications/publication-reader.ts';
import { listFigures } from '../figure/get-figure.query.ts';
import { type Publication, requirePublication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { getListedPublication, type ListedPublication } from './list-publications.query.ts';
import { listCellDifferences, isSameFigure } from '#server/domain/receipt/value-history.calculations.ts';
import { listDifferingValues } from '../receipt/compare-publications.query.ts';
import {
  findStatusIn,
  listNewRounds,
  listOnlyIn,
  type StatusInPublication,
} from '#server/domain/receipt/plan-differences.calculations.ts';

/** A figure by its name: what it finds and what is seen. */
export type FigureTitle = { id: string; title: string; summary: string };

export type PublicationPage = {
  publication: Publication;
  details: ListedPublication;
  rounds: PublicRound[];
  /** Of its round: states before bodies, by name. */
  coverage: { code: string; name: string; kind: 'state' | 'body'; state: CoverageState }[];
  /** How many figures of all rounds say what. */
  figureStates: Partial<Record<FigureState, number>>;
  activities: number;
  indicators: number;
  /** Oldest first. */
  errata: Erratum[];
  /** The figures drawn with it, in the order of the pages. */
  figures: FigureTitle[];
  /** The publication of its plan before it; null for the first. */
  previous: number | null;
  /** The one after it, up to the newest that is shown; null where there is none. */
  next: number | null;
  changes: PublicationChanges | null;
};

/** One publication: what it holds and how it differs from the one of its plan before. Throws as `requirePublication`. */
export async function getPublication(
  context: PublicContext,
  input: { number: number },
): Promise<PublicationPage> {
  const publication = await requirePublication(context, input.number);
  const { published } = context;
  const { number, newest, planCode, roundCode } = publication;
  const [{ publications, withdrawals }, documents] = await Promise.all([
    published.list(),
    readDocuments(published, number, ...planStatusKinds, 'lists', 'coverage', 'indicators'),
  ]);
  const ofPlan = publications.filter((each) => each.plan.code === planCode);
  const header = ofPlan.find((each) => each.number === number);
  if (!header) throw new DomainError('NOT_FOUND', `There is no publication ${number}.`);
  const before = ofPlan.findLast((each) => each.number < number);
  const next = ofPlan.find((each) => each.number > number && each.number <= newest);
  const { lists, indicators, rounds, coverage } = documents;
  const [details, figureStates, errata, defined, changes] = await Promise.all([
    getListedPublication(context, header, withdrawals),
    countFigureStates(context, number, documents),
    number === newest ? [] : listErrata(context, publication),
    listFigures(context, { publication: number }),
    before ? listPublicationChanges(context, header, before) : null,
  ]);
  return {
    publication,
    details,
    rounds: rounds.map(toPublicRound),
    coverage: lists.reporters
      .toSorted(
        (a, b) => Number(a.kind === 'body') - Number(b.kind === 'body') || compareText(a.name, b.name),
      )
      .flatMap(({ code, name, kind }) => {
        const state = coverage[code]?.[roundCode];
        return state ? [{ code, name, kind, state }] : [];
      }),
    figureStates,
    activities: listRunning(documents).length,
    indicators: indicators.length,
    errata,
    figures: defined.map(({ id, title, summary }) => ({ id, title, summary })),
    previous: before?.number ?? null,
    next: next?.number ?? null,
    changes,
  };
}

/** How many documents are read in one go. */
const readAtOnce = 200;

async function countFigureStates(
  { published }: PublicContext,
  publication: number,
  { indicators, rounds }: { indicators: DocumentBody<'indicators'>; rounds: DocumentBody<'rounds'> },
): Promise<PublicationPage['figureStates']> {
  const addresses = indicators.flatMap(({ code }) =>
    rounds.map((round): Address => addressOf.values(code, round.code)),
  );
  const counts: PublicationPage['figureStates'] = {};
  for (let start = 0; start < addresses.length; start += readAtOnce) {
    const found = await published.read(publication, addresses.slice(start, start + readAtOnce));
    for (const values of found.values()) {
      for (const { state } of values as DocumentBody<'values'>) counts[state] = (counts[state] ?? 0) + 1;
    }
  }
  return counts;
}

/** A later publication that says something else of rounds that this one holds. */
type Erratum = { number: number; publishedAt: string; rounds: { code: string; title: string }[] };

type ErratumText = {
  header: ListedHeader;
  rounds: DocumentBody<'rounds'>;
  indicators: DocumentBody<'indicators'>;
  statuses: DocumentBody<'statuses'>;
};

/**
 * Where a later publication of the plan differs from the one before it in figures or statuses of rounds that the
 * publication asked for holds, oldest first. What disappeared from a round is a difference as well.
 */
export async function listErrata(
  context: PublicContext,
  { number, planCode }: Publication,
): Promise<Erratum[]> {
  const { publications } = await context.published.list();
  const line = publications.filter((each) => each.plan.code === planCode && each.number >= number);
  const errata: Erratum[] = [];
  /** The publication that told of a round last; those that do not hold the round are passed over. */
  const told = new Map<string, ErratumText>();
  for (const header of line) {
    const now = { header, ...(await readTold(context, header.number)) };
    const rounds: Erratum['rounds'] = [];
    for (const { code, title } of now.rounds) {
      const before = told.get(code);
      if (before && (await isToldOtherwise(context, before, now, code))) rounds.push({ code, title });
      // The first of the line is the publication asked for: by it the rounds are known.
      if (before || header.number === number) told.set(code, now);
    }
    if (rounds.length > 0) errata.push({ number: header.number, publishedAt: header.publishedAt, rounds });
  }
  return errata;
}

const readTold = ({ published }: PublicContext, publication: number) =>
  readDocuments(published, publication, 'rounds', 'indicators', 'statuses');

async function isToldOtherwise(
  context: PublicContext,
  before: ErratumText,
  now: ErratumText,
  round: string,
): Promise<boolean> {
  const statusIn = ({ statuses }: ErratumText, activity: string) =>
    JSON.stringify(statuses[activity]?.[round]);
  const activities = new Set([...Object.keys(before.statuses), ...Object.keys(now.statuses)]);
  for (const activity of activities) {
    if (statusIn(before, activity) !== statusIn(now, activity)) return true;
  }
  const codes = new Set([...before.indicators, ...now.indicators].map(({ code }) => code));
  const places = [...codes].map((indicator) => ({ indicator, round, inEarlier: true, inLater: true }));
  const pair = { from: before.header.number, to: now.header.number };
  for await (const values of listDifferingValues(context, pair, places)) {
    if (listCellDifferences(values).length > 0) return true;
  }
  return false;
}

type Named = { code: string; title: string };

/** A regional total that the publication before it had otherwise or not at all. */
export type ChangedFigure = {
  indicator: string;
  title: string;
  measure: PublishedIndicator['measure'];
  unit: string;
  choices: PublishedIndicator['choices'];
  round: string;
  /** What the publication before said of the same round; null where it did not cover it. */
  before: RoundFigure | null;
  after: RoundFigure;
};

export type ChangedWord = NonNullable<StatusInPublication>;

/** An activity whose status word differs from the one in the publication before. */
export type ChangedStatus = {
  activity: string;
  title: string;
  before: ChangedWord | null;
  after: ChangedWord | null;
  /** How it left the plan; absent for an activity that is still in it. */
  left?: ActivityEnd | undefined;
};

type PublicationChanges = {
  /** The publication compared with. */
  since: number;
  newRounds: PublicRound[];
  /** Newest round first, in the order of the plan. */
  figures: ChangedFigure[];
  /** How many further figures, in breakdowns and of single reporters, differ for rounds that both cover. */
  otherFigures: number;
  statuses: ChangedStatus[];
  added: { activities: Named[]; indicators: Named[] };
  removed: { activities: Named[]; indicators: Named[] };
};

/** How a publication differs from the one of its plan before. */
async function listPublicationChanges(
  context: PublicContext,
  after: ListedHeader,
  before: ListedHeader,
): Promise<PublicationChanges> {
  const [then, now] = await Promise.all([readSide(context, before), readSide(context, after)]);
  return {
    since: before.number,
    newRounds: listNewRounds(then.rounds, now.rounds),
    figures: listChangedTotals(then, now),
    otherFigures: await countOtherFigures(context, then, now),
    statuses: listChangedStatuses(then, now),
    added: {
      activities: listOnlyIn(now.plan.activities, then.plan.activities),
      indicators: listOnlyIn(now.indicators, then.indicators),
    },
    removed: {
      activities: listOnlyIn(then.plan.activities, now.plan.activities),
      indicators: listOnlyIn(then.indicators, now.indicators),
    },
  };
}

const readDocumentsOf = ({ published }: PublicContext, number: number) =>
  readDocuments(
    published,
    number,
    'rounds',
    'lists',
    'plan',
    'statuses',
    'amendments',
    'indicators',
    'totals',
  );

type Side = Awaited<ReturnType<typeof readDocumentsOf>> & { number: number; roundCode: string };

const readSide = async (context: PublicContext, { number, round }: ListedHeader): Promise<Side> => ({
  number,
  roundCode: round,
  ...(await readDocumentsOf(context, number)),
});

function listChangedTotals(then: Side, now: Side): ChangedFigure[] {
  const inRound = (totals: DocumentBody<'totals'>, indicator: string) =>
    new Map((totals[indicator] ?? []).map((figure) => [figure.round, figure]));
  const changed = now.indicators.flatMap(({ code, title, measure, unit, choices }) => {
    const earlier = inRound(then.totals, code);
    return (now.totals[code] ?? []).flatMap((after): ChangedFigure[] => {
      const before = earlier.get(after.round) ?? null;
      if (before && isSameFigure(before, after)) return [];
      return [{ indicator: code, title, measure, unit, choices, round: after.round, before, after }];
    });
  });
  const byRound = Map.groupBy(changed, ({ round }) => round);
  return now.rounds.toReversed().flatMap(({ code }) => byRound.get(code) ?? []);
}

async function countOtherFigures(context: PublicContext, then: Side, now: Side): Promise<number> {
  const known = new Set(then.indicators.map(({ code }) => code));
  const rounds = new Set(then.rounds.map(({ code }) => code));
  const places = now.indicators
    .filter(({ code }) => known.has(code))
    .flatMap(({ code }) =>
      now.rounds
        .filter((round) => rounds.has(round.code))
        .map((round) => ({ indicator: code, round: round.code, inEarlier: true, inLater: true })),
    );
  let count = 0;
  for await (const pair of listDifferingValues(context, { from: then.number, to: now.number }, places)) {
    count += listCellDifferences(pair).filter(
      (cell) => cell.was && cell.now && (cell.scope !== 'region' || cell.dimension !== null),
    ).length;
  }
  return count;
}

/** Of activities that stand in both, in the order of the plan. */
function listChangedStatuses(then: Side, now: Side): ChangedStatus[] {
  const [findBefore, findNow] = [findStatusIn(then), findStatusIn(now)];
  const known = new Set(then.plan.activities.map(({ code }) => code));
  const findEnd = findEndInRound(now);
  return now.plan.activities.flatMap(({ code, title }) => {
    if (!known.has(code)) return [];
    const [before, after] = [findBefore(code), findNow(code)];
    const left = findEnd(code, now.roundCode);
    const isNewEnd = left !== undefined && findEndInRound(then)(code, then.roundCode) === undefined;
    if (isNewEnd) return [{ activity: code, title, before, after: null, left }];
    return left !== undefined || before?.code === after?.code
      ? []
      : [{ activity: code, title, before, after }];
  });
}
