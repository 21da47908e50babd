import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { releaseParts } from '#server/domain/arrangement/arrangement-words.ts';
import {
  accountContent,
  type Arrangement,
  arrangementContent,
  type ArrangementContent,
} from '#server/domain/arrangement/arrangement.schema.ts';

const arrangementShape = {
  code: z.string(),
  title: z.string(),
  summary: z.string(),
  version: z.number(),
  content: arrangementContent,
  changedBy: z.string(),
  changedAt: z.string(),
  accounts: z.array(
    z.object({
      by: z.string(),
      number: z.number(),
      version: z.number(),
      content: accountContent,
      person: z.string(),
      at: z.string(),
    }),
  ),
  releases: z.array(
    z.object({
      by: z.string(),
      number: z.number(),
      version: z.number(),
      parts: z.array(z.enum(releaseParts)),
      person: z.string(),
      at: z.string(),
    }),
  ),
};

/**
 * The arrangements that the viewer may read, or the one of an entry of the library: all for the secretariat, those in
 * which it takes part for a state. In the order of titles.
 */
export async function loadArrangements(
  tx: Transaction,
  wanted: { code?: string | undefined } = {},
): Promise<Arrangement[]> {
  const rows = await readRows(
    tx,
    arrangementShape,
    sql`select i.code, i.title, i.summary, a.version, v.content, coalesce(p.name, '') as "changedBy",
      to_json(v.changed_at)#>>'{}' as "changedAt",
      coalesce((select json_agg(json_build_object('by', r.code, 'number', c.number, 'version', c.version,
          'content', c.content, 'person', coalesce(q.name, ''), 'at', c.said_at) order by c.said_at desc, c.number desc)
        from tracker.arrangement_account c join tracker.reporter r on r.id = c.reporter_id
        left join auth.person q on q.id = c.said_by where c.arrangement_id = a.id), '[]') as accounts,
      coalesce((select json_agg(json_build_object('by', r.code, 'number', e.number, 'version', e.version,
          'parts', e.parts, 'person', coalesce(q.name, ''), 'at', e.said_at) order by e.id desc)
        from tracker.arrangement_release e join tracker.reporter r on r.id = e.reporter_id
        left join auth.person q on q.id = e.said_by where e.arrangement_id = a.id), '[]') as releases
    from tracker.arrangement a
    join tracker.library_item i on i.id = a.item_id
    join tracker.arrangement_version v on v.arrangement_id = a.id and v.version = a.version
    left join auth.person p on p.id = v.changed_by
    where ${wanted.code ?? null}::text is null or i.code = ${wanted.code ?? null}
    order by i.title, i.code`,
  );
  return [...rows];
}

export type ArrangementRevision = { version: number; content: ArrangementContent; by: string; at: string };

/** Every version of an arrangement, newest first. */
export async function loadArrangementVersions(tx: Transaction, code: string): Promise<ArrangementRevision[]> {
  const rows = await readRows(
    tx,
    { version: z.number(), content: arrangementContent, by: z.string(), at: z.string() },
    sql`select v.version, v.content, coalesce(p.name, '') as by, to_json(v.changed_at)#>>'{}' as at
    from tracker.arrangement a
    join tracker.library_item i on i.id = a.item_id
    join tracker.arrangement_version v on v.arrangement_id = a.id
    left join auth.person p on p.id = v.changed_by
    where i.code = ${code} order by v.version desc`,
  );
  return [...rows];
}

const placeShape = {
  itemId: z.number(),
  title: z.string(),
  isCooperation: z.boolean(),
  released: z.boolean(),
  arrangementId: z.number().nullable(),
  states: z.array(z.object({ id: z.number(), code: z.string(), name: z.string() })),
};

/** An entry of the library that may be an arrangement, with the member states that it names. Null: there is none. */
export async function findArrangementPlace(tx: Transaction, code: string) {
  const [place] = await readRows(
    tx,
    placeShape,
    sql`select i.id as "itemId", i.title, k.is_cooperation as "isCooperation", i.released, a.id as "arrangementId",
      coalesce((select json_agg(json_build_object('id', r.id, 'code', r.code, 'name', m.name) order by r.code)
        from tracker.reporter r join tracker.member_state m on m.id = r.state_id
        where r.code = any (i.states)), '[]') as states
    from tracker.library_item i join tracker.library_kind k on k.code = i.kind_code
    left join tracker.arrangement a on a.item_id = i.id
    where i.code = ${code}`,
  );
  return place ?? null;
}

/** Lets nobody else change an arrangement, or speak of it, before the transaction ends. */
export async function lockArrangement(tx: Transaction, code: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`arrangement/${code}`}, 0))`);
}

/** Names of states by code. */
export async function loadPartyNames(
  tx: Transaction,
  codes: readonly string[],
): Promise<Record<string, string>> {
  const rows = await readRows(
    tx,
    { code: z.string(), name: z.string() },
    sql`select r.code, m.name from tracker.reporter r join tracker.member_state m on m.id = r.state_id
    where r.code = any (${sql.param(codes)}::text[])`,
  );
  return Object.fromEntries(rows.map(({ code, name }) => [code, name]));
}
