import { answerOf } from '#server/domain/value/measures.ts';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import type { Transaction } from '#db/as-viewer.ts';
import { DomainError, type FieldProblem, refuseBadInput } from '#server/domain/error/domain-error.ts';
import {
  type Release,
  releases,
  buildCellKey,
  type IndicatorDefinition,
} from '#server/domain/value/indicator-definition.ts';
import { loadOwnPart, type Agency, type OwnPart } from '#server/loaders/agency/load-own-part.ts';
import type { StoredSubmission } from '#server/loaders/submission/load-submission.ts';
import type { Stamp } from './write-activity-reports.ts';
import type { IndicatorWrite } from '#server/domain/submission/activity-report.schema.ts';
import type { Run } from '#server/operation/run-operation.ts';
import { writeRevisions } from '#server/operation/write-revision.ts';
import {
  type HeldIndicatorPart,
  findIndicatorHolder,
  findWritablePart,
  listCellHolders,
} from '#server/domain/agency/parts.rules.ts';
import type { Cell } from '#server/domain/value/indicator-value.schema.ts';

/** The cells of an indicator as history keeps them; numbers as exact decimal text, since JSON numbers are floats. */
const cellsAsJson = sql`(select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'dimension', v.dimension_code, 'category', v.category_code, 'state', v.state, 'value', trim_scale(v.value)::text,
    'numerator', trim_scale(v.numerator)::text, 'denominator', trim_scale(v.denominator)::text, 'choice', v.choice_code,
    'text', v.text_value)) order by v.dimension_code nulls first, v.category_code), '[]')
  from tracker.indicator_value v
  where v.submission_id = ir.submission_id and v.indicator_id = ir.indicator_id)`;

/**
 * Writes indicators with all their cells and revisions, in a handful of statements however many there are. The
 * header guards the cells: whoever writes holds its row until the end of the transaction. A write that replaces the
 * whole indicator must have read its newest version; one of a part goes through on top of what others have changed
 * beside it. Throws CONFLICT with what is stored now, BAD_INPUT for what is in other hands or does not fit to it.
 */
export async function writeIndicatorReports(
  run: Run,
  submission: StoredSubmission,
  writes: IndicatorWrite[],
  stamp: Stamp,
) {
  const { tx, personId } = run;
  if (writes.length === 0) return [];
  const own = await loadOwnPart(
    tx,
    submission.reporter.id,
    writes.map(({ definition }) => definition.id),
  );
  const items = writes.map((write) => ({ ...write, ...findWriteScope(write, own) }));
  refuseBadInput(items.flatMap(({ problems }) => problems));
  const stored = await holdHeaders(tx, submission, items);
  const overtaken = await findOvertaken(tx, submission, items, stored);
  if (overtaken.length > 0) throw await buildConflict(tx, submission, overtaken);
  refuseBadInput(items.flatMap((item) => findNoteProblems(item, stored.get(item.definition.id))));
  const headers = items.map((item) => ({
    indicator_id: item.definition.id,
    writes_note: item.scope.note,
    note: item.note,
    release: item.release ?? null,
  }));
  const written = await readRows(
    tx,
    { indicator_id: z.number(), version: z.number() },
    sql`
    update tracker.indicator_report ir
    set note = case when g.writes_note then g.note else ir.note end,
      release = case when g.writes_note then coalesce(g.release, ir.release) else ir.release end,
      -- Whoever saves a part does not confirm the rest.
      copied_from = case when g.writes_note then ${stamp.copiedFrom ?? null}::integer
        else coalesce(${stamp.copiedFrom ?? null}::integer, ir.copied_from) end,
      version = ir.version + 1, updated_by = ${personId}, updated_at = ${stamp.at}::timestamptz
    from json_to_recordset(${JSON.stringify(headers)}::text::json) as g (
      indicator_id integer, writes_note boolean, note text, release text)
    where ir.submission_id = ${submission.id} and ir.indicator_id = g.indicator_id
    returning ir.indicator_id, ir.version`,
  );
  // A part that was taken away between two statements: the database no longer lets it through.
  if (written.length < items.length) throw new DomainError('FORBIDDEN', 'Your account does not allow this.');
  const ids = sql.param(items.map(({ definition }) => definition.id));
  // After the headers are held, so that what history calls "before" is what this write replaces.
  const before = await readRows(
    tx,
    { indicator_id: z.number(), cells: z.unknown() },
    sql`
    select ir.indicator_id, ${cellsAsJson} as cells from tracker.indicator_report ir
    where ir.submission_id = ${submission.id} and ir.indicator_id = any (${ids}::integer[])`,
  );
  await replaceCells(tx, submission, items, ids).catch((error: unknown) => {
    refuseBadInput(explainPartsAboveTotal(error, items) ?? []);
    throw error;
  });
  const cellsBefore = new Map(before.map((row) => [row.indicator_id, row.cells]));
  const headersBefore = [...stored].map(([id, header]) => ({
    indicator_id: id,
    before: { ...header, cells: cellsBefore.get(id) ?? [] },
    // Cells of others are not to be seen, so they are not in this piece of history: it says that it is one.
    part: items.some(({ definition, isPart }) => definition.id === id && isPart),
  }));
  const revisions = await readRows(
    tx,
    { key: z.string(), before: z.unknown(), after: z.unknown() },
    sql`
    select i.code as key, b.before, jsonb_strip_nulls(jsonb_build_object('note', ir.note, 'release', ir.release, 'version', ir.version,
        'copied_from', ir.copied_from, 'cells', ${cellsAsJson}, 'part', case when b.part then true end)) as after
    from json_to_recordset(${JSON.stringify(headersBefore)}::text::json) as b (indicator_id integer, before jsonb, part boolean)
    join tracker.indicator_report ir on ir.submission_id = ${submission.id} and ir.indicator_id = b.indicator_id
    join tracker.indicator i on i.id = ir.indicator_id`,
  );
  await writeRevisions(
    run,
    stamp.at,
    revisions.map((revision) => ({ ...revision, submissionId: submission.id, subject: 'indicator' })),
  );
  const versions = new Map(written.map((row) => [row.indicator_id, row.version]));
  return items.map(({ definition }) => ({
    code: definition.code,
    version: versions.get(definition.id) ?? 0,
    savedAt: stamp.at,
  }));
}

