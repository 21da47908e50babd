import { type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import {
  type ReferenceListName,
  referenceListNames,
  referenceLists,
} from '#server/domain/reference/reference-lists.ts';
import {
  checkReferenceRow,
  withRowMoved,
  type ReferenceCells,
  type ReferenceRow,
  type ReferenceWords,
} from '#server/domain/reference/reference-row.rules.ts';
import { getReferenceVersion, loadReferenceRows } from '#server/loaders/reference/load-reference-rows.ts';
import { referenceTables } from '#server/loaders/reference/reference-tables.ts';
import { hashContent } from '#server/operation/hash-content.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { recordRevision } from '#server/operation/record-revision.ts';
import { type Run, runOperation } from '#server/operation/run-operation.ts';

type Named = { list: ReferenceListName; requestId?: string | undefined };

export type SaveReferenceRowInput = Named & {
  /** Null: a new row. */
  row: string | null;
  /** How the row read when the form was opened. */
  version: string;
  cells: ReferenceCells;
  words: ReferenceWords;
  /** The row that it comes after, '' for the first place; null: it stays where it is, or comes last. */
  after: string | null;
};

export type SavedReferenceRow = { row: string; changed: boolean };

/**
 * Adds a row to a list, or changes one; its code never changes. Throws BAD_INPUT with the fields at fault, NOT_FOUND,
 * and CONFLICT with the stored row when somebody else changed it first.
 */
export function saveReferenceRow(
  context: OperationContext,
  input: SaveReferenceRowInput,
): Promise<SavedReferenceRow> {
  return runOperation(context, { permission: 'plan.import', once: 'reference.save' }, input, async (run) => {
    const { rows, stored } = await openList(run.tx, input);
    return writeRow(run, input, rows, stored);
  });
}

/** Adds a row, or changes one, in an open list. */
async function writeRow(
  run: Run,
  input: Pick<SaveReferenceRowInput, 'list' | 'row' | 'cells' | 'words' | 'after'>,
  rows: readonly ReferenceRow[],
  stored: ReferenceRow | null,
): Promise<SavedReferenceRow> {
  const { list, row, after } = input;
  const about = referenceLists[list];
  if (!stored && !about.canAdd) {
    throw new DomainError('BAD_INPUT', 'New rows of this list come with the workbook of the plan.');
  }
  const others = rows.filter((one) => one.row !== row);
  const { cells, words, problems } = checkReferenceRow(list, input, stored, others);
  requireNoProblems(problems);
  const group = groupOf(list, cells);
  const before = rows.filter((one) => groupOf(list, one.cells) === group).map((one) => one.row);
  if (stored) await changeRow(run.tx, list, stored, cells);
  else await addRow(run.tx, list, cells, before.length);
  const now = await loadReferenceRows(run.tx, list);
  const key = row ?? now.find(({ row: one }) => !rows.some((old) => old.row === one))?.row;
  if (key === undefined) throw new Error('A row that was just added is there.');
  await writeWords(run.tx, list, key, words);
  const known =
    about.isOrdered && after !== null && (after === '' || before.includes(after)) && after !== key;
  const order = known ? withRowMoved(stored ? before : [...before, key], key, after) : null;
  if (order && order.join('\n') !== before.join('\n')) await writeOrder(run.tx, list, order);
  const written = { cells, words, ...(order ? { place: order.indexOf(key) + 1 } : {}) };
  const old = stored && {
    cells: stored.cells,
    words: stored.words,
    ...(order ? { place: before.indexOf(key) + 1 } : {}),
  };
  if (hashContent(written) === hashContent(old)) return { row: key, changed: false };
  await noteChange(run, list, key, old, written);
  return { row: key, changed: true };
}

/**
 * Ends a row of a list, or takes it up again: an ended one is not offered any more, and what has it keeps it. Throws
 * BAD_INPUT, NOT_FOUND and CONFLICT.
 */
export function endReferenceRow(
  context: OperationContext,
  input: Named & { row: string; version: string; ended: boolean },
): Promise<SavedReferenceRow> {
  return runOperation(context, { permission: 'plan.import', once: 'reference.end' }, input, async (run) => {
    const { rows, stored } = await openList(run.tx, input);
    return writeEnd(run, input, rows, stored);
  });
}

async function writeEnd(
  run: Run,
  { list, row, ended }: { list: ReferenceListName; row: string; ended: boolean },
  rows: readonly ReferenceRow[],
  stored: ReferenceRow | null,
): Promise<SavedReferenceRow> {
  if (!stored || !referenceLists[list].canEnd) {
    throw new DomainError('BAD_INPUT', 'A row of this list has no end. Enter its last day instead.');
  }
  if (stored.ended === ended) return { row, changed: false };
  if (ended && rows.every((one) => one.ended || one.row === row)) {
    throw new DomainError('BAD_INPUT', 'This is the last one in use, so it cannot be ended.');
  }
  await run.tx.execute(sql`update ${tableOf(list)} t set
    ended_on = case when ${ended} then ${run.now().toISOString()}::timestamptz::date end
    where ${sql.raw(referenceTables[list].row)} = ${row}`);
  await noteChange(run, list, row, { ended: stored.ended }, { ended });
  return { row, changed: true };
}

export type ImportedReferenceRow = Pick<
  SaveReferenceRowInput,
  'list' | 'row' | 'version' | 'cells' | 'words'
> & {
  ended: boolean;
};

/**
 * Saves the rows of a workbook that its preview showed, all or none, each as a change on its page. Throws BAD_INPUT,
 * NOT_FOUND and CONFLICT, where a row was changed since the preview.
 */
export function importReferenceRows(
  context: OperationContext,
  input: { rows: readonly ImportedReferenceRow[]; requestId?: string | undefined },
): Promise<{ changed: number }> {
  return runOperation(
    context,
    { permission: 'plan.import', once: 'reference.import' },
    input,
    async (run) => {
      // In one order for everybody, so that two imports wait for each other instead of blocking each other.
      const lists = referenceListNames.filter((list) => input.rows.some((row) => row.list === list));
      let changed = 0;
      for (const list of lists) {
        const given = input.rows.filter((row) => row.list === list);
        await lockList(run.tx, list);
        const rows = await loadReferenceRows(run.tx, list);
        for (const row of given) requireVersion(rows, row);
        for (const row of given) changed += Number(await writeImportedRow(run, row));
      }
      return { changed };
    },
  );
}

/** Says whether anything changed. */
async function writeImportedRow(run: Run, input: ImportedReferenceRow): Promise<boolean> {
  const { list, ended } = input;
  const rows = await loadReferenceRows(run.tx, list);
  const stored = rows.find(({ row }) => row === input.row) ?? null;
  const saved = await writeRow(run, { ...input, after: null }, rows, stored);
  if (!stored || stored.ended === ended) return saved.changed;
  return (await writeEnd(run, { list, row: saved.row, ended }, rows, stored)).changed || saved.changed;
}

const tableOf = (list: ReferenceListName): SQL => sql.raw(`tracker.${referenceTables[list].table}`);
const groupOf = (list: ReferenceListName, cells: ReferenceCells): string =>
  cells[referenceLists[list].groupField ?? ''] ?? '';

/** One at a time changes a list, so that what was checked still holds when it is written. */
const lockList = (tx: Transaction, list: ReferenceListName) =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`reference/${list}`}, 0))`);

async function openList(
  tx: Transaction,
  input: Pick<SaveReferenceRowInput, 'list' | 'row' | 'version'>,
): Promise<{ rows: ReferenceRow[]; stored: ReferenceRow | null }> {
  await lockList(tx, input.list);
  const rows = await loadReferenceRows(tx, input.list);
  return { rows, stored: requireVersion(rows, input) };
}

/** The stored row, which reads as when it was shown; null for a new one. */
function requireVersion(
  rows: readonly ReferenceRow[],
  { row, version }: Pick<SaveReferenceRowInput, 'row' | 'version'>,
): ReferenceRow | null {
  const stored = rows.find((one) => one.row === row) ?? null;
  if (row !== null && !stored) throw new DomainError('NOT_FOUND', 'This is not in the list.');
  if (stored && getReferenceVersion(stored) !== version) {
    throw new DomainError('CONFLICT', 'Somebody changed this while you were editing. Nothing was saved.', {
      current: { ...stored, version: getReferenceVersion(stored) },
    });
  }
  return stored;
}

/** The columns that are written, each with its value. */
function listValues(list: ReferenceListName, cells: ReferenceCells, names: readonly string[]) {
  const { cells: stored } = referenceTables[list];
  return names.flatMap((name) => {
    const cell = stored[name];
    if (!cell) return [];
    const { column, type = 'text', of, isText } = cell;
    const text = cells[name] ?? '';
    const value = of
      ? sql`(select o.id from ${sql.raw(`tracker.${of.table} o where o.${of.column}`)} = ${text})`
      : type === 'boolean'
        ? sql`${text === 'yes'}`
        : text === '' && !isText
          ? sql`null`
          : sql`${text}::${sql.raw(column.endsWith('_on') ? 'date' : type)}`;
    return [{ column: sql.identifier(column), value }];
  });
}

async function addRow(tx: Transaction, list: ReferenceListName, cells: ReferenceCells, count: number) {
  const { days } = referenceTables[list];
  await stopClearing(tx, list, cells, null);
  const values = listValues(list, cells, Object.keys(cells));
  if (referenceLists[list].isOrdered) {
    const last = sql`(select greatest(coalesce(max(position), 0), ${count}) + 1 from ${tableOf(list)})`;
    values.push({ column: sql.identifier('position'), value: last });
  }
  const join = (parts: readonly (SQL | ReturnType<typeof sql.identifier>)[]) => sql.join([...parts], sql`, `);
  await tx.execute(sql`insert into ${tableOf(list)} (${join(values.map(({ column }) => column))})
    values (${join(values.map(({ value }) => value))})`);
  if (!days) return;
  const owner = sql`(select t.id from ${tableOf(list)} t where ${sql.raw(referenceTables[list].row)} = ${cells['code']})`;
  await tx.execute(sql`insert into ${sql.raw(`tracker.${days.table} (${days.owner}, ${days.from}, ${days.to})`)}
    values (${owner}, ${cells['from_on']}::date, nullif(${cells['to_on'] ?? ''}, '')::date)`);
  const kind = list === 'states' ? 'state' : 'body';
  await tx.execute(sql`insert into tracker.reporter (code, kind, ${sql.identifier(`${kind}_id`)})
    values (${cells['code']}, ${kind}, ${owner})`);
}

async function changeRow(
  tx: Transaction,
  list: ReferenceListName,
  stored: ReferenceRow,
  cells: ReferenceCells,
): Promise<void> {
  const { days, row } = referenceTables[list];
  const changed = Object.keys(cells).filter((name) => cells[name] !== stored.cells[name]);
  await stopClearing(tx, list, cells, stored.row);
  const values = listValues(list, cells, changed);
  if (values.length > 0) {
    const set = sql.join(
      values.map(({ column, value }) => sql`${column} = ${value}`),
      sql`, `,
    );
    await tx.execute(sql`update ${tableOf(list)} t set ${set} where ${sql.raw(row)} = ${stored.row}`);
  }
  if (days && changed.includes('to_on')) {
    await tx.execute(sql`update ${sql.raw(`tracker.${days.table}`)} d
      set ${sql.identifier(days.to)} = nullif(${cells['to_on'] ?? ''}, '')::date
      from ${tableOf(list)} t where ${sql.raw(row)} = ${stored.row} and ${sql.raw(`d.${days.owner} = t.id`)}
        and ${sql.raw(`d.${days.from}`)} = ${cells['from_on']}::date`);
  }
}

/** The agency that clears takes the place of the one that did. */
async function stopClearing(
  tx: Transaction,
  list: ReferenceListName,
  cells: ReferenceCells,
  row: string | null,
) {
  if (list !== 'agencies' || cells['is_clearing_authority'] !== 'yes' || cells['to_on']) return;
  await tx.execute(sql`update tracker.agency a set is_clearing_authority = false
    from tracker.member_state m where m.id = a.state_id and m.iso2 = ${cells['state']}
      and a.is_clearing_authority and a.to_on is null and a.id::text is distinct from ${row}::text`);
}

async function writeWords(tx: Transaction, list: ReferenceListName, row: string, words: ReferenceWords) {
  const { row: rowOf, code = rowOf, table } = referenceTables[list];
  const rows = referenceLists[list].fields.flatMap(({ name, translated }) =>
    translated
      ? Object.entries(words[name] ?? {}).map(([language, label]) => ({ list: translated, language, label }))
      : [],
  );
  const lists = referenceLists[list].fields.flatMap(({ translated }) => (translated ? [translated] : []));
  if (lists.length === 0) return;
  const own = sql`(select ${sql.raw(`${code} from tracker.${table} t where ${rowOf}`)} = ${row})`;
  const given = sql`json_to_recordset(${JSON.stringify(rows)}::text::json) as g (list text, language text, label text)`;
  await tx.execute(sql`delete from tracker.translation w where w.list = any (${sql.param(lists)}::text[])
    and w.code = ${own} and not exists (select from ${given} where g.list = w.list and g.language = w.language)`);
  await tx.execute(sql`insert into tracker.translation as w (language, list, code, label)
    select g.language, g.list, ${own}, g.label from ${given}
    on conflict (language, list, code) do update set label = excluded.label where w.label <> excluded.label`);
}

/** Places are unique where a list says so, so rows first step aside. */
async function writeOrder(tx: Transaction, list: ReferenceListName, order: readonly string[]): Promise<void> {
  const row = sql.raw(referenceTables[list].row);
  const given = sql`unnest(${sql.param(order)}::text[]) with ordinality as g (row, place)`;
  await tx.execute(
    sql`update ${tableOf(list)} t set position = -t.position from ${given} where g.row = ${row}`,
  );
  await tx.execute(sql`update ${tableOf(list)} t set position = g.place from ${given} where g.row = ${row}`);
}

const noteChange = (
  run: Run,
  list: ReferenceListName,
  row: string,
  before: unknown,
  after: unknown,
): Promise<void> =>
  recordRevision(run, run.now().toISOString(), {
    subject: 'reference',
    key: `${list}/${row}`,
    before,
    after,
  });
