import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows, type RowOf } from '#db/rows.ts';

export const contentColumns = sql`kind_code as kind, title, summary, happened_on::text as "happenedOn",
  ended_on::text as "endedOn", year, organisers, place, url, basis, states, bodies, partners, activities, lenses,
  released, coalesce(recommendations_not_published, false) as "recommendationsNotPublished"`;

/** What they give. */
export const contentShape = {
  kind: z.string(),
  title: z.string(),
  summary: z.string(),
  happenedOn: z.string().nullable(),
  endedOn: z.string().nullable(),
  year: z.number().nullable(),
  organisers: z.string(),
  place: z.string(),
  url: z.string().nullable(),
  basis: z.string(),
  states: z.array(z.string()),
  bodies: z.array(z.string()),
  partners: z.array(z.string()),
  activities: z.array(z.string()),
  lenses: z.array(z.string()),
  released: z.boolean(),
  recommendationsNotPublished: z.boolean(),
};

const entryShape = {
  ...contentShape,
  code: z.string(),
  kindLabel: z.string(),
  isCooperation: z.boolean(),
  version: z.number(),
  changed_by: z.string().nullable(),
  /** Null: it came with the tracker. */
  changedBy: z.string().nullable(),
  changedAt: z.string(),
};

/** An entry as the secretariat works on it. */
export type LibraryEntry = Omit<RowOf<typeof entryShape>, 'changed_by'>;

/** Entries as far as the viewer may see them: none for anybody but the secretariat. */
export async function listVisibleEntries(tx: Transaction, where: SQL): Promise<LibraryEntry[]> {
  const rows = await readRows(
    tx,
    entryShape,
    sql`select i.*, k.label as "kindLabel", k.is_cooperation as "isCooperation", p.name as "changedBy"
    from (select code, version, changed_by, to_json(changed_at)#>>'{}' as "changedAt", ${contentColumns}
      from tracker.library_item) i
    join tracker.library_kind k on k.code = i.kind
    left join auth.person p on p.id = i.changed_by
    where ${where}
    order by i.released desc, i.year desc nulls last, i."happenedOn" desc nulls last, i.title, i.code`,
  );
  return rows.map((row) => {
    const { changed_by: _, ...entry } = row;
    return entry;
  });
}

const choice = z.object({ code: z.string(), label: z.string() });

/** What an entry can be tied to, for its form. */
const libraryChoices = z.object({
  /** Those that have ended too: an entry of such a kind keeps it. */
  kinds: z.array(
    z.object({ code: z.string(), label: z.string(), isCooperation: z.boolean(), ended: z.boolean() }),
  ),
  states: z.array(choice),
  bodies: z.array(choice),
  partners: z.array(choice),
  activities: z.array(choice),
  lenses: z.array(choice),
});

export type LibraryChoices = z.infer<typeof libraryChoices>;

/** The codes and names that an entry may name. */
export async function listLibraryChoices(tx: Transaction): Promise<LibraryChoices> {
  const [row] = await readRows(
    tx,
    { choices: libraryChoices },
    sql`select json_build_object(
      'kinds', (select coalesce(json_agg(json_build_object('code', code, 'label', label, 'isCooperation',
        is_cooperation, 'ended', ended_on is not null) order by position, code), '[]') from tracker.library_kind),
      'states', (select coalesce(json_agg(json_build_object('code', iso2, 'label', name) order by name), '[]')
        from tracker.member_state),
      'bodies', (select coalesce(json_agg(json_build_object('code', acronym, 'label', acronym) order by acronym), '[]')
        from tracker.sectoral_body),
      'partners', (select coalesce(json_agg(json_build_object('code', slug, 'label', name) order by name), '[]')
        from tracker.partner),
      'activities', (select coalesce(json_agg(json_build_object('code', code, 'label', title)
        order by plan_id, position), '[]') from tracker.activity),
      'lenses', (select coalesce(json_agg(json_build_object('code', code, 'label', title) order by title), '[]')
        from tracker.lens)) as choices`,
  );
  if (!row) throw new Error('A select without a table gives a row.');
  return row.choices;
}
