import { type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { LibraryContent } from '#server/domain/library/library-item.schema.ts';
import { inTransaction, requirePermission, type UseCaseContext } from '#server/use-cases/use-case-context.ts';

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

/** One state of an entry: who wrote it, when, and what it was. */
export type LibraryRevision = {
  version: number;
  by: string | null;
  at: string;
  content: LibraryContent & { released: boolean };
};

const contentColumns = sql`kind_code as kind, title, summary, happened_on::text as "happenedOn",
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

export type LibraryEntries = {
  entries: LibraryEntry[];
  total: number;
  kinds: { code: string; label: string }[];
};

/** The whole library as the secretariat sees it, released or not, narrowed by words, kind and release. */
export function listLibraryEntries(
  context: UseCaseContext,
  input: { words?: string | undefined; kind?: string | undefined; released?: boolean | undefined },
): Promise<LibraryEntries> {
  requirePermission(context, 'library.read');
  return inTransaction(context, async (tx) => {
    const all = await selectEntries(tx, sql`true`);
    const kinds = await tx.execute<{ code: string; label: string }>(sql`
      select code, label from tracker.library_kind order by position, code`);
    const wanted = (input.words ?? '').toLowerCase().split(/\s+/u).filter(Boolean);
    const entries = all.filter((entry) => {
      const said = [
        entry.code,
        entry.title,
        entry.summary,
        entry.organisers,
        entry.place,
        ...entry.states,
        ...entry.bodies,
        ...entry.partners,
        ...entry.activities,
      ]
        .join('\n')
        .toLowerCase();
      return (
        wanted.every((word) => said.includes(word)) &&
        (input.kind === undefined || entry.kind === input.kind) &&
        (input.released === undefined || entry.released === input.released)
      );
    });
    return { entries, total: all.length, kinds: [...kinds] };
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

export function getLibraryChoices(context: UseCaseContext): Promise<LibraryChoices> {
  requirePermission(context, 'library.read');
  return inTransaction(context, selectChoices);
}

/** One entry with its history, newest first. Throws NOT_FOUND. */
export function getLibraryEntry(
  context: UseCaseContext,
  input: { code: string },
): Promise<{ entry: LibraryEntry; history: LibraryRevision[]; choices: LibraryChoices }> {
  requirePermission(context, 'library.read');
  return inTransaction(context, async (tx) => {
    const [entry] = await selectEntries(tx, sql`i.code = ${input.code}`);
    if (!entry) throw new DomainError('NOT_FOUND', 'There is no such entry in the library.');
    const history = await tx.execute<LibraryRevision>(sql`
      select r.version, p.name as by, to_json(r.changed_at)#>>'{}' as at, (select to_jsonb(c) from (
        select ${contentColumns} from jsonb_populate_record(null::tracker.library_item, r.content)) c) as content
      from tracker.library_revision r
      join tracker.library_item i on i.id = r.item_id
      left join auth.person p on p.id = r.changed_by
      where i.code = ${input.code}
      order by r.version desc`);
    return { entry, history: [...history], choices: await selectChoices(tx) };
  });
}
