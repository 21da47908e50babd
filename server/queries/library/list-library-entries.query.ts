import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows, type RowOf } from '#db/rows.ts';
import { libraryKind } from '#db/schema/library.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import {
  type LibraryEntry,
  contentColumns,
  contentShape,
  listVisibleEntries,
  type LibraryChoices,
  listLibraryChoices,
} from '#server/loaders/library/load-library-entries.ts';
import { runOperation } from '#server/operation/run-operation.ts';

const libraryRevisionShape = {
  version: z.number(),
  by: z.string().nullable(),
  at: z.string(),
  content: z.object(contentShape),
};

/** One state of an entry: who wrote it, when, and what it was. */
export type LibraryRevision = RowOf<typeof libraryRevisionShape>;

export type LibraryEntries = {
  entries: LibraryEntry[];
  total: number;
  kinds: { code: string; label: string }[];
};

/** The whole library as the secretariat sees it, released or not, narrowed by words, kind and release. */
export function listLibraryEntries(
  context: OperationContext,
  input: { words?: string | undefined; kind?: string | undefined; released?: boolean | undefined },
): Promise<LibraryEntries> {
  return runOperation(context, { permission: 'library.read' }, {}, async ({ tx }) => {
    const all = await listVisibleEntries(tx, sql`true`);
    const kinds = await tx
      .select({ code: libraryKind.code, label: libraryKind.label })
      .from(libraryKind)
      .orderBy(libraryKind.position, libraryKind.code);
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

export function getLibraryChoices(context: OperationContext): Promise<LibraryChoices> {
  return runOperation(context, { permission: 'library.read' }, {}, ({ tx }) => listLibraryChoices(tx));
}

/** One entry with its history, newest first. Throws NOT_FOUND. */
export function getLibraryEntry(
  context: OperationContext,
  input: { code: string },
): Promise<{ entry: LibraryEntry; history: LibraryRevision[]; choices: LibraryChoices }> {
  return runOperation(context, { permission: 'library.read' }, {}, async ({ tx }) => {
    const [entry] = await listVisibleEntries(tx, sql`i.code = ${input.code}`);
    if (!entry) throw new DomainError('NOT_FOUND', 'There is no such entry in the library.');
    const history = await readRows(
      tx,
      libraryRevisionShape,
      sql`select r.version, p.name as by, to_json(r.changed_at)#>>'{}' as at, (select to_jsonb(c) from (
        select ${contentColumns} from jsonb_populate_record(null::tracker.library_item, r.content)) c) as content
      from tracker.library_revision r
      join tracker.library_item i on i.id = r.item_id
      left join auth.person p on p.id = r.changed_by
      where i.code = ${input.code}
      order by r.version desc`,
    );
    return { entry, history: [...history], choices: await listLibraryChoices(tx) };
  });
}
