import { type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';

/**
 * Copies participants, partners, tags, articles and lenses as they stand into a publication. All plans share these
 * lists; what belongs to other plans and not to this one, as it reads in the publication's newest round, is left out.
 */
export async function writeSharedLists(tx: Transaction, publication: number, round: string): Promise<void> {
  const plan = sql`(select plan_id from tracker.round where code = ${round})`;
  const roundId = sql`(select id from tracker.round where code = ${round})`;
  const elsewhere = (
    table: string,
    key: string,
    of: SQL,
  ) => sql`exists (select from tracker.${sql.raw(table)} x
    join tracker.activity a on a.id = x.activity_id where x.${sql.raw(key)} = ${of} and a.plan_id <> ${plan})`;
  const isForeign = (kind: string, key: SQL, isElsewhere: SQL) => sql`(${isElsewhere} and not exists (
    select from links l where l.kind = ${kind} and l.key = ${key}))`;
  const links = sql`with links as materialized (select kind, key from tracker.activity_links_in(${roundId}))`;
  await tx.execute(sql`
    insert into published.reporter (publication, code, kind, name, pillar, iso3, m49, joined_on, tile_row,
      tile_column)
    select ${publication}, p.code, p.kind, coalesce(m.name, b.name), b.pillar, m.iso3, m.m49,
      (select min(joined_on) from tracker.membership x where x.state_id = m.id), m.tile_row, m.tile_column
    from tracker.reporter p
    left join tracker.member_state m on m.id = p.state_id
    left join tracker.sectoral_body b on b.id = p.body_id
    where p.kind = 'state'
      or exists (select from tracker.activity_bodies_in(${roundId}) x where x.body_id = b.id)
      or exists (select from tracker.indicator_reporting_body x join tracker.indicator i on i.id = x.indicator_id
        where x.body_id = b.id and i.plan_id = ${plan})
      or exists (select from tracker.submission s join tracker.round r on r.id = s.round_id
        where s.reporter_id = p.id and r.plan_id = ${plan})
      or not (${elsewhere('activity_body', 'body_id', sql`b.id`)}
        or exists (select from tracker.indicator_reporting_body x join tracker.indicator i on i.id = x.indicator_id
          where x.body_id = b.id and i.plan_id <> ${plan}))`);
  await tx.execute(sql`${links}
    insert into published.partner (publication, slug, name, kind, url)
    select ${publication}, t.slug, t.name, t.kind, t.url from tracker.partner t
    where not ${isForeign('partners', sql`t.id::text`, elsewhere('activity_partner', 'partner_id', sql`t.id`))}`);
  await tx.execute(sql`${links}
    insert into published.tag (publication, code, name)
    select ${publication}, t.code, t.name from tracker.tag t
    where not ${isForeign('tags', sql`t.code`, elsewhere('activity_tag', 'tag_code', sql`t.code`))}`);
  await tx.execute(sql`${links}
    insert into published.actip_article (publication, code, title, chapter, position)
    select ${publication}, t.code, t.title, t.chapter, t.position from tracker.actip_article t
    where not ${isForeign('articles', sql`t.code`, elsewhere('activity_article', 'article_code', sql`t.code`))}`);
  await tx.execute(sql`${links}
    insert into published.lens (publication, code, title, description)
    select ${publication}, t.code, t.title, t.description from tracker.lens t
    where exists (select from tracker.lens_indicator x join tracker.indicator i on i.id = x.indicator_id
        where x.lens_code = t.code and i.plan_id = ${plan})
      or not ${isForeign(
        'lenses',
        sql`t.code`,
        sql`(${elsewhere('lens_activity', 'lens_code', sql`t.code`)}
          or exists (select from tracker.lens_indicator x join tracker.indicator i on i.id = x.indicator_id
            where x.lens_code = t.code and i.plan_id <> ${plan}))`,
      )}`);
}
