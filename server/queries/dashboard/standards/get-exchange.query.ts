import { asc, eq } from 'drizzle-orm';
import {
  coverage,
  figure,
  publishedActivity,
  publishedActivityStatus,
  publishedArea,
  publishedArticle,
  publishedComparabilityNote,
  publishedEvidence,
  publishedIndicator,
  publishedLens,
  publishedLibraryItem,
  publishedObjective,
  publishedPartner,
  publishedReporter,
  publishedRound,
  publishedStatusWord,
  publishedTag,
} from '#db/schema/published.ts';
import { isWebAddress } from '#server/domain/evidence/link.rules.ts';
import type {
  Exchange,
  ExchangeActivity,
  ExchangeReporter,
  ExchangeValue,
} from '#server/domain/standards/exchange.types.ts';
import {
  firstValue,
  listPublishedValues,
  type ValuePosition,
} from '#server/queries/dashboard/data/list-published-values.query.ts';
import type { PublicContext } from '#server/queries/dashboard/figures/figure-row.ts';
import { requirePublication } from '../scope.ts';

/**
 * Everything of a publication but its values, for files in other standards. Reads schema `published` only. Throws as
 * `requirePublication`.
 */
export async function getExchange(
  { connections }: PublicContext,
  input: { publication?: number | undefined },
): Promise<Exchange> {
  const database = connections.public;
  const publication = await requirePublication(database, input.publication);
  const { number } = publication;
  const [rounds, statusWords, reporters, partners, areas, objectives, activities, statuses, indicators] =
    await Promise.all([
      database
        .select()
        .from(publishedRound)
        .where(eq(publishedRound.publication, number))
        .orderBy(asc(publishedRound.position)),
      database
        .select()
        .from(publishedStatusWord)
        .where(eq(publishedStatusWord.publication, number))
        .orderBy(asc(publishedStatusWord.position)),
      database.select().from(publishedReporter).where(eq(publishedReporter.publication, number)),
      database
        .select()
        .from(publishedPartner)
        .where(eq(publishedPartner.publication, number))
        .orderBy(asc(publishedPartner.name)),
      database
        .select()
        .from(publishedArea)
        .where(eq(publishedArea.publication, number))
        .orderBy(asc(publishedArea.position)),
      database
        .select()
        .from(publishedObjective)
        .where(eq(publishedObjective.publication, number))
        .orderBy(asc(publishedObjective.position)),
      database
        .select()
        .from(publishedActivity)
        .where(eq(publishedActivity.publication, number))
        .orderBy(asc(publishedActivity.position)),
      database.select().from(publishedActivityStatus).where(eq(publishedActivityStatus.publication, number)),
      database
        .select()
        .from(publishedIndicator)
        .where(eq(publishedIndicator.publication, number))
        .orderBy(asc(publishedIndicator.position)),
    ]);
  const [tags, articles, lenses, library, evidence, notes, coverageRows, valueCount] = await Promise.all([
    database
      .select()
      .from(publishedTag)
      .where(eq(publishedTag.publication, number))
      .orderBy(asc(publishedTag.code)),
    database
      .select()
      .from(publishedArticle)
      .where(eq(publishedArticle.publication, number))
      .orderBy(asc(publishedArticle.position)),
    database
      .select()
      .from(publishedLens)
      .where(eq(publishedLens.publication, number))
      .orderBy(asc(publishedLens.code)),
    database
      .select()
      .from(publishedLibraryItem)
      .where(eq(publishedLibraryItem.publication, number))
      .orderBy(asc(publishedLibraryItem.code)),
    database
      .select()
      .from(publishedEvidence)
      .where(eq(publishedEvidence.publication, number))
      .orderBy(asc(publishedEvidence.id)),
    database
      .select()
      .from(publishedComparabilityNote)
      .where(eq(publishedComparabilityNote.publication, number))
      .orderBy(asc(publishedComparabilityNote.indicatorCode), asc(publishedComparabilityNote.note)),
    database.select().from(coverage).where(eq(coverage.publication, number)),
    database.$count(figure, eq(figure.publication, number)),
  ]);
  const place = new Map(rounds.map(({ code }, index) => [code, index]));
  const statusesOf = Map.groupBy(statuses, ({ activityCode }) => activityCode);
  return {
    publication,
    rounds: rounds.map(({ code, title, periodStart, periodEnd }) => ({
      code,
      title,
      periodStart,
      periodEnd,
    })),
    statusWords: statusWords.map(({ code, label, iatiCode, isDone }) => ({ code, label, iatiCode, isDone })),
    reporters: reporters.sort(compareReporters).map(({ code, kind, name, iso3, m49 }) => ({
      code,
      kind,
      name,
      iso3,
      m49,
    })),
    partners: partners.map(({ slug, name, kind, url }) => ({
      slug,
      name,
      kind,
      url: url !== null && isWebAddress(url) ? url : null,
    })),
    areas: areas.map(({ code, title }) => ({ code, title })),
    objectives: objectives.map(({ code, title, areaCode }) => ({ code, title, area: areaCode })),
    activities: activities.map(
      (activity): ExchangeActivity => ({
        code: activity.code,
        objective: activity.objectiveCode,
        area: activity.areaCode,
        title: activity.title,
        description: activity.description,
        years: activity.activeYears,
        lead: activity.lead,
        cooperating: activity.cooperating,
        states: activity.states,
        partners: activity.partners,
        articles: activity.articles,
        tags: activity.tags,
        lenses: activity.lenses,
        statuses: (statusesOf.get(activity.code) ?? [])
          .sort((a, b) => (place.get(a.roundCode) ?? 0) - (place.get(b.roundCode) ?? 0))
          .map(({ roundCode, statusCode, carriedFrom }) => ({
            round: roundCode,
            status: statusCode,
            carriedFrom,
          })),
      }),
    ),
    indicators: indicators.map((indicator) => ({
      ...indicator,
      area: indicator.areaCode,
      activity: indicator.activityCode,
    })),
    tags: tags.map(({ code, name }) => ({ code, name })),
    articles: articles.map(({ code, title }) => ({ code, title })),
    lenses: lenses.map(({ code, title }) => ({ code, title })),
    library: library.map((item) => ({
      code: item.code,
      kind: item.kindCode,
      title: item.title,
      summary: item.summary,
      happenedOn: item.happenedOn,
      url: item.url,
      activities: item.activities,
    })),
    evidence: evidence.map((item) => ({
      id: item.id,
      kind: item.kind === 'link' ? 'link' : 'file',
      reporter: item.reporterCode,
      title: item.title,
      url: item.url,
      contentType: item.contentType,
      activity: item.activityCode,
      indicator: item.indicatorCode,
    })),
    comparabilityNotes: notes.map(({ indicatorCode, reporterCode, roundCode, kind, note }) => ({
      indicator: indicatorCode,
      reporter: reporterCode,
      round: roundCode,
      kind,
      note,
    })),
    coverage: coverageRows.map(({ reporterCode, roundCode, state }) => ({
      reporter: reporterCode,
      round: roundCode,
      state,
    })),
    valueCount,
  };
}

const compareReporters = (a: ExchangeReporter, b: ExchangeReporter) =>
  a.kind === b.kind
    ? (a.kind === 'state' ? a.name : a.code).localeCompare(b.kind === 'state' ? b.name : b.code, 'en')
    : a.kind === 'state'
      ? -1
      : 1;

export type ExchangeValuePage = { publication: number; rows: ExchangeValue[]; next: ValuePosition | null };

/** As many values as one page holds; the next page is asked for when this one has been written. */
const pageSize = 500;

/** A page of the published values, of one indicator or of all, in plan order. Throws as `requirePublication`. */
export async function listExchangeValues(
  { connections }: PublicContext,
  input: {
    publication?: number | undefined;
    indicator?: string | undefined;
    from?: ValuePosition | undefined;
  },
): Promise<ExchangeValuePage> {
  const publication = await requirePublication(connections.public, input.publication);
  const { rows, next } = await listPublishedValues(connections.public, publication.number, {
    filter: input.indicator === undefined ? {} : { indicator: input.indicator },
    from: input.from ?? firstValue,
    limit: pageSize,
  });
  return { publication: publication.number, rows, next };
}
