import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { filterCurrent } from '#server/domain/recommendation/recommendation.rules.ts';
import type { RecommendationsDocument } from '#server/domain/publication/documents.ts';
import {
  followUpStatuses,
  type Recommendation,
  type RecommendationContent,
  type RecommendationLists,
  responseKinds,
} from '#server/domain/recommendation/recommendation.schema.ts';

const content = z.object({
  text: z.string(),
  place: z.string(),
  madeOn: z.string().nullable(),
  addressedTo: z.array(z.string()),
  activities: z.array(z.string()),
  indicators: z.array(z.string()),
  answerBy: z.string().nullable(),
  released: z.boolean(),
});

/** What a version `v` of a recommendation says, as JSON. */
const contentOf = sql`json_build_object('text', v.text, 'place', v.place, 'madeOn', v.made_on,
  'addressedTo', v.addressed_to, 'activities', v.activities, 'indicators', v.indicators, 'answerBy', v.answer_by,
  'released', v.released)`;

const recommendationShape = {
  item: z.string(),
  code: z.string(),
  version: z.number(),
  content,
  changedBy: z.string(),
  changedAt: z.string(),
  responses: z.array(
    z.object({
      by: z.string(),
      kind: z.enum(responseKinds),
      reason: z.string(),
      on: z.string(),
      dueOn: z.string().nullable(),
      activities: z.array(z.string()),
      indicators: z.array(z.string()),
      source: z.string(),
      recordedBy: z.string(),
      recordedAt: z.string(),
    }),
  ),
  statuses: z.array(
    z.object({
      by: z.string(),
      status: z.enum(followUpStatuses),
      on: z.string(),
      note: z.string(),
      recordedBy: z.string(),
      recordedAt: z.string(),
    }),
  ),
};

/** A recommendation with the code of its entry of the library. */
export type LoadedRecommendation = Recommendation & { item: string };

/**
 * The recommendations that the viewer may read: of one entry of the library, one of these, or those of all entries.
 * In the order of entries and of being added. None for anybody but the secretariat.
 */
export async function loadRecommendations(
  tx: Transaction,
  wanted: { item?: string; code?: string | undefined } = {},
): Promise<LoadedRecommendation[]> {
  const rows = await readRows(
    tx,
    recommendationShape,
    sql`select i.code as item, c.code, c.version, ${contentOf} as content, coalesce(p.name, '') as "changedBy",
      to_json(v.changed_at)#>>'{}' as "changedAt",
      coalesce((select json_agg(json_build_object('by', r.code, 'kind', a.kind, 'reason', a.reason,
          'on', a.responded_on, 'dueOn', a.due_on, 'activities', a.activities, 'indicators', a.indicators,
          'source', a.source, 'recordedBy', coalesce(q.name, ''), 'recordedAt', a.recorded_at) order by a.id desc)
        from tracker.recommendation_response a join tracker.reporter r on r.id = a.reporter_id
        left join auth.person q on q.id = a.recorded_by where a.recommendation_id = c.id), '[]') as responses,
      coalesce((select json_agg(json_build_object('by', r.code, 'status', s.status, 'on', s.as_of, 'note', s.note,
          'recordedBy', coalesce(q.name, ''), 'recordedAt', s.recorded_at) order by s.id desc)
        from tracker.recommendation_status s join tracker.reporter r on r.id = s.reporter_id
        left join auth.person q on q.id = s.recorded_by where s.recommendation_id = c.id), '[]') as statuses
    from tracker.recommendation c
    join tracker.library_item i on i.id = c.item_id
    join tracker.recommendation_version v on v.recommendation_id = c.id and v.version = c.version
    left join auth.person p on p.id = v.changed_by
    where (${wanted.item ?? null}::text is null or i.code = ${wanted.item ?? null})
      and (${wanted.code ?? null}::text is null or c.code = ${wanted.code ?? null})
    order by i.code, c.id`,
  );
  return [...rows];
}

/** What the next publication says of recommendations: the released ones of released entries, with what counts now. */
export async function loadReleasedRecommendations(tx: Transaction): Promise<RecommendationsDocument> {
  const entries = await readRows(
    tx,
    { code: z.string(), isNotPublished: z.boolean() },
    sql`select code, recommendations_not_published as "isNotPublished" from tracker.library_item
    where released order by code`,
  );
  const released = new Set(entries.map(({ code }) => code));
  const all = await loadRecommendations(tx);
  return {
    recommendations: all
      .filter((one) => one.content.released && released.has(one.item))
      .map(({ item, code, content: { released: _released, ...said }, responses, statuses }) => ({
        item,
        code,
        ...said,
        ...filterCurrent(responses, statuses),
      })),
    notPublished: entries.flatMap(({ code, isNotPublished }) => (isNotPublished ? [code] : [])),
  };
}

export type RecommendationRevision = {
  version: number;
  content: RecommendationContent;
  by: string;
  at: string;
};

/** Every version of a recommendation, newest first. */
export async function loadRecommendationVersions(
  tx: Transaction,
  item: string,
  code: string,
): Promise<RecommendationRevision[]> {
  const rows = await readRows(
    tx,
    { version: z.number(), content, by: z.string(), at: z.string() },
    sql`select v.version, ${contentOf} as content, coalesce(p.name, '') as by, to_json(v.changed_at)#>>'{}' as at
    from tracker.recommendation c
    join tracker.library_item i on i.id = c.item_id
    join tracker.recommendation_version v on v.recommendation_id = c.id
    left join auth.person p on p.id = v.changed_by
    where i.code = ${item} and c.code = ${code} order by v.version desc`,
  );
  return [...rows];
}

const learningShape = {
  plan: z.string(),
  kind: z.enum(['lesson', 'action']),
  code: z.string(),
  title: z.string(),
};
export type LearningAboutRecommendation = RowOf<typeof learningShape>;

/** The lessons and actions of every plan that follow from a recommendation, which is named "study-2025/R1". */
export function listLearningAbout(tx: Transaction, follows: string): Promise<LearningAboutRecommendation[]> {
  return readRows(
    tx,
    learningShape,
    sql`select p.code as plan, e.kind, e.code, coalesce(e.content->>'title', e.content->>'action') as title
    from tracker.learning_entry e join tracker.plan p on p.id = e.plan_id
    where e.kind in ('lesson', 'action') and e.content->>'follows' = ${follows}
    order by p.id, e.kind desc, length(e.code), e.code`,
  );
}

/** What a recommendation and a response can name, of every plan: the library belongs to none. */
export async function loadRecommendationLists(tx: Transaction): Promise<RecommendationLists> {
  const titled = z.array(z.object({ code: z.string(), title: z.string() }));
  const [lists] = await readRows(
    tx,
    {
      reporters: z.array(z.object({ code: z.string(), name: z.string() })),
      activities: titled,
      indicators: titled,
    },
    sql`select
      coalesce((select json_agg(json_build_object('code', r.code, 'name', coalesce(m.name, b.name))
          order by r.kind desc, coalesce(m.name, r.code))
        from tracker.reporter r left join tracker.member_state m on m.id = r.state_id
        left join tracker.sectoral_body b on b.id = r.body_id), '[]') as reporters,
      coalesce((select json_agg(json_build_object('code', code, 'title', title) order by plan_id, position)
        from tracker.activity), '[]') as activities,
      coalesce((select json_agg(json_build_object('code', code, 'title', title) order by plan_id, position)
        from tracker.indicator), '[]') as indicators`,
  );
  if (!lists) throw new Error('A select of one row returns one row.');
  return lists;
}
