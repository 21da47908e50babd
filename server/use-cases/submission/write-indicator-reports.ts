import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { IndicatorDefinition, Release } from '#server/domain/value/indicator-definition.ts';
import type { Cell } from '#server/domain/value/indicator-value.schema.ts';
import type { StoredSubmission } from './load-submission.ts';
import type { Stamp } from './write-activity-reports.ts';

export type IndicatorWrite = {
  definition: IndicatorDefinition;
  version: number;
  note: string;
  release: Release | undefined;
  cells: Cell[];
};

/** The cells of an indicator as history keeps them; numbers as exact decimal text, since JSON numbers are floats. */
const cellsAsJson = sql`(select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'dimension', v.dimension_code, 'category', v.category_code, 'state', v.state, 'value', trim_scale(v.value)::text,
    'numerator', trim_scale(v.numerator)::text, 'denominator', trim_scale(v.denominator)::text, 'choice', v.choice_code,
    'text', v.text_value)) order by v.dimension_code nulls first, v.category_code), '[]')
  from tracker.indicator_value v
  where v.submission_id = ir.submission_id and v.indicator_id = ir.indicator_id)`;

/**
 * Writes indicators with all their cells and revisions, in five statements however many there are. The header's
 * version guards the cells: whoever raises it holds the row until the end of the transaction.
 */
export async function writeIndicatorReports(
  tx: Transaction,
  submission: StoredSubmission,
  items: IndicatorWrite[],
  stamp: Stamp,
) {
  if (items.length === 0) return [];
  const headers = items.map((item) => ({
    indicator_id: item.definition.id,
    version: item.version,
    note: item.note,
    release: item.release ?? null,
  }));
  const given = sql`json_to_recordset(${JSON.stringify(headers)}::text::json) as g (
    indicator_id integer, version integer, note text, release text)`;
  const written = await tx.execute<{ indicator_id: number; version: number; before: unknown }>(sql`
    with held as (
      select ir.indicator_id, g.note as new_note, g.release as new_release,
        jsonb_strip_nulls(jsonb_build_object('note', ir.note, 'release', ir.release, 'version', ir.version,
          'copied_from', ir.copied_from)) as before
      from tracker.indicator_report ir
      join ${given} on g.indicator_id = ir.indicator_id and g.version = ir.version
      where ir.submission_id = ${submission.id}
      for update of ir
    ), written as (
      update tracker.indicator_report ir
      set note = h.new_note, release = coalesce(h.new_release, ir.release), copied_from = ${stamp.copiedFrom ?? null}::integer, version = ir.version + 1,
        updated_by = ${stamp.personId}, updated_at = ${stamp.at}::timestamptz
      from held h
      where ir.submission_id = ${submission.id} and ir.indicator_id = h.indicator_id
      returning ir.indicator_id, ir.version, h.before
    )
    select indicator_id, version, before from written`);
  if (written.length < items.length) {
    const done = new Set(written.map((row) => row.indicator_id));
    throw await buildConflict(
      tx,
      submission,
      items.filter(({ definition }) => !done.has(definition.id)),
    );
  }
  const ids = sql.param(items.map(({ definition }) => definition.id));
  // After the headers are held, so that what history calls "before" is what this write replaces.
  const before = await tx.execute<{ indicator_id: number; cells: unknown }>(sql`
    select ir.indicator_id, ${cellsAsJson} as cells from tracker.indicator_report ir
    where ir.submission_id = ${submission.id} and ir.indicator_id = any (${ids}::integer[])`);
  await replaceCells(tx, submission, items, ids);
  const cellsBefore = new Map(before.map((row) => [row.indicator_id, row.cells]));
  const headersBefore = written.map((row) => ({
    indicator_id: row.indicator_id,
    before: { ...(row.before as object), cells: cellsBefore.get(row.indicator_id) ?? [] },
  }));
  await tx.execute(sql`
    insert into tracker.revision (submission_id, subject, subject_key, before, after, changed_by, changed_at,
      request_id)
    select ir.submission_id, 'indicator', i.code, b.before,
      jsonb_strip_nulls(jsonb_build_object('note', ir.note, 'release', ir.release, 'version', ir.version,
        'copied_from', ir.copied_from, 'cells', ${cellsAsJson})),
      ${stamp.personId}, ${stamp.at}::timestamptz, ${stamp.requestId}::uuid
    from json_to_recordset(${JSON.stringify(headersBefore)}::text::json) as b (indicator_id integer, before jsonb)
    join tracker.indicator_report ir on ir.submission_id = ${submission.id} and ir.indicator_id = b.indicator_id
    join tracker.indicator i on i.id = ir.indicator_id`);
  const versions = new Map(written.map((row) => [row.indicator_id, row.version]));
  return items.map(({ definition }) => ({
    code: definition.code,
    version: versions.get(definition.id) ?? 0,
    savedAt: stamp.at,
  }));
}

async function replaceCells(
  tx: Transaction,
  submission: StoredSubmission,
  items: IndicatorWrite[],
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
  // First what is gone: a part above the new total must not meet the old one. Then what is new or changed; a
  // cell that stays keeps its id, which publications trace figures to.
  await tx.execute(sql`
    delete from tracker.indicator_value v
    where v.submission_id = ${submission.id} and v.indicator_id = any (${ids}::integer[])
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

async function buildConflict(tx: Transaction, submission: StoredSubmission, items: IndicatorWrite[]) {
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
