import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import type {
  ExchangeRate,
  Support,
  SupportContent,
  SupportLists,
} from '#server/domain/support/support.schema.ts';
import {
  statementKinds,
  supportKinds,
  supportParts,
  supportStages,
} from '#server/domain/support/support.schema.ts';
import { trimDecimal } from '#server/domain/value/decimal.calculations.ts';

const content = z.object({
  kind: z.enum(supportKinds),
  part: z.enum(supportParts),
  activity: z.string(),
  area: z.string(),
  description: z.string(),
  carriedOutBy: z.string(),
  receivers: z.array(z.string()),
  source: z.string(),
  iatiIdentifier: z.string(),
  withdrawn: z.boolean(),
  amounts: z.array(
    z.object({
      stage: z.enum(supportStages),
      year: z.number(),
      currency: z.string(),
      amount: z.string(),
      source: z.string(),
    }),
  ),
});

/** What a version `v` of a support says, as JSON. */
const contentOf = sql`json_build_object('kind', v.kind, 'part', v.part,
  'activity', coalesce((select a.code from tracker.activity a where a.id = v.activity_id), ''),
  'area', coalesce((select t.code from tracker.thematic_area t where t.id = v.area_id), ''),
  'description', v.description, 'carriedOutBy', v.carried_out_by, 'receivers', v.receivers, 'source', v.source,
  'iatiIdentifier', v.iati_identifier, 'withdrawn', v.withdrawn,
  'amounts', coalesce((select json_agg(json_build_object('stage', m.stage, 'year', m.year, 'currency', m.currency,
      'amount', m.amount::text, 'source', m.source)
      order by m.year, array_position(array['pledged', 'committed', 'disbursed'], m.stage), m.currency)
    from tracker.support_amount m where m.support_id = v.support_id and m.version = v.version), '[]'))`;

const trimAmounts = (said: SupportContent): SupportContent => ({
  ...said,
  amounts: said.amounts.map((amount) => ({ ...amount, amount: trimDecimal(amount.amount) })),
});

const supportShape = {
  plan: z.object({ code: z.string(), title: z.string() }),
  code: z.string(),
  subjectTitle: z.string(),
  partner: z.object({ code: z.string(), name: z.string() }),
  version: z.number(),
  content,
  changedBy: z.string(),
  changedAt: z.string(),
  statements: z.array(
    z.object({
      kind: z.enum(statementKinds),
      text: z.string(),
      version: z.number(),
      by: z.string(),
      at: z.string(),
    }),
  ),
};

/**
 * The supports that the viewer may read, of a plan or of some partners: all for the secretariat, its own for a partner.
 * In the order in which they were added, or the one with a code.
 */
export async function loadSupports(
  tx: Transaction,
  wanted: { plan?: number; code?: string | undefined; partners?: readonly string[] },
): Promise<Support[]> {
  const rows = await readRows(
    tx,
    supportShape,
    sql`select json_build_object('code', l.code, 'title', l.title) as plan, s.code, coalesce(
        (select a.title from tracker.activity a where a.id = v.activity_id),
        (select t.title from tracker.thematic_area t where t.id = v.area_id), l.title) as "subjectTitle",
      json_build_object('code', n.slug, 'name', n.name) as partner, s.version, ${contentOf} as content,
      coalesce(p.name, '') as "changedBy", to_json(v.changed_at)#>>'{}' as "changedAt",
      coalesce((select json_agg(json_build_object('kind', w.kind, 'text', w.text, 'version', w.version,
          'by', coalesce(q.name, ''), 'at', w.said_at) order by w.id desc)
        from tracker.support_statement w left join auth.person q on q.id = w.said_by
        where w.support_id = s.id), '[]') as statements
    from tracker.support s
    join tracker.plan l on l.id = s.plan_id
    join tracker.partner n on n.id = s.partner_id
    join tracker.support_version v on v.support_id = s.id and v.version = s.version
    left join auth.person p on p.id = v.changed_by
    where (${wanted.plan ?? null}::integer is null or s.plan_id = ${wanted.plan ?? null})
      and (${wanted.code ?? null}::text is null or s.code = ${wanted.code ?? null})
      and (${wanted.partners ? sql.param(wanted.partners) : null}::text[] is null
        or n.slug = any (${wanted.partners ? sql.param(wanted.partners) : null}::text[]))
    order by s.id`,
  );
  return rows.map((row) => ({ ...row, content: trimAmounts(row.content) }));
}

export type SupportRevision = { version: number; content: SupportContent; by: string; at: string };

/** Every version of a support, newest first. */
export async function loadSupportVersions(
  tx: Transaction,
  plan: number,
  code: string,
): Promise<SupportRevision[]> {
  const rows = await readRows(
    tx,
    { version: z.number(), content, by: z.string(), at: z.string() },
    sql`select v.version, ${contentOf} as content, coalesce(p.name, '') as by,
      to_json(v.changed_at)#>>'{}' as at
    from tracker.support s
    join tracker.support_version v on v.support_id = s.id
    left join auth.person p on p.id = v.changed_by
    where s.plan_id = ${plan} and s.code = ${code} order by v.version desc`,
  );
  return rows.map((row) => ({ ...row, content: trimAmounts(row.content) }));
}

/** The stated rates by day; of two for a day the later one comes last. */
export async function loadExchangeRates(tx: Transaction): Promise<ExchangeRate[]> {
  const rows = await readRows(
    tx,
    { currency: z.string(), day: z.string(), dollars: z.string(), source: z.string() },
    sql`select currency, day::text as day, trim_scale(dollars)::text as dollars, source
    from tracker.exchange_rate order by currency, day, id`,
  );
  return [...rows];
}

/** What the form of a support can name; activities that have not ended. */
export async function loadSupportLists(tx: Transaction, plan: number): Promise<SupportLists> {
  const named = z.array(z.object({ code: z.string(), name: z.string() }));
  const [lists] = await readRows(
    tx,
    {
      partners: named,
      activities: z.array(
        z.object({ code: z.string(), title: z.string(), area: z.string(), hasPlanPartner: z.boolean() }),
      ),
      areas: z.array(z.object({ code: z.string(), title: z.string() })),
      receivers: named,
    },
    sql`select
      coalesce((select json_agg(json_build_object('code', slug, 'name', name) order by name)
        from tracker.partner p where p.ended_on is null
          or exists (select from tracker.support s where s.partner_id = p.id)), '[]') as partners,
      coalesce((select json_agg(json_build_object('code', a.code, 'title', a.title, 'area', t.code,
          'hasPlanPartner', exists (select from tracker.activity_partner x where x.activity_id = a.id))
          order by t.position, o.position, a.position)
        from tracker.activity a join tracker.objective o on o.id = a.objective_id
        join tracker.thematic_area t on t.id = o.area_id
        where a.plan_id = ${plan} and a.ended_round_id is null), '[]') as activities,
      coalesce((select json_agg(json_build_object('code', code, 'title', title) order by position)
        from tracker.thematic_area where plan_id = ${plan}), '[]') as areas,
      coalesce((select json_agg(json_build_object('code', r.code, 'name', coalesce(m.name, b.name))
          order by r.kind desc, coalesce(m.name, r.code))
        from tracker.reporter r left join tracker.member_state m on m.id = r.state_id
        left join tracker.sectoral_body b on b.id = r.body_id), '[]') as receivers`,
  );
  if (!lists) throw new Error('A select of one row returns one row.');
  return lists;
}
