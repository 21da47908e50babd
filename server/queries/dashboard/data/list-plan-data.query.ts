import type { z } from 'zod';
import {
  type DataFilter,
  isMeant,
  filterActivities,
  isReporterWanted,
  listByName,
} from '#server/domain/data/data-query.rules.ts';
import type {
  activityRow,
  origin,
  participationRow,
  planRow,
  reportRow,
  statusRow,
  supportRow,
} from '#server/domain/data/plan-rows.schema.ts';
import type { ActivityStatus } from '#server/domain/plan/activity-status.calculations.ts';
import { addressOf, type Narrative } from '#server/domain/publication/documents.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import { loadFilteredPlan } from '../plan/filter-plan.ts';
import type { Publication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';

/** A row without what is said at the end of every row, which only the place that serves it knows. */
export type Bare<Row extends z.ZodType> = Omit<z.infer<Row>, keyof typeof origin>;

/** Areas, objectives and activities, each with what it belongs to, in the order of the plan. */
export async function listPlanRows(
  { published }: PublicContext,
  { number }: Publication,
  { area }: DataFilter,
): Promise<Bare<typeof planRow>[]> {
  const { plan } = await readDocuments(published, number, 'plan');
  return [
    ...plan.areas
      .filter(({ code }) => isMeant(code, area))
      .map(({ code, title }, at) => ({
        kind: 'area' as const,
        code,
        title,
        parent_kind: null,
        parent_code: null,
        position: at + 1,
        description: null,
      })),
    ...plan.objectives
      .filter((objective) => isMeant(objective.area, area))
      .map((objective, at) => ({
        kind: 'objective' as const,
        code: objective.code,
        title: objective.title,
        parent_kind: 'area' as const,
        parent_code: objective.area,
        position: at + 1,
        description: null,
      })),
    ...plan.activities
      .filter((activity) => isMeant(activity.area, area))
      .map((activity, at) => ({
        kind: 'activity' as const,
        code: activity.code,
        title: activity.title,
        parent_kind: 'objective' as const,
        parent_code: activity.objective,
        position: at + 1,
        description: activity.description || null,
      })),
  ];
}

/** Every activity that the filter means, as it stands in the newest round or in the one that the filter names. */
export async function listActivityRows(
  context: PublicContext,
  publication: Publication,
  filter: DataFilter,
): Promise<Bare<typeof activityRow>[]> {
  const plan = await loadNamedPlan(context, publication, filter);
  return plan.meant.map((activity) => ({
    ...plan.nameActivity(activity),
    description: activity.description || null,
    lead_code: activity.lead,
    lead: plan.nameReporter(activity.lead),
    cooperating: activity.cooperating,
    states: activity.states,
    partners: activity.partners,
    articles: activity.articles,
    years: activity.years,
    tags: activity.tags,
    lenses: activity.lenses,
    basis: activity.basis || null,
    round_code: plan.round.code,
    round: plan.round.title,
    ...plan.say(activity.stand),
  }));
}

/** The same activities in every round, or in the one that the filter names. */
export async function listStatusRows(
  context: PublicContext,
  publication: Publication,
  filter: DataFilter,
): Promise<Bare<typeof statusRow>[]> {
  const plan = await loadNamedPlan(context, publication, filter);
  const shown = filter.round === undefined ? plan.rounds : [plan.round];
  return plan.meant.flatMap((activity) =>
    shown.map((round) => ({
      ...plan.nameActivity(activity),
      lead_code: activity.lead,
      lead: plan.nameReporter(activity.lead),
      round_code: round.code,
      round: round.title,
      ...plan.say(plan.find(activity, round)),
    })),
  );
}

/**
 * The same activities by the states that take part, with what each state itself said of them where it released that; by
 * activity, state and round.
 */
export async function listParticipationRows(
  context: PublicContext,
  publication: Publication,
  filter: DataFilter,
): Promise<Bare<typeof participationRow>[]> {
  const plan = await loadNamedPlan(context, publication, filter);
  const shown = filter.round === undefined ? plan.rounds : [plan.round];
  const found = await context.published.read(
    publication.number,
    plan.meant.map(({ code }) => addressOf.narratives(code)),
  );
  return plan.meant.flatMap((activity) => {
    const said = (found.get(addressOf.narratives(activity.code)) ?? []) as Narrative[];
    const states = activity.states.filter((code) => isMeant(code, filter.state)).toSorted();
    return states.flatMap((state) =>
      shown.map((round) => {
        const own = said.find((words) => words.round === round.code && words.reporter === state)?.status;
        return {
          ...plan.nameActivity(activity),
          reporter_code: state,
          reporter: plan.nameReporter(state),
          round_code: round.code,
          round: round.title,
          ...plan.say(plan.find(activity, round)),
          own_status_code: own ?? null,
          own_status: own ? plan.nameStatus(own) : null,
        };
      }),
    );
  });
}

/** The same activities by the partners that the plan names with them, as they stand in one round. */
export async function listSupportRows(
  context: PublicContext,
  publication: Publication,
  filter: DataFilter,
): Promise<Bare<typeof supportRow>[]> {
  const [plan, { lists }] = await Promise.all([
    loadNamedPlan(context, publication, filter),
    readDocuments(context.published, publication.number, 'lists'),
  ]);
  return plan.meant.flatMap((activity) =>
    lists.partners
      .filter(({ slug }) => activity.partners.includes(slug) && isMeant(slug, filter.partner))
      .map(({ slug, name, kind }) => ({
        ...plan.nameActivity(activity),
        partner_code: slug,
        partner: name,
        partner_kind: kind,
        round_code: plan.round.code,
        round: plan.round.title,
        ...plan.say(activity.stand),
      })),
  );
}

/** The filtered plan with the names of its codes at hand. */
async function loadNamedPlan(context: PublicContext, publication: Publication, filter: DataFilter) {
  const plan = await loadFilteredPlan(context, publication, filter);
  const areas = new Map(plan.areas.map(({ code, title }) => [code, title]));
  const objectives = new Map(plan.objectives.map(({ code, title }) => [code, title]));
  const reporters = new Map(plan.reporters.map(({ code, name }) => [code, name]));
  const labels = new Map(plan.statuses.map(({ code, label }) => [code, label]));
  const nameStatus = (status: string) => labels.get(status) ?? status;
  const nameReporter = (reporter: string) => reporters.get(reporter) ?? reporter;
  return {
    ...plan,
    meant: plan.meant.filter(({ code }) => filter.activity === undefined || code === filter.activity),
    nameStatus,
    nameReporter,
    nameActivity: (activity: { area: string; objective: string; code: string; title: string }) => ({
      area_code: activity.area,
      area: areas.get(activity.area) ?? activity.area,
      objective_code: activity.objective,
      objective: objectives.get(activity.objective) ?? activity.objective,
      activity_code: activity.code,
      activity: activity.title,
    }),
    say: ({ status, carriedFrom, due, left }: ActivityStatus) => {
      const state =
        status === null
          ? due
            ? ('not_reported' as const)
            : ('not_due' as const)
          : carriedFrom
            ? ('carried' as const)
            : ('reported' as const);
      return {
        state,
        status_code: status,
        status: status === null ? null : nameStatus(status),
        carried_from: carriedFrom,
        status_state: left ?? state,
      };
    },
  };
}

/** Released reports in words, in the order of the plan, then by round and reporter. */
export async function listReportRows(
  { published }: PublicContext,
  { number }: Publication,
  filter: DataFilter,
): Promise<Bare<typeof reportRow>[]> {
  const { plan, rounds, lists } = await readDocuments(published, number, 'plan', 'rounds', 'lists');
  const activities = filterActivities(plan.activities, filter);
  const found = await published.read(
    number,
    activities.map(({ code }) => addressOf.narratives(code)),
  );
  const roundOf = new Map(rounds.map(({ code, title }, at) => [code, { title, at }]));
  const reporterOf = new Map(
    listByName(lists.reporters).map((reporter, at) => [reporter.code, { ...reporter, at }]),
  );
  const labels = new Map(lists.statuses.map(({ code, label }) => [code, label]));
  return activities.flatMap((activity) =>
    ((found.get(addressOf.narratives(activity.code)) ?? []) as Narrative[])
      .flatMap((words) => {
        const round = roundOf.get(words.round);
        const reporter = reporterOf.get(words.reporter);
        const meant =
          round && reporter && isMeant(words.round, filter.round) && isReporterWanted(reporter, filter);
        return meant ? [{ words, round, reporter }] : [];
      })
      .sort((a, b) => a.round.at - b.round.at || a.reporter.at - b.reporter.at)
      .map(({ words, round, reporter }) => ({
        activity_code: activity.code,
        activity: activity.title,
        round_code: words.round,
        round: round.title,
        reporter_code: reporter.code,
        reporter: reporter.name,
        reporter_kind: reporter.kind,
        status_code: words.status,
        status: words.status === null ? null : (labels.get(words.status) ?? null),
        achievements: words.achievements || null,
        challenges: words.challenges || null,
        next_steps: words.nextSteps || null,
        obstacle_kinds: words.obstacles,
        help_kinds: words.helpWanted,
      })),
  );
}
