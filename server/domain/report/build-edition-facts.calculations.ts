import { buildFigurePublication } from '../figure/collect/public-figures.ts';
import type { FigureDefinition } from '../figure/figure.types.ts';
import { listLensesByIndicator } from '../data/data-query.rules.ts';
import { buildCoverageRows } from '../plan/coverage.calculations.ts';
import { buildPlanStatus, type PlanStatusDocuments } from '../plan/plan-status.calculations.ts';
import { compareText } from '../publication/compare-text.ts';
import type {
  DocumentBody,
  FigureDocument,
  Lists,
  Narrative,
  PublishedActivity,
  PublishedIndicator,
  PublishedReporter,
  PublishedValue,
} from '../publication/documents.ts';
import type { NationalTargetLine } from '../finding/national-target-list.calculations.ts';
import { listPublishedRecommendations } from '../recommendation/list-published-recommendations.ts';
import { resolveSupport } from '../support/public-support.calculations.ts';
import type { RoundFigure } from '../finding/public-figure.types.ts';
import type { EditionFacts, FactActivity, FactIndicator, FactWords } from './edition-facts.types.ts';

/**
 * The facts that editions take from a publication; the rest comes from the compilation and from the
 * secretariat.
 */
export type PublicationFacts = Omit<
  EditionFacts,
  'audience' | 'compilation' | 'editionRule' | 'meeting' | 'meetingOn' | 'narrative'
>;

export type EditionSource = PlanStatusDocuments & {
  lists: Lists;
  coverage: DocumentBody<'coverage'>;
  indicators: readonly PublishedIndicator[];
  totals: DocumentBody<'totals'>;
  comparability: DocumentBody<'comparability'>;
  library: DocumentBody<'library'>;
  /** Null in a publication from before there was support. */
  support: DocumentBody<'support'> | null;
  /** Null in a publication from before there were arrangements. */
  arrangements: DocumentBody<'arrangements'> | null;
  /** Null in a publication from before there were recommendations. */
  recommendations: DocumentBody<'recommendations'> | null;
  narrativesOf: (activity: string) => readonly Narrative[];
  valuesOf: (indicator: string, round: string) => readonly PublishedValue[];
  figures: readonly FigureDocument[];
  nationalTargets: ReadonlyMap<string, readonly NationalTargetLine[]>;
};

/** Lists the ids of the figures that editions print, of those that a publication has. */
export const listPrintedFigures = (
  areas: readonly { code: string }[],
  lenses: readonly { code: string }[],
  indicators: readonly { code: string; targets: readonly unknown[] }[],
): string[] => [
  'activities-by-round',
  'activities-by-area',
  'reporting',
  ...areas.map(({ code }) => `activities-by-round.${code}`),
  ...lenses.map(({ code }) => `${code}.steps`),
  ...indicators.filter(({ targets }) => targets.length > 0).map(({ code }) => `${code}.course`),
];

/**
 * Builds the facts for editions from the documents of one publication: the same numbers as on the public
 * pages.
 */