type ScopedWrite = IndicatorWrite & ReturnType<typeof findWriteScope>;
type StoredHeader = { note: string; release: Release; version: number; copied_from?: number };

/** Holds the rows that guard the cells, always in the same order, so that two writers never wait for each other. */
async function holdHeaders(tx: Transaction, submission: StoredSubmission, items: ScopedWrite[]) {
  const rows = await readRows(
    tx,
    {
      indicator_id: z.number(),
      note: z.string(),
      release: z.enum(releases),
      version: z.number(),
      copied_from: z.number().nullable(),
    },
    sql`
    select ir.indicator_id, ir.note, ir.release, ir.version, ir.copied_from
    from tracker.indicator_report ir
    where ir.submission_id = ${submission.id}
      and ir.indicator_id = any (${sql.param(items.map(({ definition }) => definition.id))}::integer[])
    order by ir.indicator_id
    for update of ir`,
  );
  return new Map<number, StoredHeader>(
    rows.map(({ indicator_id, copied_from, ...header }) => [
      indicator_id,
      // As history keeps it: without what is not there.
      copied_from === null ? header : { ...header, copied_from },
    ]),
  );
}

/** The items of whose writer's part something was changed by somebody after the version that they build on. */
async function findOvertaken(
  tx: Transaction,
  submission: StoredSubmission,
  items: ScopedWrite[],
  stored: ReadonlyMap<number, StoredHeader>,
): Promise<ScopedWrite[]> {
  const behind = items.filter(({ definition, version }) => stored.get(definition.id)?.version !== version);
  const partial = behind.filter(
    ({ definition, version, scope }) =>
      scope.guards !== 'all' && version < (stored.get(definition.id)?.version ?? 0),
  );
  if (partial.length === 0) return behind;
  const read = partial.map(({ definition, version }) => ({ indicator_id: definition.id, version }));
  const rows = await readRows(
    tx,
    { indicator_id: z.number(), changed: z.array(z.string()) },
    sql`
    select g.indicator_id, tracker.changed_since(${submission.id}, g.indicator_id, g.version) as changed
    from json_to_recordset(${JSON.stringify(read)}::text::json) as g (indicator_id integer, version integer)`,
  );
  const changed = new Map(rows.map((row) => [row.indicator_id, row.changed]));
  return behind.filter((item) => {
    const { guards } = item.scope;
    if (guards === 'all' || !partial.includes(item)) return true;
    return (changed.get(item.definition.id) ?? []).some((part) => guards.has(part));
  });
}

/** A note that is not the writer's to change stays; sent along as it stands it does no harm. */
function findNoteProblems(item: ScopedWrite, stored: StoredHeader | undefined): FieldProblem[] {
  if (item.whyNoNote === null || !stored) return [];
  const { whyNoNote: message } = item;
  const problems: FieldProblem[] = [];
  if (item.note.trim() !== '' && item.note.trim() !== stored.note.trim()) {
    problems.push({ path: `${item.path ?? ''}note`, message });
  }
  if (item.release !== undefined && item.release !== stored.release) {
    problems.push({ path: `${item.path ?? ''}release`, message });
  }
  return problems;
}

