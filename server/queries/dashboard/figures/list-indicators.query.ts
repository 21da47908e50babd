import { compareText } from '#server/domain/publication/compare-text.ts';
import type { PublicRound, RoundFigure } from '#server/domain/finding/public-figure.types.ts';
import type { Lists, PlanDocument, PublishedIndicator } from '#server/domain/publication/documents.ts';
import { toPublicRound } from '#server/domain/publication/published-parts.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import { type Publication, resolvePublication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';

export type ListedIndicator = Pick<
  PublishedIndicator,
  'code' | 'title' | 'area' | 'measure' | 'unit' | 'direction' | 'aggregation' | 'reportedBy'
> & {
  lenses: string[];
  /** The regional totals, oldest round first. */
  figures: RoundFigure[];
};

/** What indicators can be narrowed by. */
export type IndicatorChoices = {
  areas: { code: string; title: string }[];
  /** By title. */
  lenses: { code: string; title: string }[];
  measures: ListedIndicator['measure'][];
  /** The levels that occur, in the order of the plan. */
  levels: string[];
};

export type IndicatorList = IndicatorChoices & {
  publication: Publication | null;
  rounds: PublicRound[];
  /** Every state, also one that has released nothing. */
  states: { code: string; name: string }[];
  indicators: ListedIndicator[];
};

export type IndicatorFilter = {
  publication?: number | undefined;
  area?: string | undefined;
  lens?: string | undefined;
  measure?: string | undefined;
  level?: string | undefined;
};

/** Lenses by their titles. */
export const sortLenses = (lenses: Lists['lenses']): { code: string; title: string }[] =>
  lenses.map(({ code, title }) => ({ code, title })).sort((a, b) => compareText(a.title, b.title));

/** The codes of the lenses that show each indicator, in the order of the codes. */
export function groupLenses(lenses: Lists['lenses']): Map<string, string[]> {
  const byIndicator = new Map<string, string[]>();
  for (const { code, indicators } of lenses) {
    for (const { indicator } of indicators) {
      const codes = byIndicator.get(indicator);
      if (codes) codes.push(code);
      else byIndicator.set(indicator, [code]);
    }
  }
  return byIndicator;
}

type Narrowing = {
  plan: Pick<PlanDocument, 'areas'>;
  lists: Pick<Lists, 'lenses'>;
  indicators: readonly PublishedIndicator[];
};

/** The choices of a publication's indicators, and those that a filter keeps, in plan order. */
export function filterIndicators(
  { plan, lists, indicators }: Narrowing,
  { area, lens, measure, level }: IndicatorFilter,
): { choices: IndicatorChoices; kept: PublishedIndicator[] } {
  const inLens = new Set(
    lists.lenses
      .filter(({ code }) => code === lens)
      .flatMap((each) => each.indicators.map(({ indicator }) => indicator)),
  );
  return {
    choices: {
      areas: plan.areas,
      lenses: sortLenses(lists.lenses),
      measures: [...new Set(indicators.map((each) => each.measure))].sort(),
      levels: [...new Set(indicators.map((each) => each.level))],
    },
    kept: indicators.filter(
      (each) =>
        (area === undefined || each.area === area) &&
        (measure === undefined || each.measure === measure) &&
        (level === undefined || each.level === level) &&
        (lens === undefined || inLens.has(each.code)),
    ),
  };
}

/**
 * Every public indicator with its regional totals by round, in plan order. Empty lists while nothing is published; an
 * unknown area, lens or measure finds nothing. Throws as `resolvePublication`.
 */
export async function listIndicators(
  context: PublicContext,
  filter: IndicatorFilter,
): Promise<IndicatorList> {
  const publication = await resolvePublication(context, filter.publication);
  if (!publication) {
    return {
      publication,
      rounds: [],
      areas: [],
      lenses: [],
      measures: [],
      levels: [],
      states: [],
      indicators: [],
    };
  }
  const documents = await readDocuments(
    context.published,
    publication.number,
    'rounds',
    'lists',
    'plan',
    'indicators',
    'totals',
  );
  const { lists, totals } = documents;
  const { choices, kept } = filterIndicators(documents, filter);
  const lensesOf = groupLenses(lists.lenses);
  return {
    publication,
    rounds: documents.rounds.map(toPublicRound),
    ...choices,
    states: lists.reporters.filter(({ kind }) => kind === 'state').map(({ code, name }) => ({ code, name })),
    indicators: kept.map((indicator) => ({
      ...toListed(indicator),
      lenses: lensesOf.get(indicator.code) ?? [],
      figures: totals[indicator.code] ?? [],
    })),
  };
}

/** What lists say of an indicator itself. */
export const toListed = ({
  code,
  title,
  area,
  measure,
  unit,
  direction,
  aggregation,
  reportedBy,
}: PublishedIndicator): Omit<ListedIndicator, 'lenses' | 'figures'> => ({
  code,
  title,
  area,
  measure,
  unit,
  direction,
  aggregation,
  reportedBy,
});
