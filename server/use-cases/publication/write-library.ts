import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';

/**
 * Copies the library into a publication: its kinds, and every entry that is released. Ties to states, bodies,
 * partners, activities and lenses that the publication does not have are left out, so that no link leads nowhere.
 * Comes after the plan.
 */
export async function writeLibrary(tx: Transaction, publication: number): Promise<void> {
  await tx.execute(sql`
    insert into published.library_kind (publication, code, label, is_cooperation, position)
    select ${publication}, code, label, is_cooperation, position from tracker.library_kind`);
  await tx.execute(sql`
    insert into published.library_item (publication, code, kind_code, title, summary, happened_on, year, ended_on,
      organisers, place, url, basis, states, bodies, partners, activities, lenses)
    select ${publication}, i.code, i.kind_code, i.title, i.summary, i.happened_on, i.year, i.ended_on, i.organisers,
      i.place, i.url, i.basis,
      array(select r.code from published.reporter r where r.publication = ${publication} and r.kind = 'state'
        and r.code = any (i.states) order by r.code),
      array(select r.code from published.reporter r where r.publication = ${publication} and r.kind = 'body'
        and r.code = any (i.bodies) order by r.code),
      array(select p.slug from published.partner p where p.publication = ${publication}
        and p.slug = any (i.partners) order by p.slug),
      array(select a.code from published.activity a where a.publication = ${publication}
        and a.code = any (i.activities) order by a.position),
      array(select l.code from published.lens l where l.publication = ${publication}
        and l.code = any (i.lenses) order by l.code)
    from tracker.library_item i where i.released order by i.code`);
}
