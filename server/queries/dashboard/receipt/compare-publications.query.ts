import { sql } from 'drizzle-orm';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { isDueIn } from '#server/domain/plan/stand.calculations.ts';
import {
  type ChangeFacts,
  type ChangeReason,
  changeReasons,
  explainChange,
} from '#server/domain/receipt/change-reasons.rules.ts';
import { listChangedParts, type WordedIndicator } from '#server/domain/receipt/comparability.calculations.ts';
import { type PublicContext, type PublicRound, readAnswer } from '../figures/figure-row.ts';
import { listPublicationsOfPlans, type Publication, requirePublication } from '../scope.ts';
import { type ChangeFilter, listFigureChanges, type StoredChange } from './list-figure-changes.ts';
import { type ComparedActivity, listPlanChanges, type PlanChanges } from './list-plan-changes.ts';

export type FigureDifference = StoredChange & { reasons: ChangeReason[] };

/** An activity whose status is another; without one it was due in the newest round, or not yet. */
export type ComparedStatus = ComparedActivity & { before: { due: boolean }; now: { due: boolean } };

export type RedefinedIndicator = {
  code: string;
  title: string;
  /** "definition", "splits": what is another thing; empty where only the title is. */
  parts: string[];
  before: WordedIndicator;
  now: WordedIndicator;
};

export type Comparison = {
  from: Publication;
  to: Publication;
  newRounds: PublicRound[];
  statuses: ComparedStatus[];
  /** Activities whose words, years or lead are others; which of them. */
  reworded: (ComparedActivity & { parts: string[] })[];
  redefined: RedefinedIndicator[];
  /** Every figure that differs, by its weightiest reason; reasons of none are left out. */
  counts: { reason: ChangeReason; count: number; indicators: number }[];
  /** How many figures differ in splits or of single reporters, by indicator; their rows are shown one indicator at a time. */
  details: { code: string; title: string; count: number }[];
  figures: FigureDifference[];
} & Pick<
  PlanChanges,
  'addedActivities' | 'removedActivities' | 'addedIndicators' | 'removedIndicators' | 'coverage'
>;

export type ComparisonChoices = {
  /** Of all plans, newest first: two of one plan can be compared. */
  publications: { number: number; plan: string; title: string; publishedAt: string }[];
  /** The plan to choose from; null before the first publication. */
  plan: { code: string; title: string } | null;
  /** The other plans, each with its newest publication. */
  otherPlans: { code: string; title: string; newest: number }[];
  /** Of the newest publication of the plan. */
  areas: { code: string; title: string }[];
  indicators: { code: string; title: string; area: string }[];
};

/**
 * What a reader can choose from before two publications are compared: those of the plan of `publication`, or of the
 * leading plan where there is no such publication.
 */
export async function listComparisonChoices(
  context: PublicContext,
  input: { publication?: number | undefined },
): Promise<ComparisonChoices> {
  const { publications, leading } = await listPublicationsOfPlans(context.connections.public);
  const plan = publications.find(({ number }) => number === input.publication)?.plan ?? leading;
  const answer = await readAnswer<ComparisonChoices>(
    context,
    sql`with newest as (select distinct on (p.plan_code) p.plan_code, p.plan_title, p.number
        from published.publication p
        order by p.plan_code, exists (select from published.withdrawal w where w.publication = p.number), p.number desc),
      chosen as (select * from newest where newest.plan_code = ${plan})
      select json_build_object(
        'publications', coalesce((select json_agg(json_build_object('number', p.number, 'plan', p.plan_code, 'title',
          p.title, 'publishedAt', p.published_at) order by p.number desc) from published.publication p), '[]'),
        'plan', json_build_object('code', chosen.plan_code, 'title', chosen.plan_title),
        'otherPlans', coalesce((select json_agg(json_build_object('code', o.plan_code, 'title', o.plan_title, 'newest',
          o.number) order by o.plan_title) from newest o where o.plan_code <> chosen.plan_code), '[]'),
        'areas', coalesce((select json_agg(json_build_object('code', a.code, 'title', a.title) order by a.position)
          from published.area a where a.publication = chosen.number), '[]'),
        'indicators', coalesce((select json_agg(json_build_object('code', i.code, 'title', i.title,
            'area', i.area_code) order by i.position)
          from published.indicator i where i.publication = chosen.number), '[]')) as answer
      from chosen`,
  );
  return answer ?? { publications: [], plan: null, otherPlans: [], areas: [], indicators: [] };
}

