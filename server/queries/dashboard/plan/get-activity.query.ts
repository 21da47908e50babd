import { and, eq, inArray } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import {
  publishedActivity,
  publishedLens,
  publishedNarrative,
  publishedPartner,
} from '#db/schema/published.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { DrawnFigure } from '#server/domain/figure/figure.types.ts';
import type { LanguageCode } from '#server/domain/language/languages.ts';
import type { UseCaseContext } from '#server/use-cases/use-case-context.ts';
import { loadFigures } from '../figure/get-figure.query.ts';
import { type EvidenceLine, listEvidence } from '../library/list-evidence.ts';
import { listLibraryItems } from '../library/list-library-items.ts';
import type { LibraryLine } from '../library/load-library.ts';
import { requirePublication } from '../scope.ts';
import { listAmendments, type PublishedAmendment } from './list-amendments.ts';
import { type LinkedIndicator, listLinkedIndicators } from './list-linked-indicators.ts';
import { listWordChanges, type WordChange } from './list-word-changes.ts';
import {
  type Area,
  listActivities,
  listAreas,
  listArticles,
  listObjectives,
  listReporters,
  listStatusWords,
  listTags,
  loadStands,
  type Reporter,
} from './load-plan.ts';
import type { Stand, StatusWord } from '#server/domain/plan/stand.calculations.ts';
import {
  listPublishedRounds,
  type PublicationSummary,
  summarisePublication,
} from './summarise-publication.ts';

/** What one reporter has released about the activity for one round. */
export type Narrative = {
  round: string;
  reporter: string;
  status: string | null;
  achievements: string;
  challenges: string;
  nextSteps: string;
};

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
  lenses: Area[];
  /** Oldest first, with how the activity stood in each. */
  rounds: ({ code: string; title: string } & Stand)[];
  /** Newest round first; the lead body before others, then bodies, then states. */
  narratives: Narrative[];
  indicators: LinkedIndicator[];
  /** Statuses of this activity that earlier publications called or counted otherwise. */
  wordChanges: WordChange[];
  /** How the plan was amended on it, oldest first. */
  amendments: PublishedAmendment[];
  /** Studies and dialogues on it, newest first. */
  library: LibraryLine[];
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
  context: UseCaseContext,
  input: { code: string; publication?: number | undefined; language?: LanguageCode | undefined },
): Promise<ActivityAnswer> {
  const database = context.connections.public;
  const publication = await requirePublication(database, input.publication);
  const { number } = publication;
  const [activity] = await database
    .select()
    .from(publishedActivity)
    .where(and(eq(publishedActivity.publication, number), eq(publishedActivity.code, input.code)));
  if (!activity) {
    throw new DomainError('NOT_FOUND', `There is no activity ${input.code} in publication ${number}.`);
  }
  const [
    statuses,
    areas,
    objectives,
    reporters,
    rounds,
    find,
    all,
    narratives,
    partners,
    lenses,
    indicators,
    tags,
    articles,
    wordChanges,
    amendments,
    library,
    evidence,
    figures,
  ] = await Promise.all([
    listStatusWords(database, number),
    listAreas(database, number),
    listObjectives(database, number),
    listReporters(database, number),
    listPublishedRounds(database, number),
    loadStands(database, number, activity.code),
    listActivities(database, number),
    listNarratives(database, number, activity.code),
    listNamed(database, number, activity.partners),
    database
      .select({ code: publishedLens.code, title: publishedLens.title })
      .from(publishedLens)
      .where(eq(publishedLens.publication, number)),
    listLinkedIndicators(database, number, publication.roundCode, { activity: activity.code }),
    listTags(database, number),
    listArticles(database, number, activity.articles),
    listWordChanges(database, publication),
    listAmendments(database, number, { kind: 'activity', code: activity.code }),
    listLibraryItems(database, number, { activity: activity.code }),
    listEvidence(database, number, { activity: activity.code }),
    loadFigures(context, publication, [`${activity.code}.course`], input.language),
  ]);
  const place = all.findIndex(({ code }) => code === activity.code);
  const neighbour = (at: number) => {
    const found = all[at];
    return found ? { code: found.code, title: found.title } : null;
  };
  const name = (found: Area | undefined, code: string) => ({ code, title: found?.title ?? code });
  const order = new Map(
    reporters.map(({ code, kind }, index) => [code, kind === 'body' ? index : index + 1000]),
  );
  const rank = (code: string) => (code === activity.lead ? -1 : (order.get(code) ?? 9999));
  const position = new Map(rounds.map(({ code }, index) => [code, index]));
  const named = new Set([
    activity.lead,
    ...activity.cooperating,
    ...activity.states,
    ...narratives.map(({ reporter }) => reporter),
  ]);
  const stands = rounds.map((round) => ({
    code: round.code,
    title: round.title,
    ...find({ code: activity.code, years: activity.activeYears }, round),
  }));
  const used = new Set(stands.map(({ status }) => status));
  return {
    publication: summarisePublication(
      publication,
      rounds.find(({ code }) => code === publication.roundCode)?.title ?? publication.roundCode,
    ),
    statuses,
    activity: {
      code: activity.code,
      title: activity.title,
      description: activity.description,
      years: activity.activeYears,
      articles,
      tags: tags.filter(({ code }) => activity.tags.includes(code)),
      basis: activity.basis,
    },
    area: name(
      areas.find(({ code }) => code === activity.areaCode),
      activity.areaCode,
    ),
    objective: name(
      objectives.find(({ code }) => code === activity.objectiveCode),
      activity.objectiveCode,
    ),
    lead: activity.lead,
    cooperating: activity.cooperating,
    states: activity.states,
    allStates: reporters.filter(({ kind }) => kind === 'state').length,
    reporters: reporters.filter(({ code }) => named.has(code)),
    partners,
    lenses: lenses.filter(({ code }) => activity.lenses.includes(code)),
    amendments,
    rounds: stands,
    narratives: narratives.sort(
      (a, b) =>
        (position.get(b.round) ?? 0) - (position.get(a.round) ?? 0) || rank(a.reporter) - rank(b.reporter),
    ),
    indicators,
    wordChanges: wordChanges.filter(({ code }) => used.has(code)),
    library,
    evidence,
    figures,
    previous: neighbour(place - 1),
    next: neighbour(place + 1),
  };
}

async function listNarratives(database: Reader, publication: number, activity: string): Promise<Narrative[]> {
  const narrative = publishedNarrative;
  return database
    .select({
      round: narrative.roundCode,
      reporter: narrative.reporterCode,
      status: narrative.statusCode,
      achievements: narrative.achievements,
      challenges: narrative.challenges,
      nextSteps: narrative.nextSteps,
    })
    .from(narrative)
    .where(and(eq(narrative.publication, publication), eq(narrative.activityCode, activity)));
}

/** The partners with these slugs, in the order of the slugs. */
async function listNamed(
  database: Reader,
  publication: number,
  slugs: string[],
): Promise<{ slug: string; name: string }[]> {
  if (slugs.length === 0) return [];
  const rows = await database
    .select({ slug: publishedPartner.slug, name: publishedPartner.name })
    .from(publishedPartner)
    .where(and(eq(publishedPartner.publication, publication), inArray(publishedPartner.slug, slugs)));
  const names = new Map(rows.map(({ slug, name }) => [slug, name]));
  return slugs.map((slug) => ({ slug, name: names.get(slug) ?? slug }));
}
