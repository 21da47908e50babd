import {
  type DataFilter,
  isMeant,
  isReporterWanted,
  listByName,
} from '#server/domain/data/data-query.rules.ts';
import { isWebAddress } from '#server/domain/evidence/link.rules.ts';
import type {
  codeRow,
  coverageRow,
  dimensionRow,
  partnerRow,
  reporterRow,
  roundRow,
} from '#server/domain/data/plan-rows.schema.ts';
import { compareText } from '#server/domain/publication/compare-text.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import type { Publication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import type { Bare } from './list-plan-data.query.ts';

/** Who has reported for which round: states by name, then bodies, each by round. */
export async function listCoverageRows(
  { published }: PublicContext,
  { number }: Publication,
  filter: DataFilter,
): Promise<Bare<typeof coverageRow>[]> {
  const { rounds, lists, coverage } = await readDocuments(published, number, 'rounds', 'lists', 'coverage');
  const shown = rounds.filter(({ code }) => isMeant(code, filter.round));
  return listByName(lists.reporters)
    .filter((reporter) => isReporterWanted(reporter, filter))
    .flatMap(({ code, name, kind }) =>
      shown.flatMap((round) => {
        const state = coverage[code]?.[round.code];
        return state === undefined
          ? []
          : [
              {
                reporter_code: code,
                reporter: name,
                reporter_kind: kind,
                round_code: round.code,
                round: round.title,
                state,
                report_state: state,
              },
            ];
      }),
    );
}

/** The reporting rounds of a publication, oldest first. */
export async function listRoundRows(
  { published }: PublicContext,
  { number }: Publication,
): Promise<Bare<typeof roundRow>[]> {
  const { rounds } = await readDocuments(published, number, 'rounds');
  return rounds.map(({ code, title, periodStart, periodEnd, dueOn }, at) => ({
    round_code: code,
    round: title,
    period_start: periodStart,
    period_end: periodEnd,
    due_on: dueOn,
    position: at + 1,
  }));
}

/** States by name, then bodies. */
export async function listReporterRows(
  { published }: PublicContext,
  { number }: Publication,
): Promise<Bare<typeof reporterRow>[]> {
  const { lists } = await readDocuments(published, number, 'lists');
  return listByName(lists.reporters).map(({ code, name, kind, pillar, iso3, m49, joinedOn }) => ({
    reporter_code: code,
    reporter: name,
    reporter_kind: kind,
    pillar: pillar || null,
    iso3,
    m49,
    joined_on: joinedOn,
  }));
}

/** Partners by name. */
export async function listPartnerRows(
  { published }: PublicContext,
  { number }: Publication,
): Promise<Bare<typeof partnerRow>[]> {
  const { lists, plan } = await readDocuments(published, number, 'lists', 'plan');
  const supported = new Map<string, string[]>(lists.partners.map(({ slug }) => [slug, []]));
  for (const { code, partners } of plan.activities) {
    for (const slug of partners) supported.get(slug)?.push(code);
  }
  return lists.partners.map(({ slug, name, kind, url }) => ({
    partner_code: slug,
    partner: name,
    kind,
    // Publications never change: one from before addresses were checked may hold something else.
    website: url !== null && isWebAddress(url) ? url : null,
    activities: supported.get(slug) ?? [],
  }));
}

/** What figures are split by: every dimension of the plan's indicators with its parts, in the order of the indicators. */
export async function listDimensionRows(
  { published }: PublicContext,
  { number }: Publication,
): Promise<Bare<typeof dimensionRow>[]> {
  const { indicators } = await readDocuments(published, number, 'indicators');
  const rows = new Map<string, Bare<typeof dimensionRow>>();
  const places = new Map<string, number>();
  for (const { code: indicator, dimensions } of indicators) {
    for (const { code, name, categories } of dimensions) {
      for (const category of categories) {
        const key = `${code}=${category.code}`;
        const row = rows.get(key);
        if (row) {
          row.indicators.push(indicator);
          continue;
        }
        const position = (places.get(code) ?? 0) + 1;
        places.set(code, position);
        rows.set(key, {
          dimension_code: code,
          dimension: name,
          category_code: category.code,
          category: category.name,
          position,
          indicators: [indicator],
        });
      }
    }
  }
  return [...Map.groupBy(rows.values(), ({ dimension_code }) => dimension_code).values()].flat();
}

/** The lists whose codes stand in other files, each in its own order. */
export async function listCodeRows(
  { published }: PublicContext,
  { number }: Publication,
): Promise<Bare<typeof codeRow>[]> {
  const { lists } = await readDocuments(published, number, 'lists');
  const rowsOf = (
    list: Bare<typeof codeRow>['list'],
    entries: readonly { code: string; label: string; description?: string }[],
  ) =>
    entries.map(({ code, label, description = '' }, at) => ({
      list,
      code,
      label,
      description: description || null,
      iati_code: null,
      means_late: null,
      means_done: null,
      means_on_track: null,
      position: at + 1,
    }));
  const byLabel = (a: { label: string }, b: { label: string }) => compareText(a.label, b.label);
  return [
    ...lists.statuses.map(({ code, label, iatiCode, isLate, isDone, isOnTrack }, at) => ({
      list: 'status' as const,
      code,
      label,
      description: null,
      iati_code: iatiCode,
      means_late: isLate,
      means_done: isDone,
      means_on_track: isOnTrack,
      position: at + 1,
    })),
    ...rowsOf('tag', lists.tags.map(({ code, name }) => ({ code, label: name })).sort(byLabel)),
    ...rowsOf(
      'lens',
      lists.lenses.map(({ code, title, description }) => ({ code, label: title, description })).sort(byLabel),
    ),
    ...rowsOf(
      'actip_article',
      lists.articles.map(({ code, title, chapter }) => ({ code, label: title, description: chapter })),
    ),
    ...rowsOf('library_kind', lists.libraryKinds),
  ];
}