/**
 * What differs between an earlier publication and a later one, and why, as far as what both show tells. `everything`
 * lists every figure, otherwise the regional totals are listed, and every cell of an indicator that is chosen. Throws
 * BAD_INPUT for publications of two plans, between which nothing has changed, and as `requirePublication`.
 */
export async function comparePublications(
  context: PublicContext,
  input: { from: number; to: number; everything?: boolean | undefined } & ChangeFilter,
): Promise<Comparison> {
  const database = context.connections.public;
  const { area, indicator, everything } = input;
  const [from, to] = await Promise.all([
    requirePublication(database, input.from),
    requirePublication(database, input.to),
  ]);
  if (from.planCode !== to.planCode) {
    const message = `Publications ${from.number} and ${to.number} are of two plans. Compare two of the same plan.`;
    throw new DomainError('BAD_INPUT', message, { fields: [{ path: 'to', message }] });
  }
  const filter = { area, indicator };
  const [plan, figures] = await Promise.all([
    listPlanChanges(context, { from, to }, filter),
    listFigureChanges(
      context,
      { from: from.number, to: to.number },
      filter,
      everything === undefined ? {} : { everything },
    ),
  ]);
  const redefined = plan.indicators
    .map((each) => ({ ...each, parts: listChangedParts(each.before, each.now) }))
    .filter(({ parts, before, now }) => parts.length > 0 || before.title !== now.title);
  const changed = new Set(redefined.filter(({ parts }) => parts.length > 0).map(({ code }) => code));
  const explain = (change: Omit<ChangeFacts, 'redefined'> & { indicator: string }) =>
    explainChange({ ...change, redefined: changed.has(change.indicator) });
  const counts = figures.counts.map((each) => ({ ...each, reason: explain(each)[0] }));
  return {
    from,
    to,
    newRounds: plan.newRounds,
    statuses: plan.activities
      .filter(({ before, now }) => before.status?.code !== now.status?.code)
      .map(({ before, now, ...activity }) => ({
        ...activity,
        before: { ...before, due: before.status !== null || isDueIn(before.years, plan.years.from) },
        now: { ...now, due: now.status !== null || isDueIn(now.years, plan.years.to) },
      })),
    reworded: plan.activities
      .map((each) => ({ ...each, parts: listRewordedParts(each) }))
      .filter(({ parts }) => parts.length > 0),
    redefined,
    counts: changeReasons
      .map((reason) => {
        const found = counts.filter((each) => each.reason === reason);
        return {
          reason,
          count: found.reduce((sum, { count }) => sum + count, 0),
          indicators: new Set(found.map((each) => each.indicator)).size,
        };
      })
      .filter(({ count }) => count > 0),
    details: countDetails(figures, plan),
    figures: figures.rows.map((row) => ({ ...row, reasons: explain(row) })),
    addedActivities: plan.addedActivities,
    removedActivities: plan.removedActivities,
    addedIndicators: plan.addedIndicators,
    removedIndicators: plan.removedIndicators,
    coverage: plan.coverage,
  };
}

/** Which words of an activity are others, in the terms that readers know them by. */
function listRewordedParts({ before, now }: ComparedActivity): string[] {
  return [
    ...(before.title === now.title ? [] : ['title']),
    ...(before.description === now.description ? [] : ['description']),
    ...(before.lead === now.lead ? [] : ['lead body']),
    ...(before.objective === now.objective ? [] : ['objective']),
    ...(JSON.stringify(before.years) === JSON.stringify(now.years) ? [] : ['years']),
  ];
}

/** What is counted but not listed among the rows, by indicator. */
function countDetails(
  { counts, rows }: Awaited<ReturnType<typeof listFigureChanges>>,
  plan: PlanChanges,
): Comparison['details'] {
  const left = new Map<string, number>();
  for (const { indicator, count } of counts) left.set(indicator, (left.get(indicator) ?? 0) + count);
  for (const { indicator } of rows) left.set(indicator, (left.get(indicator) ?? 0) - 1);
  return [...plan.indicators, ...plan.addedIndicators, ...plan.removedIndicators]
    .map(({ code, title }) => ({ code, title, count: left.get(code) ?? 0 }))
    .filter(({ count }) => count > 0);
}