async function replaceCells(
  tx: Transaction,
  submission: StoredSubmission,
  items: ScopedWrite[],
  ids: ReturnType<typeof sql.param>,
) {
  const rows = items.flatMap(({ definition, cells }) =>
    cells.map((cell) => ({
      indicator_id: definition.id,
      measure: definition.measure,
      dimension_code: cell.dimension,
      category_code: cell.category,
      state: cell.state,
      value: cell.value,
      numerator: cell.numerator,
      denominator: cell.denominator,
      choice_list: cell.choice === null ? null : definition.choiceList,
      choice_code: cell.choice,
      text_value: cell.text,
    })),
  );
  const cells = sql`json_to_recordset(${JSON.stringify(rows)}::text::json) as c (
    indicator_id integer, measure text, dimension_code text, category_code text, state text, value numeric,
    numerator numeric, denominator numeric, choice_list text, choice_code text, text_value text)`;
  const whole = items.filter(({ scope }) => scope.cells === 'all').map(({ definition }) => definition.id);
  const named = items.flatMap(({ definition, scope }) =>
    scope.cells === 'all' ? [] : [...scope.cells].map((cell) => ({ indicator_id: definition.id, cell })),
  );
  // First what is gone: a part above the new total must not meet the old one. Then what is new or changed; a
  // cell that stays keeps its id, which publications trace figures to.
  await tx.execute(sql`
    delete from tracker.indicator_value v
    where v.submission_id = ${submission.id} and v.indicator_id = any (${ids}::integer[])
      and (v.indicator_id = any (${sql.param(whole)}::integer[])
        or exists (select from json_to_recordset(${JSON.stringify(named)}::text::json) as n (indicator_id integer, cell text)
          where n.indicator_id = v.indicator_id
            and n.cell = coalesce(v.dimension_code || '=' || v.category_code, 'total')))
      and not exists (select from ${cells} where c.indicator_id = v.indicator_id
        and c.dimension_code is not distinct from v.dimension_code
        and c.category_code is not distinct from v.category_code)`);
  if (rows.length === 0) return;
  await tx.execute(sql`
    insert into tracker.indicator_value as v (submission_id, indicator_id, measure, dimension_code, category_code,
      state, value, numerator, denominator, choice_list, choice_code, text_value)
    select ${submission.id}, c.* from ${cells}
    on conflict (submission_id, indicator_id, dimension_code, category_code) do update
    set state = excluded.state, value = excluded.value, numerator = excluded.numerator,
      denominator = excluded.denominator, choice_list = excluded.choice_list,
      choice_code = excluded.choice_code, text_value = excluded.text_value
    where (v.state, v.value, v.numerator, v.denominator, v.choice_code, v.text_value)
      is distinct from (excluded.state, excluded.value, excluded.numerator, excluded.denominator,
        excluded.choice_code, excluded.text_value)`);
}

async function buildConflict(tx: Transaction, submission: StoredSubmission, items: ScopedWrite[]) {
  const current = await tx.execute(sql`
    select i.code as indicator, ir.note, ir.release, ir.version, to_json(ir.updated_at)#>>'{}' as "updatedAt",
      p.name as "updatedBy", ${cellsAsJson} as cells
    from tracker.indicator_report ir
    join tracker.indicator i on i.id = ir.indicator_id
    left join auth.person p on p.id = ir.updated_by
    where ir.submission_id = ${submission.id}
      and ir.indicator_id = any (${sql.param(items.map(({ definition }) => definition.id))}::integer[])
    order by i.position`);
  const names = items.map(({ definition }) => definition.code).join(', ');
  return new DomainError('CONFLICT', `Somebody else changed ${names} in the meantime. Nothing was saved.`, {
    current: { indicators: [...current] },
  });
}

export type WriteScope = {
  /** The cells that a save replaces; those that are left out become "not yet reported". */
  cells: 'all' | ReadonlySet<string>;
  /** Whether it writes the note and the consent. */
  note: boolean;
  /**
   * All that is the writer's, as history names it: nobody may have changed any of it since they read it, or their
   * next save, which builds on this one's version, would pass for having seen that.
   */
  guards: 'all' | ReadonlySet<string>;
};

/** One indicator that is to be written; its cells stand in the order in which they were given. */
type Write = {
  definition: IndicatorDefinition;
  cells: readonly Cell[];
  only?: readonly string[] | undefined;
  path?: string;
};

