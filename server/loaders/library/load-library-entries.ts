import { type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import type { LibraryContent } from '#server/domain/library/library-item.schema.ts';

/** An entry as the secretariat works on it. */
export type LibraryEntry = LibraryContent & {
  code: string;
  kindLabel: string;
  isCooperation: boolean;
  released: boolean;
  version: number;
  /** Null: it came with the tracker. */
  changedBy: string | null;
  changedAt: string;
};

export const contentColumns = sql`kind_code as kind, title, summary, happened_on::text as "happenedOn",
  ended_on::text as "endedOn", year, organisers, place, url, basis, states, bodies, partners, activities, lenses,
  released`;

/** Entries as far as the viewer may see them: none for anybody but the secretariat. */
export async function selectEntries(tx: Transaction, where: SQL): Promise<LibraryEntry[]> {
  const rows = await tx.execute<LibraryEntry>(sql`
    select i.*, k.label as "kindLabel", k.is_cooperation as "isCooperation", p.name as "changedBy"
    from (select code, version, changed_by, to_json(changed_at)#>>'{}' as "changedAt", ${contentColumns}
      from tracker.library_item) i
    join tracker.library_kind k on k.code = i.kind
    left join auth.person p on p.id = i.changed_by
    where ${where}
    order by i.released desc, i.year desc nulls last, i."happenedOn" desc nulls last, i.title, i.code`);
  return rows.map((row) => {
    const { changed_by: _, ...entry } = row as LibraryEntry & { changed_by: unknown };
    return entry;
  });
}

/** What an entry can be tied to, for its form. */
export type LibraryChoices = {
  kinds: { code: string; label: string; isCooperation: boolean }[];
  states: { code: string; label: string }[];
  bodies: { code: string; label: string }[];
  partners: { code: string; label: string }[];
  activities: { code: string; label: string }[];
  lenses: { code: string; label: string }[];
};

/** The codes and names that an entry may name. */
export async function selectChoices(tx: Transaction): Promise<LibraryChoices> {
  const [row] = await tx.execute<{ choices: LibraryChoices }>(sql`
    select json_build_object(
      'kinds', (select coalesce(json_agg(json_build_object('code', code, 'label', label, 'isCooperation',
        is_cooperation) order by position, code), '[]') from tracker.library_kind),
      'states', (select coalesce(json_agg(json_build_object('code', iso2, 'label', name) order by name), '[]')
        from tracker.member_state),
      'bodies', (select coalesce(json_agg(json_build_object('code', acronym, 'label', acronym) order by acronym), '[]')
        from tracker.sectoral_body),
      'partners', (select coalesce(json_agg(json_build_object('code', slug, 'label', name) order by name), '[]')
        from tracker.partner),
      'activities', (select coalesce(json_agg(json_build_object('code', code, 'label', title)
        order by plan_id, position), '[]') from tracker.activity),
      'lenses', (select coalesce(json_agg(json_build_object('code', code, 'label', title) order by title), '[]')
        from tracker.lens)) as choices`);
  if (!row) throw new Error('A select without a table gives a row.');
  return row.choices;
}
