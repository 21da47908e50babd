import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows, type RowOf } from '#db/rows.ts';
import { can } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import {
  type ReferenceListName,
  referenceListNames,
  referenceLists,
  type ReferenceOption,
} from '#server/domain/reference/reference-lists.ts';
import { type ReferenceRow, translatedLanguages } from '#server/domain/reference/reference-row.rules.ts';
import { getReferenceVersion, loadReferenceRows } from '#server/loaders/reference/load-reference-rows.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type ReferenceListSummary = {
  list: ReferenceListName;
  rows: number;
  ended: number;
  /** How many names have no translation into one language or more. */
  untranslated: number;
};

/** The lists of the tracker, with how many rows each has, and whether the viewer may change them. */
export function listReferenceLists(
  context: OperationContext,
): Promise<{ lists: ReferenceListSummary[]; mayWrite: boolean }> {
  return runOperation(context, { permission: 'plan.read' }, {}, async ({ tx, viewer }) => {
    const summaries: ReferenceListSummary[] = [];
    for (const list of referenceListNames) {
      const rows = await loadReferenceRows(tx, list);
      summaries.push({
        list,
        rows: rows.length,
        ended: rows.filter(({ ended }) => ended).length,
        untranslated: rows.filter((row) => listMissingLanguages(list, row).length > 0).length,
      });
    }
    return { lists: summaries, mayWrite: can(viewer, 'plan.import') };
  });
}

/** The languages into which the name of a row is not translated; none for a list that is not translated. */
function listMissingLanguages(list: ReferenceListName, { words }: ReferenceRow): string[] {
  const { nameField, fields } = referenceLists[list];
  if (!fields.some(({ name, translated }) => name === nameField && translated)) return [];
  return translatedLanguages.filter((language) => !words[nameField]?.[language]);
}

export type ListedReferenceRow = ReferenceRow & { missing: string[] };

/** One list, in order, and whether the viewer may change it. */
export function getReferenceList(
  context: OperationContext,
  { list }: { list: ReferenceListName },
): Promise<{ list: ReferenceListName; rows: ListedReferenceRow[]; mayWrite: boolean }> {
  return runOperation(context, { permission: 'plan.read' }, {}, async ({ tx, viewer }) => ({
    list,
    rows: (await loadReferenceRows(tx, list)).map((row) => ({
      ...row,
      missing: listMissingLanguages(list, row),
    })),
    mayWrite: can(viewer, 'plan.import'),
  }));
}

const changeShape = { by: z.string(), at: z.string(), before: z.unknown(), after: z.unknown() };
export type ReferenceChange = RowOf<typeof changeShape>;

export type ReferenceRowPage = {
  list: ReferenceListName;
  /** Null: the form for a new row. */
  row: (ReferenceRow & { version: string }) | null;
  /** What fields that are a choice among other rows offer, by field. */
  choices: Record<string, ReferenceOption[]>;
  /** The rows of its group in order, for its place. */
  order: ReferenceOption[];
  /** Newest first. */
  history: ReferenceChange[];
  mayWrite: boolean;
};

/** One row with its history, or what the form for a new one needs. Throws NOT_FOUND. */
export function getReferenceRow(
  context: OperationContext,
  input: { list: ReferenceListName; row: string | null },
): Promise<ReferenceRowPage> {
  return runOperation(context, { permission: 'plan.read' }, {}, async ({ tx, viewer }) => {
    const { list } = input;
    const about = referenceLists[list];
    const rows = await loadReferenceRows(tx, list);
    const row = rows.find((one) => one.row === input.row) ?? null;
    if (!row && (input.row !== null || !about.canAdd)) {
      throw new DomainError('NOT_FOUND', 'This is not in the list.');
    }
    const groupOf = (one: ReferenceRow) => one.cells[about.groupField ?? ''] ?? '';
    const group = rows.filter((one) => !row || groupOf(one) === groupOf(row));
    return {
      list,
      row: row && { ...row, version: getReferenceVersion(row) },
      choices: list === 'agencies' ? { state: await listStates(tx) } : {},
      order: about.isOrdered
        ? group.map((one) => ({ value: one.row, label: one.cells[about.nameField] ?? one.row }))
        : [],
      history: row ? await listChanges(tx, `${list}/${row.row}`) : [],
      mayWrite: can(viewer, 'plan.import'),
    };
  });
}

async function listStates(tx: Transaction): Promise<ReferenceOption[]> {
  const states = await loadReferenceRows(tx, 'states');
  return states.map(({ row, cells }) => ({ value: row, label: cells['name'] ?? row }));
}

async function listChanges(tx: Transaction, key: string): Promise<ReferenceChange[]> {
  const rows = await readRows(
    tx,
    changeShape,
    sql`select coalesce(p.name, '') as by, to_json(r.changed_at)#>>'{}' as at, r.before, r.after
    from tracker.revision r left join auth.person p on p.id = r.changed_by
    where r.subject = 'reference' and r.subject_key = ${key} and r.submission_id is null
    order by r.id desc limit 50`,
  );
  return [...rows];
}
