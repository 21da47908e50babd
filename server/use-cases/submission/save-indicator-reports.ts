import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import type { Transaction } from '#db/as-viewer.ts';
import { DomainError, type FieldProblem, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { loadOwnPart, wholeReport } from '#server/loaders/agency/load-own-part.ts';
import { type HeldIndicator, lockIndicators } from '#server/loaders/submission/lock-items.ts';
import { describePartsAboveTotal, findWriteScope } from './check-own-part.ts';
import type { StoredSubmission } from '#server/loaders/submission/load-submission.ts';
import type { Stamp } from './save-activity-reports.ts';
import type { IndicatorWrite } from '#server/domain/submission/activity-report.schema.ts';
import type { Run } from '#server/operation/run-operation.ts';

/**
 * Writes indicators with all their cells, revisions and the report's progress, in one statement however many there are,
 * which travels with the end of the transaction. The header guards the cells: whoever writes holds its row until then. A
 * write that replaces the whole indicator must have read its newest version; one of a part goes through on top of what
 * others have changed beside it. Throws CONFLICT with what is stored now, BAD_INPUT for what is in other hands or does
 * not fit to it. `held`: the headers, where the transaction holds them already.
 */
export async function saveIndicatorReports(
  { tx, requestId }: Run,
  submission: StoredSubmission,
  writes: IndicatorWrite[],
  stamp: Stamp,
  held?: ReadonlyMap<string, HeldIndicator>,
) {
  if (writes.length === 0) return [];
  const ids = writes.map(({ definition }) => definition.id);
  const own = submission.isWhole ? wholeReport : await loadOwnPart(tx, submission.reporter.id, ids);
  const items = writes.map((write) => ({ ...write, ...findWriteScope(write, own) }));
  requireNoProblems(items.flatMap(({ problems }) => problems));
  const stored = held ?? (await lockIndicators(tx, { report: sql`${submission.id}`, which: { ids } }));
  const overtaken = await findOvertaken(tx, submission, items, stored);
  if (overtaken.length > 0) throw await buildConflict(tx, submission, overtaken);
  requireNoProblems(items.flatMap((item) => findNoteProblems(item, stored.get(item.definition.code))));
  tx.leave(
    tx
      .execute(
        sql`select tracker.write_indicators(${submission.id}, ${JSON.stringify(items.map(asHeader))},
          ${JSON.stringify(items.flatMap(listCellRows))}, ${stamp.copiedFrom ?? null}, ${stamp.at}, ${requestId})`,
      )
      .then(undefined, (error: unknown) => {
        requireNoProblems(describePartsAboveTotal(error, items) ?? []);
        throw error;
      }),
  );
  return items.map(({ definition: { code } }) => ({
    code,
    version: (stored.get(code)?.version ?? 0) + 1,
    savedAt: stamp.at,
  }));
}

type ScopedWrite = IndicatorWrite & ReturnType<typeof findWriteScope>;

const asHeader = ({ definition, scope, note, release, isPart }: ScopedWrite) => ({
  indicator_id: definition.id,
  writes_note: scope.note,
  note,
  release: release ?? null,
  replaces: scope.cells === 'all' ? null : [...scope.cells],
  // Cells of others are not to be seen, so they are not in this piece of history: it says that it is one.
  is_part: isPart,
});

const listCellRows = ({ definition, cells }: ScopedWrite) =>
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
  }));

/** The items of whose writer's part something was changed by somebody after the version that they build on. */
async function findOvertaken(
  tx: Transaction,
  submission: StoredSubmission,
  items: ScopedWrite[],
  stored: ReadonlyMap<string, HeldIndicator>,
): Promise<ScopedWrite[]> {
  const behind = items.filter(({ definition, version }) => stored.get(definition.code)?.version !== version);
  const partial = behind.filter(
    ({ definition, version, scope }) =>
      scope.guards !== 'all' && version < (stored.get(definition.code)?.version ?? 0),
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
function findNoteProblems(item: ScopedWrite, stored: HeldIndicator | undefined): FieldProblem[] {
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

async function buildConflict(tx: Transaction, submission: StoredSubmission, items: ScopedWrite[]) {
  const current = await tx.execute(sql`
    select i.code as indicator, ir.note, ir.release, ir.version, to_json(ir.updated_at)#>>'{}' as "updatedAt",
      p.name as "updatedBy", (
        select coalesce(jsonb_agg(tracker.describe_cell(v) order by v.dimension_code nulls first, v.category_code), '[]')
        from tracker.indicator_value v
        where v.submission_id = ir.submission_id and v.indicator_id = ir.indicator_id) as cells
    from tracker.indicator_report ir
    join tracker.indicator i on i.id = ir.indicator_id
    left join auth.person p on p.id = ir.updated_by
    where ir.submission_id = ${submission.id}
      and ir.indicator_id = any (${sql.param(items.map(({ definition }) => definition.id))}::integer[])
    order by i.position`);
  const names = items.map(({ definition }) => definition.code).join(', ');
  return new DomainError(
    'CONFLICT',
    `Somebody else changed ${names} while you were editing. Nothing was saved.`,
    {
      current: { indicators: [...current] },
    },
  );
}
