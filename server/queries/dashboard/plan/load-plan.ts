import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import {
  publishedActivity,
  publishedActivityStatus,
  publishedArea,
  publishedArticle,
  publishedObjective,
  publishedReporter,
  publishedStatusWord,
  publishedTag,
} from '#db/schema/published.ts';
import { buildStand, type Stand, type StatusWord } from '#server/domain/plan/stand.calculations.ts';
import type { Round } from './summarise-publication.ts';

/** The statuses of a publication in their order. */
export function listStatusWords(database: Reader, publication: number): Promise<StatusWord[]> {
  const word = publishedStatusWord;
  return database
    .select({
      code: word.code,
      label: word.label,
      mark: word.mark,
      isLate: word.isLate,
      isDone: word.isDone,
      isOnTrack: word.isOnTrack,
    })
    .from(word)
    .where(eq(word.publication, publication))
    .orderBy(asc(word.position));
}

export type Area = { code: string; title: string };

/** The thematic areas of a publication in their order. */
export function listAreas(database: Reader, publication: number): Promise<Area[]> {
  return database
    .select({ code: publishedArea.code, title: publishedArea.title })
    .from(publishedArea)
    .where(eq(publishedArea.publication, publication))
    .orderBy(asc(publishedArea.position));
}

export type Objective = { code: string; area: string; title: string };

/** The objectives of a publication in their order. */
export function listObjectives(database: Reader, publication: number): Promise<Objective[]> {
  const objective = publishedObjective;
  return database
    .select({ code: objective.code, area: objective.areaCode, title: objective.title })
    .from(objective)
    .where(eq(objective.publication, publication))
    .orderBy(asc(objective.position));
}

/** Tags with their names, in the order of the names. */
export function listTags(database: Reader, publication: number): Promise<Area[]> {
  return database
    .select({ code: publishedTag.code, title: publishedTag.name })
    .from(publishedTag)
    .where(eq(publishedTag.publication, publication))
    .orderBy(asc(publishedTag.name));
}

/** These articles of the convention with their titles, in its order. */
export function listArticles(database: Reader, publication: number, codes: string[]): Promise<Area[]> {
  return database
    .select({ code: publishedArticle.code, title: publishedArticle.title })
    .from(publishedArticle)
    .where(and(eq(publishedArticle.publication, publication), inArray(publishedArticle.code, codes)))
    .orderBy(asc(publishedArticle.position));
}

export type ActivityRow = {
  code: string;
  title: string;
  area: string;
  objective: string;
  lead: string;
  cooperating: string[];
  /** Codes of member states that take part. */
  states: string[];
  /** Slugs. */
  partners: string[];
  years: number[];
  tags: string[];
  lenses: string[];
};

/** The activities of a publication in their order, without the details that only an activity's own page shows. */
export function listActivities(
  database: Reader,
  publication: number,
  area?: string | undefined,
): Promise<ActivityRow[]> {
  const activity = publishedActivity;
  return database
    .select({
      code: activity.code,
      title: activity.title,
      area: activity.areaCode,
      objective: activity.objectiveCode,
      lead: activity.lead,
      cooperating: activity.cooperating,
      states: activity.states,
      partners: activity.partners,
      years: activity.activeYears,
      tags: activity.tags,
      lenses: activity.lenses,
    })
    .from(activity)
    .where(
      area === undefined
        ? eq(activity.publication, publication)
        : and(eq(activity.publication, publication), eq(activity.areaCode, area)),
    )
    .orderBy(asc(activity.position));
}

/** Looks up how an activity stands in a round of the publication. */
export type FindStand = (activity: { code: string; years: readonly number[] }, round: Round) => Stand;

/** Reads the statuses of all activities, or of one, in all rounds of a publication. */
export async function loadStands(
  database: Reader,
  publication: number,
  activity?: string | undefined,
): Promise<FindStand> {
  const status = publishedActivityStatus;
  const rows = await database
    .select({
      activity: status.activityCode,
      round: status.roundCode,
      statusCode: status.statusCode,
      carriedFrom: status.carriedFrom,
    })
    .from(status)
    .where(
      activity === undefined
        ? eq(status.publication, publication)
        : and(eq(status.publication, publication), eq(status.activityCode, activity)),
    );
  const byKey = new Map(rows.map((row) => [`${row.activity}/${row.round}`, row]));
  return ({ code, years }, round) => buildStand(years, round.year, byKey.get(`${code}/${round.code}`));
}

export type Reporter = { code: string; name: string; kind: 'state' | 'body' };

/** States by name, then bodies by acronym. */
export async function listReporters(database: Reader, publication: number): Promise<Reporter[]> {
  const rows = await database
    .select({ code: publishedReporter.code, name: publishedReporter.name, kind: publishedReporter.kind })
    .from(publishedReporter)
    .where(eq(publishedReporter.publication, publication));
  const nameOf = (reporter: Reporter) => (reporter.kind === 'state' ? reporter.name : reporter.code);
  return rows.sort((a, b) =>
    a.kind === b.kind ? nameOf(a).localeCompare(nameOf(b), 'en') : a.kind === 'state' ? -1 : 1,
  );
}
