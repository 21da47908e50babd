import { formatUnit } from '#server/domain/value/measures.ts';
import { planStatusKinds } from '#server/domain/plan/plan-status.calculations.ts';
import { sql, and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { person } from '#db/schema/auth.ts';
import { learningEntry } from '#db/schema/learning.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import {
  type ComputedTarget,
  type ReviewSource,
  countPartnerSupport,
  listGapActivities,
  listPartnerGaps,
  compareWithTarget,
  buildMidtermReview,
  type MidtermReview,
} from '#server/domain/learning/midterm-review.calculations.ts';
import type {
  LearningEntry,
  LearningLists,
  LearningKind,
} from '#server/domain/learning/learning-entry.rules.ts';
import { listDefinitionBreaks } from '#server/domain/finding/year-verdict.rules.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';

const learningPlanShape = {
  id: z.number(),
  code: z.string(),
  title: z.string(),
};

export type LearningPlan = RowOf<typeof learningPlanShape>;

/** The plan of a code; without one that of the newest round that has been opened. Throws NOT_FOUND. */
export async function findLearningPlan(tx: Transaction, code: string | undefined): Promise<LearningPlan> {
  const [plan] = await readRows(
    tx,
    learningPlanShape,
    sql`select p.id, p.code, p.title from tracker.plan p
    left join tracker.round r on r.plan_id = p.id
    where ${code ?? null}::text is null or p.code = ${code ?? null}
    group by p.id
    order by max(r.period_start) filter (where r.state <> 'planned') desc nulls last, p.id limit 1`,
  );
  if (!plan) throw new DomainError('NOT_FOUND', `There is no plan ${(code ?? '').slice(0, 40)}.`);
  return plan;
}

/** The entries of a plan: all, those of a kind, or the one with a code. */
export async function listLearningEntries(
  tx: Transaction,
  plan: number,
  wanted: { kind?: LearningKind; code?: string } = {},
): Promise<LearningEntry[]> {
  const rows = await tx
    .select({
      kind: learningEntry.kind,
      code: learningEntry.code,
      content: learningEntry.content,
      version: learningEntry.version,
      changedBy: person.name,
      changedAt: learningEntry.changedAt,
    })
    .from(learningEntry)
    .innerJoin(person, eq(person.id, learningEntry.changedBy))
    .where(
      and(
        eq(learningEntry.planId, plan),
        wanted.kind && eq(learningEntry.kind, wanted.kind),
        wanted.code === undefined ? undefined : eq(learningEntry.code, wanted.code),
      ),
    )
    .orderBy(learningEntry.kind, sql`length(${learningEntry.code})`, learningEntry.code);
  // A checked entry is stored under its kind only; see checkLearningEntry.
  return rows as LearningEntry[];
}

const learningListsShape = {
  ratings: z.array(z.object({ code: z.string(), label: z.string(), meaning: z.string() })),
  indicators: z.array(z.object({ code: z.string(), title: z.string() })),
  owners: z.array(z.object({ code: z.string(), name: z.string() })),
  /** Questions and lessons from which an action can follow. */
  sources: z.array(z.object({ code: z.string(), label: z.string() })),
  recommendations: z.array(z.object({ code: z.string(), label: z.string() })),
};