export function buildPublicationFacts(source: EditionSource): PublicationFacts {
  const { publication, rounds, lists, plan, indicators, comparability } = source;
  const { reporters } = lists;
  const { newest, activities } = buildPlanStatus(source);
  const about = buildFigurePublication(source);
  const lenses = listLensesByIndicator(lists);
  const byCode = new Map(reporters.map((reporter) => [reporter.code, reporter]));
  return {
    plan: {
      code: publication.plan.code,
      title: publication.plan.title,
      firstYear: Number(publication.plan.startsOn.slice(0, 4)),
      lastYear: Number(publication.plan.endsOn.slice(0, 4)),
      notice: publication.notice,
    },
    round: { code: publication.round, title: newest.title },
    rounds: rounds.map(({ code, title, periodStart, periodEnd }) => ({
      code,
      title,
      periodStart,
      periodEnd,
    })),
    statuses: lists.statuses.map(({ iatiCode: _iatiCode, ...word }) => word),
    areas: plan.areas,
    objectives: plan.objectives,
    lenses: lists.lenses.map(({ code, title, description }) => ({ code, title, description })),
    partners: lists.partners.map(({ slug, name }) => ({ slug, name })),
    breaks: comparability
      .map(({ indicator, reporter, round, kind, note }) => ({ indicator, reporter, round, kind, note }))
      .sort(
        (a, b) =>
          compareText(a.indicator, b.indicator) ||
          compareText(a.reporter ?? '', b.reporter ?? '') ||
          compareText(a.kind, b.kind),
      ),
    nationalTargets: Object.fromEntries(source.nationalTargets),
    amendments: [...source.amendments],
    support: source.support ? resolveSupport(source.support, { plan, lists }) : [],
    arrangements: listTitled(source),
    recommendations: listPublishedRecommendations(source, publication.publishedAt.slice(0, 10)),
    reporters: reporters.map(({ code, name, kind }) => ({ code, name, kind })),
    coverage: buildCoverageRows(reporters, source.coverage, rounds),
    activities: activities.map(({ stand, ...activity }): FactActivity => {
      const round = stand.carriedFrom ?? publication.round;
      const said = source.narrativesOf(activity.code).filter((words) => words.round === round);
      const articles = lists.articles.filter(({ code }) => activity.articles.includes(code));
      return {
        code: activity.code,
        title: activity.title,
        description: activity.description,
        area: activity.area,
        objective: activity.objective,
        lead: activity.lead,
        cooperating: activity.cooperating,
        states: activity.states,
        partners: activity.partners,
        years: activity.years,
        lenses: activity.lenses,
        articles: articles.map(({ code, title }) => ({ code, title })),
        stand,
        words: listWords(activity, said, byCode),
      };
    }),
    figures: Object.fromEntries(
      source.figures.map((figure): [string, FigureDefinition] => [
        figure.id,
        { ...figure, publication: about },
      ]),
    ),
    indicators: indicators.map((indicator) =>
      buildIndicator(indicator, lenses.get(indicator.code) ?? [], source),
    ),
  };
}

/** Lists arrangements under the titles of their entries in the library, in the order of titles. */
function listTitled({ arrangements, library }: EditionSource): EditionFacts['arrangements'] {
  const titles = new Map(library.map(({ code, title }) => [code, title]));
  return (arrangements ?? [])
    .map((arrangement) => ({ ...arrangement, title: titles.get(arrangement.item) ?? arrangement.item }))
    .sort((a, b) => compareText(a.title, b.title) || compareText(a.item, b.item));
}

/** Lists lead bodies first, then other bodies, then states. */
function listWords(
  { lead }: PublishedActivity,
  said: readonly Narrative[],
  reporters: ReadonlyMap<string, PublishedReporter>,
): FactWords[] {
  return said
    .flatMap((words) => {
      const reporter = reporters.get(words.reporter);
      return reporter ? [{ words, reporter, isLead: reporter.code === lead }] : [];
    })
    .sort(
      (a, b) =>
        Number(b.isLead) - Number(a.isLead) ||
        compareText(a.reporter.kind, b.reporter.kind) ||
        compareText(a.reporter.code, b.reporter.code),
    )
    .map(({ words, reporter, isLead }) => ({
      reporter: reporter.code,
      name: reporter.kind === 'state' ? reporter.name : reporter.code,
      isLead,
      achievements: words.achievements,
      challenges: words.challenges,
      obstacles: words.obstacles,
      helpWanted: words.helpWanted,
      nextSteps: words.nextSteps,
      edited: [],
    }));
}

function buildIndicator(
  indicator: PublishedIndicator,
  lenses: string[],
  { publication, rounds, lists, totals, valuesOf }: EditionSource,
): FactIndicator {
  const parts: FactIndicator['parts'] = [];
  const national = new Map<string, RoundFigure>();
  for (const { code: round } of rounds) {
    for (const { scope, dimension, category, ...said } of valuesOf(indicator.code, round)) {
      const figure: RoundFigure = { round, ...said };
      if (scope === 'region') {
        if (dimension !== null && category !== null) parts.push({ dimension, category, figure });
      } else if (dimension === null && round === publication.round) {
        national.set(scope, figure);
      }
    }
  }
  const {
    level: _level,
    disclosureClass: _disclosureClass,
    definition: _definition,
    countingRule: _countingRule,
    ...said
  } = indicator;
  return {
    ...said,
    lenses,
    region: totals[indicator.code] ?? [],
    parts,
    national: lists.reporters.flatMap(({ code: reporter }) => {
      const figure = national.get(reporter);
      return figure ? [{ reporter, figure }] : [];
    }),
  };
}
