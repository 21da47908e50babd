import { isWebAddress } from '#server/domain/evidence/link.rules.ts';
import { compareText } from '#server/domain/publication/compare-text.ts';
import type { Exchange, ExchangeActivity, ExchangeValue } from '#server/domain/standards/exchange.types.ts';
import { countValues } from '#server/queries/dashboard/data/get-data-overview.query.ts';
import {
  firstValue,
  listPublishedValues,
  type ValuePosition,
} from '#server/queries/dashboard/data/list-published-values.query.ts';
import { loadNationalTargets } from '#server/loaders/publication/load-published-targets.ts';
import { readNamedSupport } from '../support/support-parts.ts';
import { readDocument, readDocuments } from '#server/publications/publication-reader.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { requirePublication } from '#server/queries/dashboard/scope.ts';

/**
 * Everything of a publication but its values, for files in other standards. Throws as `requirePublication`.
 */
export async function getExchange(
  context: PublicContext,
  input: { publication?: number | undefined },
): Promise<Exchange> {
  const publication = await requirePublication(context, input.publication);
  const [{ values }, documents] = await Promise.all([
    countValues(context, publication),
    readDocuments(
      context.published,
      publication.number,
      'rounds',
      'lists',
      'plan',
      'statuses',
      'coverage',
      'indicators',
      'comparability',
      'evidence',
      'library',
    ),
  ]);
  const { rounds, lists, plan, statuses, coverage, indicators } = documents;
  const nationalTargets = await loadNationalTargets(
    context.published,
    publication.number,
    lists.reporters.flatMap(({ code, kind }) => (kind === 'state' ? [code] : [])),
  );
  const arrangements = await readDocument(context.published, publication.number, 'arrangements');
  return {
    publication,
    rounds: rounds.map(({ code, title, periodStart, periodEnd }) => ({
      code,
      title,
      periodStart,
      periodEnd,
    })),
    statusWords: lists.statuses.map(({ code, label, iatiCode, isDone }) => ({
      code,
      label,
      iatiCode,
      isDone,
    })),
    reporters: lists.reporters.map(({ code, kind, name, iso3, m49 }) => ({ code, kind, name, iso3, m49 })),
    partners: lists.partners.map(({ slug, name, kind, url }) => ({
      slug,
      name,
      kind,
      url: url !== null && isWebAddress(url) ? url : null,
    })),
    areas: plan.areas,
    objectives: plan.objectives,
    activities: plan.activities.map(
      (activity): ExchangeActivity => ({
        code: activity.code,
        objective: activity.objective,
        area: activity.area,
        title: activity.title,
        description: activity.description,
        years: activity.years,
        lead: activity.lead,
        cooperating: activity.cooperating,
        states: activity.states,
        partners: activity.partners,
        articles: activity.articles,
        tags: activity.tags,
        lenses: activity.lenses,
        statuses: rounds.flatMap(({ code: round }) => {
          const found = statuses[activity.code]?.[round];
          return found ? [{ round, status: found.status, carriedFrom: found.carriedFrom }] : [];
        }),
      }),
    ),
    indicators,
    tags: lists.tags.toSorted((a, b) => compareText(a.code, b.code)),
    articles: lists.articles.map(({ code, title }) => ({ code, title })),
    lenses: lists.lenses.map(({ code, title }) => ({ code, title })),
    support: (await readNamedSupport(context, publication.number, documents))?.entries ?? [],
    nationalTargets: [...nationalTargets].flatMap(([reporter, lines]) =>
      lines.map((line) => ({ reporter, ...line })),
    ),
    library: documents.library.map(({ code, kind, title, summary, happenedOn, url, activities }) => ({
      code,
      kind,
      title,
      summary,
      happenedOn,
      url,
      activities,
    })),
    arrangements: (arrangements ?? []).map(({ item }) => item),
    evidence: documents.evidence
      .map((item) => ({
        id: item.id,
        kind: item.kind,
        reporter: item.reporter,
        title: item.title,
        url: item.kind === 'link' ? item.url : null,
        contentType: item.kind === 'file' ? item.contentType : null,
        activity: item.activity,
        indicator: item.indicator,
      }))
      .sort((a, b) => compareText(a.id, b.id)),
    comparabilityNotes: documents.comparability
      .map(({ indicator, reporter, round, kind, note }) => ({ indicator, reporter, round, kind, note }))
      .sort((a, b) => compareText(a.indicator, b.indicator) || compareText(a.note, b.note)),
    coverage: lists.reporters.flatMap(({ code: reporter }) =>
      Object.entries(coverage[reporter] ?? {}).map(([round, state]) => ({ reporter, round, state })),
    ),
    valueCount: values,
  };
}

export type ExchangeValuePage = { publication: number; rows: ExchangeValue[]; next: ValuePosition | null };

/** As many values as one page holds; the next page is asked for when this one has been written. */
const pageSize = 500;

/** A page of the published values, of one indicator or of all, in plan order. Throws as `requirePublication`. */
export async function listExchangeValues(
  context: PublicContext,
  input: {
    publication?: number | undefined;
    indicator?: string | undefined;
    from?: ValuePosition | undefined;
  },
): Promise<ExchangeValuePage> {
  const publication = await requirePublication(context, input.publication);
  const { rows, next } = await listPublishedValues(context, publication.number, {
    filter: input.indicator === undefined ? {} : { indicator: input.indicator },
    from: input.from ?? firstValue,
    limit: pageSize,
  });
  return { publication: publication.number, rows, next };
}
