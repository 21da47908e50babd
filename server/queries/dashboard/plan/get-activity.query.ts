import { type ActivityPace, calculateActivityPace } from '#server/domain/finding/pace.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { DrawnFigure } from '#server/domain/figure/figure.types.ts';
import type { LanguageCode } from '#server/domain/language/languages.ts';
import {
  isInLibraryFilter,
  type LibraryLine,
  type LibraryNames,
  listLibraryNames,
  listPublishedLibrary,
} from '#server/domain/library/list-published-library.ts';
import type { ActivityStatus, StatusWord } from '#server/domain/plan/activity-status.calculations.ts';
import { toRound, findStatusOfRound } from '#server/domain/plan/plan-status.calculations.ts';
import {
  addressOf,
  type Lists,
  type Narrative,
  type PublishedActivity,
  type PublishedRound,
} from '#server/domain/publication/documents.ts';
import {
  isAboutActivity,
  listPublishedRecommendations,
  type RecommendationLine,
} from '#server/domain/recommendation/list-published-recommendations.ts';
import { readDocument, readDocuments } from '#server/publications/publication-reader.ts';
import { loadFigures } from '../figure/get-figure.query.ts';
import { type EvidenceLine, listEvidence } from '../library/list-evidence.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { readNamedSupport, filterSupport, type SupportPart } from '../support/support-parts.ts';
import { requirePublication, type Publication } from '#server/queries/dashboard/scope.ts';
import {
  listAmendments,
  type PublishedAmendment,
  type LinkedIndicator,
  listLinkedIndicators,
  type Area,
  toReporter,
  toStatusWord,
  type Reporter,
} from './plan-parts.ts';
import { type PublicationSummary, summariseWith } from './get-scope.query.ts';

export type { Narrative };

export type ActivityAnswer = {
  publication: PublicationSummary;
  statuses: StatusWord[];
  activity: {
    code: string;
    title: string;
    description: string;
    years: number[];
    articles: Area[];
    tags: Area[];
    /** Where the topic comes from. */
    basis: string;
  };
  area: Area;
  objective: Area;
  lead: string;
  cooperating: string[];
  states: string[];
  /** How many member states there are. */
  allStates: number;
  /** Names of all reporters that occur on this page. */
  reporters: Reporter[];
  partners: { slug: string; name: string }[];
  /** What partners have confirmed for it; null for a publication from before support was published. */
  support: SupportPart | null;
  lenses: Area[];
  /** Oldest first, with how the activity stood in each. */
  rounds: ({ code: string; title: string } & ActivityStatus)[];
  /** Newest round first; the lead body before others, then bodies, then states. */
  narratives: Narrative[];
  /** How much of its planned time has passed; null where its lead body has not reported for the newest round. */
  pace: ActivityPace | null;
  indicators: LinkedIndicator[];
  /** Statuses of this activity that earlier publications called or counted otherwise. */
  wordChanges: WordChange[];
  /** How the plan was amended on it, oldest first. */
  amendments: PublishedAmendment[];
  /** Studies and dialogues on it, newest first. */
  library: LibraryLine[];
  /** Recommendations on it, and those that a response says it carries out. */
  recommendations: RecommendationLine[];
  /** Names of those that they name; empty without recommendations. */
  names: Pick<LibraryNames, 'states' | 'bodies' | 'activities'>;
  /** Documents and links that reporters have released with their reports on it. */
  evidence: EvidenceLine[];
  /** "A1.1.course". */
  figures: Record<string, DrawnFigure>;
  /** The neighbours in the order of the plan. */
  previous: Area | null;
  next: Area | null;
};

