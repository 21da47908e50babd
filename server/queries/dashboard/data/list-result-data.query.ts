import type { z } from 'zod';
import {
  type DataFilter,
  filterActivities,
  filterIndicators,
  listLensesByIndicator,
} from '#server/domain/data/data-query.rules.ts';
import type {
  indicatorRow,
  libraryRow,
  nationalCircumstanceRow,
  nationalTargetRow,
  publicationRow,
  targetRow,
} from '#server/domain/data/value-rows.schema.ts';
import { calculateTargetPace } from '#server/domain/finding/pace.rules.ts';
import { isFlow } from '#server/domain/finding/figure-words.ts';
import {
  calculateYear,
  decideTargets,
  findSmallestShare,
  formatYearCoverage,
  listDefinitionBreaks,
} from '#server/domain/finding/year-verdict.rules.ts';
import { compareText } from '#server/domain/publication/compare-text.ts';
import { decideMilestone } from '#server/domain/target/circumstance.rules.ts';
import {
  loadNationalTargets,
  loadPublishedCircumstances,
} from '#server/loaders/publication/load-published-targets.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import { listPublications } from '../figures/list-publications.query.ts';
import type { Publication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import type { Bare } from './list-plan-data.query.ts';

/** Every public indicator that the filter means with its full definition, in plan order. */
export async function listIndicatorRows(
  { published }: PublicContext,
  { number }: Publication,
  filter: DataFilter,
): Promise<Bare<typeof indicatorRow>[]> {
  const documents = await readDocuments(published, number, 'lists', 'plan', 'indicators');
  const areas = new Map(documents.plan.areas.map(({ code, title }) => [code, title]));
  const lenses = listLensesByIndicator(documents.lists);
  return filterIndicators(documents, filter).map((indicator) => ({
    indicator_code: indicator.code,
    indicator: indicator.title,
    area_code: indicator.area,
    area: areas.get(indicator.area) ?? indicator.area,
    activity_code: indicator.activity,
    level: indicator.level,
    measure: indicator.measure,
    unit: indicator.unit || null,
    direction: indicator.direction,
    aggregation: indicator.aggregation,
    reported_by: indicator.reportedBy,
    disclosure_class: indicator.disclosureClass,
    counts_persons: indicator.personCount,
    may_count_twice: indicator.crossBorderOverlap,
    definition: indicator.definition || null,
    counting_rule: indicator.countingRule || null,
    numerator: indicator.numeratorLabel || null,
    denominator: indicator.denominatorLabel || null,
    dimensions: indicator.dimensions.map(({ code }) => code),
    answers: Object.fromEntries(indicator.choices.map(({ code, label }) => [code, label])),
    answers_counted: indicator.choices.filter(({ counts }) => counts).map(({ code }) => code),
    baseline_year: indicator.baseline?.year ?? null,
    baseline_value: indicator.baseline?.value ?? null,
    targets: Object.fromEntries(indicator.targets.map(({ year, value }) => [String(year), value])),
    lenses: lenses.get(indicator.code) ?? [],
  }));
}

/** The targets of the indicators that the filter means, by year, each with the figure of the year and how it comes out. */
export async function listTargetRows(
  { published }: PublicContext,
  { number }: Publication,
  filter: DataFilter,
): Promise<Bare<typeof targetRow>[]> {
  const documents = await readDocuments(
    published,
    number,
    'rounds',
    'lists',
    'plan',
    'indicators',
    'totals',
    'comparability',
  );
  const { rounds, totals, comparability } = documents;
  return filterIndicators(documents, filter).flatMap((indicator) => {
    const { code, title, unit, direction, aggregation, baseline, targets } = indicator;
    const figures = totals[code] ?? [];
    const breaks = listDefinitionBreaks(comparability, code);
    const verdicts = new Map(
      decideTargets(indicator, rounds, figures, breaks).map((verdict) => [verdict.target.year, verdict]),
    );
    return targets.map(({ year, value }) => {
      const verdict = verdicts.get(year);
      const figure = verdict?.figure ?? calculateYear(indicator, rounds, figures, breaks, year);
      const pace = calculateTargetPace(indicator, { year, value }, rounds, figures, breaks);
      const inIt = figure.parts.map(({ round }) => round);
      const least = findSmallestShare(figure.parts);
      const kept = figures.flatMap(({ round, keptFrom }) =>
        keptFrom !== null && inIt.includes(round) ? [keptFrom] : [],
      );
      return {
        indicator_code: code,
        indicator: title,
        unit: unit || null,
        direction,
        baseline_year: baseline?.year ?? null,
        baseline_value: baseline?.value ?? null,
        target_year: year,
        target: value,
        compared_with: isFlow(aggregation) ? ('sum_of_year' as const) : ('end_of_year' as const),
        value: figure.value,
        rounds: inIt,
        contributing: least?.contributing ?? null,
        expected: least?.expected ?? null,
        coverage: formatYearCoverage(indicator, figure) || null,
        may_repeat_persons: figure.mayRepeatPersons,
        kept_from: [...new Set(kept)],
        outcome: verdict?.outcome ?? null,
        outcome_words: verdict?.words ?? null,
        time_elapsed: pace?.elapsed ?? null,
        target_reached: pace?.reached ?? null,
      };
    });
  });
}

/** The targets of states that the filter means: indicators in plan order, states by name. */
export async function listNationalTargetRows(
  context: PublicContext,
  { number }: Publication,
  filter: DataFilter,
): Promise<Bare<typeof nationalTargetRow>[]> {
  const documents = await readDocuments(context.published, number, 'lists', 'plan', 'indicators');
  const states = documents.lists.reporters.filter(
    ({ kind, code }) => kind === 'state' && (filter.state === undefined || code === filter.state),
  );
  const found = await loadNationalTargets(
    context.published,
    number,
    states.map(({ code }) => code),
  );
  return filterIndicators(documents, filter).flatMap(({ code, title, unit, direction, aggregation }) =>
    states.flatMap((state) =>
      (found.get(state.code) ?? [])
        .filter(({ indicator }) => indicator.code === code)
        .map((line) => ({
          indicator_code: code,
          indicator: title,
          unit: unit || null,
          direction,
          reporter_code: state.code,
          reporter: state.name,
          target_year: line.year,
          target: line.target,
          compared_with: isFlow(aggregation) ? ('sum_of_year' as const) : ('end_of_year' as const),
          value: line.value,
          rounds: line.rounds,
          may_repeat_persons: line.mayRepeatPersons,
          outcome: line.outcome,
          outcome_words: line.outcomeWords,
          time_elapsed: line.pace?.elapsed ?? null,
          target_reached: line.pace?.reached ?? null,
        })),
    ),
  );
}

/** What states have said of the activities that the filter means: activities in plan order, states by name. */
export async function listNationalCircumstanceRows(
  { published }: PublicContext,
  { number, publishedAt }: Publication,
  filter: DataFilter,
): Promise<Bare<typeof nationalCircumstanceRow>[]> {
  const { plan, lists } = await readDocuments(published, number, 'plan', 'lists');
  const states = lists.reporters.filter(
    ({ kind, code }) => kind === 'state' && (filter.state === undefined || code === filter.state),
  );
  const found = await loadPublishedCircumstances(
    published,
    number,
    states.map(({ code }) => code),
  );
  const today = publishedAt.slice(0, 10);
  return filterActivities(plan.activities, filter).flatMap(({ code, title }) =>
    states.flatMap((state) =>
      (found.get(state.code) ?? [])
        .filter(({ activity }) => activity === code)
        .flatMap(({ notApplicable, milestones }): Bare<typeof nationalCircumstanceRow>[] => {
          const about = {
            activity_code: code,
            activity: title,
            reporter_code: state.code,
            reporter: state.name,
          };
          const none = { milestone: null, planned_on: null, revised_on: null, reached_on: null };
          if (notApplicable !== '') {
            return [
              {
                ...about,
                milestone_number: 0,
                not_applicable: notApplicable,
                ...none,
                milestone_state: null,
                days_late: null,
              },
            ];
          }
          return milestones.map((milestone, at) => {
            const { state: how, daysLate } = decideMilestone(milestone, today);
            return {
              ...about,
              milestone_number: at + 1,
              not_applicable: null,
              milestone: milestone.title,
              planned_on: milestone.planned,
              revised_on: milestone.revised,
              reached_on: milestone.reached,
              milestone_state: how,
              days_late: daysLate,
            };
          });
        }),
    ),
  );
}

const asMoment = (iso: string) => `${new Date(iso).toISOString().slice(0, 19)}Z`;

/**
 * Every publication of the plan up to this one, newest first: what came after it is not known to it, so its list changes
 * by withdrawals only.
 */
export async function listPublicationRows(
  context: PublicContext,
  { number, planCode }: Publication,
): Promise<Omit<z.infer<typeof publicationRow>, 'uri' | 'page_url' | 'licence'>[]> {
  const [{ publications }, index] = await Promise.all([
    listPublications(context, { publication: number }),
    context.published.list(),
  ]);
  const compilations = new Map(index.publications.map((each) => [each.number, each.compilationSha256]));
  return publications
    .filter((listed) => listed.plan.code === planCode && listed.number <= number)
    .map((listed) => ({
      publication: listed.number,
      title: listed.title,
      meeting: listed.meeting || null,
      note: listed.note || null,
      published_at: asMoment(listed.publishedAt),
      withdrawn_at: listed.withdrawn && asMoment(listed.withdrawn.at),
      withdrawal_reason: listed.withdrawn && listed.withdrawn.reason,
      round_code: listed.round.code,
      round: listed.round.title,
      rounds: listed.rounds,
      states_reported: listed.states.reported,
      states_due: listed.states.due,
      bodies_reported: listed.bodies.reported,
      bodies_due: listed.bodies.due,
      compilation_sha256: compilations.get(listed.number) ?? '',
      content_sha256: listed.contentSha256,
      plan_code: listed.plan.code,
      plan: listed.plan.title,
    }));
}

/** Entries of the library that the filter means, newest first; those without a year last. */
export async function listLibraryRows(
  { published }: PublicContext,
  { number }: Publication,
  { activity, state, body, partner, lens }: DataFilter,
): Promise<Bare<typeof libraryRow>[]> {
  const { library, lists } = await readDocuments(published, number, 'library', 'lists');
  const kinds = new Map(lists.libraryKinds.map((kind) => [kind.code, kind]));
  const has = (list: readonly string[], wanted: string | undefined) =>
    wanted === undefined || list.includes(wanted);
  return library
    .filter(
      (entry) =>
        has(entry.activities, activity) &&
        has(entry.states, state) &&
        has(entry.bodies, body) &&
        has(entry.partners, partner) &&
        has(entry.lenses, lens),
    )
    .sort(
      (a, b) =>
        (b.year ?? 0) - (a.year ?? 0) ||
        compareText(b.happenedOn ?? '', a.happenedOn ?? '') ||
        compareText(a.code, b.code),
    )
    .map((entry) => ({
      library_code: entry.code,
      title: entry.title,
      kind_code: entry.kind,
      kind: kinds.get(entry.kind)?.label ?? entry.kind,
      is_cooperation: kinds.get(entry.kind)?.isCooperation ?? false,
      summary: entry.summary || null,
      happened_on: entry.happenedOn,
      ended_on: entry.endedOn,
      year: entry.year,
      organisers: entry.organisers || null,
      place: entry.place || null,
      link: entry.url,
      basis: entry.basis || null,
      states: entry.states,
      bodies: entry.bodies,
      partners: entry.partners,
      activities: entry.activities,
      lenses: entry.lenses,
    }));
}