const noneHeld: HeldIndicatorPart<Agency>[] = [];

/**
 * What a save of one indicator may and will touch. Whoever holds all of it replaces all of it, as ever. Whoever
 * holds some cells replaces those that they name in `only`, or else just those that they give: a part that was
 * handed to them after they had read the page must not be emptied because their form did not have it yet.
 * Problems: a cell that somebody else holds, at its field.
 */
function findWriteScope(
  { definition, cells: given, only, path = '' }: Write,
  own: OwnPart,
): { scope: WriteScope; isPart: boolean; whyNoNote: string | null; problems: FieldProblem[] } {
  const held = own.held.get(definition.id) ?? noneHeld;
  const part = own.whole
    ? { cells: 'all' as const, note: true }
    : findWritablePart(definition, held, ({ id }) => own.agencies.has(id));
  const note = part.note && (only === undefined || only.includes('note'));
  const whyNoNote = part.note ? null : describeNoteHolder(held);
  if (part.cells === 'all' && only === undefined) {
    return { scope: { cells: 'all', note, guards: 'all' }, isPart: false, whyNoNote, problems: [] };
  }
  const holders = new Map(listCellHolders(definition, held).map(({ key, holder }) => [key, holder]));
  const allowed = part.cells === 'all' ? new Set(holders.keys()) : new Set(part.cells);
  const keys = given.map((cell) => buildCellKey(cell.dimension, cell.category));
  const problems = keys.flatMap((key, index) =>
    allowed.has(key)
      ? []
      : [
          {
            path: `${path}cells.${index}.by`,
            message: describeHolder(definition, key, holders.get(key) ?? null),
          },
        ],
  );
  // Nothing is taken out that is not named, or is not theirs.
  const cells = new Set([...(only ?? []), ...keys].filter((key) => allowed.has(key)));
  const guards = new Set([...allowed, ...(part.note ? ['note', 'release'] : [])]);
  return { scope: { cells, note, guards }, isPart: part.cells !== 'all', whyNoNote, problems };
}

function describeHolder(definition: IndicatorDefinition, key: string, holder: Agency | null): string {
  const name = key === 'total' ? 'The total' : `"${nameCell(definition, key)}"`;
  return holder
    ? `${name} is reported by ${holder.name}. Load the page again to go on with your own cells.`
    : `${name} is not in your agency's part. Ask your focal point.`;
}

function nameCell(definition: IndicatorDefinition, key: string): string {
  for (const { code, name, categories } of definition.dimensions) {
    const category = categories.find((one) => buildCellKey(code, one.code) === key);
    if (category) return `${name}: ${category.name}`;
  }
  return key;
}

const describeNoteHolder = (held: readonly HeldIndicatorPart<Agency>[]) =>
  `This belongs to the whole indicator and is written by ${findIndicatorHolder(held)?.name ?? 'your focal point'}.`;

/**
 * A refusal by the database's rule on parts and totals (BT004), as problems at the fields of the one who wrote: the
 * other figures may be another agency's, so they are not told. Null for any other error.
 */
function explainPartsAboveTotal(error: unknown, items: readonly Write[]): FieldProblem[] | null {
  const refused = findDatabaseError(error, 'BT004');
  if (!refused) return null;
  const at = JSON.parse(refused.detail ?? '{}') as { indicator?: number; dimension?: string };
  const item = items.find(({ definition }) => definition.id === at.indicator);
  const dimension = item?.definition.dimensions.find(({ code }) => code === at.dimension);
  if (!item || !dimension) return null;
  const last = item.cells.findLastIndex((cell) => cell.dimension === dimension.code);
  const index = last === -1 ? item.cells.findIndex((cell) => cell.dimension === null) : last;
  const field = answerOf(item.definition.measure) === 'ratio' ? 'numerator' : 'value';
  const by = dimension.name.toLowerCase();
  return [
    {
      path: `${item.path ?? ''}cells.${Math.max(index, 0)}.${field}`,
      message:
        last === -1
          ? `The parts by ${by} that others report add up to more than this total. Ask your focal point which figure is right.`
          : `With the parts by ${by} that others report, this comes to more than the total. Ask your focal point which figure is right.`,
    },
  ];
}

function findDatabaseError(error: unknown, code: string): { detail?: string } | null {
  if (typeof error !== 'object' || error === null) return null;
  if ('code' in error && error.code === code) {
    return 'detail' in error && typeof error.detail === 'string' ? { detail: error.detail } : {};
  }
  return 'cause' in error ? findDatabaseError(error.cause, code) : null;
}