/** One activity in a publication. Throws NOT_FOUND for a code that it does not have. */
export async function getActivity(
  context: PublicContext,
  input: { code: string; publication?: number | undefined; language?: LanguageCode | undefined },
): Promise<ActivityAnswer> {
  const { published } = context;
  const publication = await requirePublication(context, input.publication);
  const { number } = publication;
  const documents = await readDocuments(
    published,
    number,
    'rounds',
    'lists',
    'plan',
    'statuses',
    'amendments',
    'indicators',
    'totals',
    'library',
  );
  const { plan, lists, rounds } = documents;
  const place = plan.activities.findIndex(({ code }) => code === input.code);
  const activity = plan.activities[place];
  if (!activity) {
    throw new DomainError('NOT_FOUND', `There is no activity ${input.code} in publication ${number}.`);
  }
  const { code } = activity;
  const [narratives, wordChanges, amendments, evidence, figures, support, recommendations] =
    await Promise.all([
      readDocument(published, number, addressOf.narratives(code)),
      listWordChanges(context, publication),
      listAmendments(context, number, { kind: 'activity', code }),
      listEvidence(context, number, { activity: code }),
      loadFigures(context, publication, [`${code}.course`], input.language),
      readNamedSupport(context, number, documents),
      readDocument(published, number, 'recommendations'),
    ]);
  const said = narratives ?? [];
  const find = findStatusOfRound(documents);
  const stands = rounds.map((round) => ({
    code: round.code,
    title: round.title,
    ...find(activity, toRound(round)),
  }));
  const newest = stands.at(-1);
  const used = new Set(stands.map(({ status }) => status));
  const named = new Set([
    activity.lead,
    ...activity.cooperating,
    ...activity.states,
    ...said.map(({ reporter }) => reporter),
  ]);
  const tags = lists.tags.map((tag) => ({ code: tag.code, title: tag.name }));
  const partnerNames = new Map(lists.partners.map(({ slug, name }) => [slug, name]));
  const recommended = listPublishedRecommendations(
    { recommendations, library: documents.library },
    publication.publishedAt.slice(0, 10),
  ).filter((line) => isAboutActivity(line, code));
  return {
    publication: summariseWith(publication, rounds),
    statuses: lists.statuses.map(toStatusWord),
    activity: {
      code,
      title: activity.title,
      description: activity.description,
      years: activity.years,
      articles: pick(lists.articles, activity.articles),
      tags: pick(tags, activity.tags),
      basis: activity.basis,
    },
    area: nameOf(plan.areas, activity.area),
    objective: nameOf(plan.objectives, activity.objective),
    lead: activity.lead,
    cooperating: activity.cooperating,
    states: activity.states,
    allStates: lists.reporters.filter(({ kind }) => kind === 'state').length,
    reporters: lists.reporters.filter((reporter) => named.has(reporter.code)).map(toReporter),
    partners: activity.partners.map((slug) => ({ slug, name: partnerNames.get(slug) ?? slug })),
    support: filterSupport(support, (entry) => entry.activity?.code === code),
    lenses: pick(lists.lenses, activity.lenses),
    amendments,
    rounds: stands,
    pace: newest
      ? calculateActivityPace(activity.years, newest, lists.statuses, rounds.at(-1)?.periodEnd ?? '')
      : null,
    narratives: orderNarratives(said, activity, rounds, lists.reporters),
    indicators: listLinkedIndicators(
      documents,
      publication.roundCode,
      (indicator) => indicator.activity === code,
    ),
    wordChanges: wordChanges.filter((change) => used.has(change.code)),
    library: listPublishedLibrary(documents).filter((entry) => isInLibraryFilter(entry, { activity: code })),
    recommendations: recommended,
    names: recommended.length > 0 ? listLibraryNames(documents) : { states: {}, bodies: {}, activities: {} },
    evidence,
    figures,
    previous: asArea(plan.activities[place - 1]),
    next: asArea(plan.activities[place + 1]),
  };
}

const asArea = (found: Area | undefined): Area | null =>
  found ? { code: found.code, title: found.title } : null;

const nameOf = (rows: readonly Area[], code: string): Area =>
  asArea(rows.find((row) => row.code === code)) ?? { code, title: code };

/** Those with these codes, in the order of the list. */
const pick = (rows: readonly Area[], codes: readonly string[]): Area[] =>
  rows.filter(({ code }) => codes.includes(code)).map(({ code, title }) => ({ code, title }));

/** Newest round first; the lead body before others, then bodies, then states. */
function orderNarratives(
  narratives: readonly Narrative[],
  { lead }: PublishedActivity,
  rounds: readonly PublishedRound[],
  reporters: Lists['reporters'],
): Narrative[] {
  const order = new Map(
    reporters.map(({ code, kind }, index) => [code, kind === 'body' ? index : index + reporters.length]),
  );
  const rank = (code: string) => (code === lead ? -1 : (order.get(code) ?? 2 * reporters.length));
  const position = new Map(rounds.map(({ code }, index) => [code, index]));
  return narratives.toSorted(
    (a, b) =>
      (position.get(b.round) ?? 0) - (position.get(a.round) ?? 0) || rank(a.reporter) - rank(b.reporter),
  );
}

/** A status that an earlier publication called otherwise, or counted otherwise. */
type WordChange = {
  code: string;
  /** The newest publication in which it was otherwise. */
  publication: number;
  before: string;
  now: string;
  /** Whether it counts as late, done or on track other than then. */
  countsOtherwise: boolean;
};

type Status = Lists['statuses'][number];

/**
 * Statuses whose word or meaning is not that of earlier publications of the plan, so that rounds before compare with
 * care. Those that were otherwise most recently come first.
 */
async function listWordChanges(
  { published }: PublicContext,
  { number, planCode }: Pick<Publication, 'number' | 'planCode'>,
): Promise<WordChange[]> {
  const [{ lists }, { publications }] = await Promise.all([
    readDocuments(published, number, 'lists'),
    published.list(),
  ]);
  const earlier = publications
    .filter((each) => each.plan.code === planCode && each.number < number)
    .toReversed();
  const listsBefore = await Promise.all(
    earlier.map((each) => readDocuments(published, each.number, 'lists')),
  );
  const changes = new Map<string, WordChange>();
  for (const [at, before] of listsBefore.entries()) {
    const then = new Map(before.lists.statuses.map((status) => [status.code, status]));
    for (const status of lists.statuses) {
      const { code, label } = status;
      const old = then.get(code);
      if (!old || changes.has(code)) continue;
      const countsOtherwise = countsDifferently(status, old);
      if (old.label === label && !countsOtherwise) continue;
      const publication = earlier[at]?.number ?? 0;
      changes.set(code, { code, publication, before: old.label, now: label, countsOtherwise });
    }
  }
  return [...changes.values()];
}

const countsDifferently = (one: Status, other: Status): boolean =>
  one.isLate !== other.isLate || one.isDone !== other.isDone || one.isOnTrack !== other.isOnTrack;