/** What entries of a plan can name. */
export async function loadLearningLists(tx: Transaction, plan: number): Promise<LearningLists> {
  const [lists] = await readRows(
    tx,
    learningListsShape,
    sql`select
      (select json_agg(json_build_object('code', code, 'label', label, 'meaning', meaning) order by position)
        from tracker.judgement_rating) as ratings,
      coalesce((select json_agg(json_build_object('code', i.code, 'title', i.title) order by i.position)
        from tracker.indicator i where i.plan_id = ${plan} and i.disclosure_class <> 'internal' and exists (
          select from tracker.target t where t.indicator_id = i.id and t.reporter_id is null and t.ended_round_id is null)), '[]') as indicators,
      coalesce((select json_agg(json_build_object('code', r.code, 'name', coalesce(m.name, b.name))
          order by r.kind desc, coalesce(m.name, r.code))
        from tracker.reporter r left join tracker.member_state m on m.id = r.state_id
        left join tracker.sectoral_body b on b.id = r.body_id), '[]') as owners,
      coalesce((select json_agg(json_build_object('code', e.code, 'label', coalesce(e.content->>'title',
          e.content->>'question')) order by e.kind, length(e.code), e.code)
        from tracker.learning_entry e where e.plan_id = ${plan} and e.kind in ('question', 'lesson')), '[]') as sources,
      coalesce((select json_agg(json_build_object('code', i.code || '/' || c.code, 'label', i.title || ': ' || v.text)
          order by i.title, i.code, c.id)
        from tracker.recommendation c join tracker.library_item i on i.id = c.item_id
        join tracker.recommendation_version v on v.recommendation_id = c.id and v.version = c.version), '[]')
        as recommendations`,
  );
  if (!lists) throw new Error('A select of one row returns one row.');
  return lists;
}

type LearningSource = ReviewSource & {
  plan: LearningPlan;
  /** The publication from which figures and statuses are; null while none stands. */
  publication: number | null;
  /** The same with its name and day; `publishedAt` is an ISO point in time. */
  basis: { number: number; title: string; publishedAt: string } | null;
};

/**
 * Everything that a review of a plan is made from. Figures and statuses are those of the newest publication that stands,
 * so that no review holds a number that is not public.
 */
async function loadLearningSource(
  tx: Transaction,
  { published }: PublicContext,
  code: string | undefined,
): Promise<LearningSource> {
  const plan = await findLearningPlan(tx, code);
  const entries = await listLearningEntries(tx, plan.id);
  const lists = await loadLearningLists(tx, plan.id);
  const base = { plan, entries, lists };
  const { publications, withdrawals } = await published.list();
  const withdrawn = new Set(withdrawals.map(({ number }) => number));
  const newest = publications.findLast((each) => each.plan.code === plan.code && !withdrawn.has(each.number));
  if (!newest) return { ...base, publication: null, basis: null, targets: [], gaps: [], support: [] };
  const { number, title, publishedAt } = newest;
  const documents = await readDocuments(
    published,
    number,
    ...planStatusKinds,
    'lists',
    'indicators',
    'totals',
    'comparability',
  );
  const { indicators, rounds, totals, comparability } = documents;
  const targets = indicators.flatMap((indicator): ComputedTarget[] => {
    const breaks = listDefinitionBreaks(comparability, indicator.code);
    const held = compareWithTarget(indicator, rounds, totals[indicator.code] ?? [], breaks);
    const { code: named, title, unit, measure } = indicator;
    return held ? [{ ...held, indicator: named, title, unit: formatUnit({ measure, unit }) }] : [];
  });
  const activities = listGapActivities(documents);
  return {
    ...base,
    publication: number,
    basis: { number, title, publishedAt },
    targets,
    gaps: listPartnerGaps(activities),
    support: countPartnerSupport(
      activities,
      documents.lists.partners.map(({ name }) => name),
    ),
  };
}

/**
 * The mid-term review of a plan as data, for editions of the report: questions with judgements, targets held against
 * public figures, lessons, actions and gaps of support. `today` is an ISO date. Throws NOT_FOUND for an unknown plan.
 */
export async function loadMidtermReview(
  tx: Transaction,
  context: PublicContext,
  input: { plan?: string | undefined; today: string },
): Promise<MidtermReview & Pick<LearningSource, 'plan' | 'publication' | 'basis'>> {
  const source = await loadLearningSource(tx, context, input.plan);
  const { plan, publication, basis } = source;
  return { plan, publication, basis, ...buildMidtermReview(source, input.today) };
}
