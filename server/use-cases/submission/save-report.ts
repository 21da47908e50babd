import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { DomainError, type FieldProblem, refuseBadInput } from '#server/domain/error/domain-error.ts';
import {
  checkActivityReport,
  type activityReportInputSchema,
  type ActivityWrite,
  type IndicatorWrite,
} from '#server/domain/submission/activity-report.schema.ts';
import { isItemOpen } from '#server/domain/submission/submission.workflow.ts';
import { findTextProblem, normaliseText } from '#server/domain/submission/text.rules.ts';
import { checkCells } from '#server/domain/value/indicator-value.rules.ts';
import type { indicatorValuesInputSchema } from '#server/domain/value/indicator-value.schema.ts';
import { listIndicatorDefinitions } from '#server/loaders/plan/list-indicator-definitions.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import {
  assertOpenForWriting,
  listQueriedItems,
  reportFor,
  type StoredSubmission,
} from '#server/loaders/submission/load-submission.ts';
import { writeActivityReports } from './write-activity-reports.ts';
import { writeIndicatorReports } from './write-indicator-reports.ts';
import { type Run, runOperation } from '#server/operation/run-operation.ts';

export type SaveReportInput = {
  round: string;
  reporter: string;
  requestId?: string | undefined;
  activities: z.output<typeof activityReportInputSchema>[];
  indicators: z.output<typeof indicatorValuesInputSchema>[];
};

export type SavedItem = { code: string; version: number; savedAt: string };
export type SavedReport = { activities: SavedItem[]; indicators: SavedItem[] };

/**
 * Saves any number of activity reports and indicators of one report in one transaction: all of them or none.
 * Each item carries the version that it was read at. People of an agency write their agency's part only; what others
 * changed beside it in the meantime stays. Throws BAD_INPUT with a sentence at each field, CONFLICT
 * with what is stored now, ROUND_CLOSED or NOT_OPEN.
 *
 * `single` says that the call is about one item, whose fields are named without "activities.0." in front.
 */
export function saveReport(
  context: OperationContext,
  input: SaveReportInput,
  single = false,
): Promise<SavedReport> {
  return runOperation(
    context,
    { permission: 'report.write', once: 'submission.save', resource: reportFor('share') },
    input,
    (run) => saveWithin(run, input, single),
  );
}

/** Like saveReport, as part of an operation on the report that does more. */
export async function saveWithin(
  run: Run<StoredSubmission>,
  input: SaveReportInput,
  single = false,
): Promise<SavedReport> {
  const { tx, resource: submission } = run;
  assertOpenForWriting(submission, run);
  const { activities, indicators } = await checkInput(tx, submission, input, single);
  const stamp = { at: run.now().toISOString() };
  const saved = {
    activities: await writeActivityReports(run, submission, activities, stamp),
    indicators: await writeIndicatorReports(run, submission, indicators, stamp),
  };
  // Last, since it holds the counter until the transaction ends.
  await tx.execute(sql`select tracker.refresh_progress(array[${submission.id}]::integer[])`);
  return saved;
}

async function checkInput(
  tx: Transaction,
  submission: StoredSubmission,
  input: SaveReportInput,
  single: boolean,
): Promise<{ activities: ActivityWrite[]; indicators: IndicatorWrite[] }> {
  const problems: FieldProblem[] = [];
  const [due] = await readRows(
    tx,
    {
      activities: z.record(z.string(), z.number()),
      indicators: z.record(z.string(), z.number()),
      statuses: z.array(z.string()),
    },
    sql`
    select
      coalesce((select json_object_agg(a.code, a.id) from tracker.activity_report ar
        join tracker.activity a on a.id = ar.activity_id
        where ar.submission_id = ${submission.id}
          and a.code = any (${sql.param(input.activities.map(({ activity }) => activity))}::text[])), '{}') as activities,
      coalesce((select json_object_agg(i.code, i.id) from tracker.indicator_report ir
        join tracker.indicator i on i.id = ir.indicator_id
        where ir.submission_id = ${submission.id}
          and i.code = any (${sql.param(input.indicators.map(({ indicator }) => indicator))}::text[])), '{}') as indicators,
      (select coalesce(array_agg(code), '{}') from tracker.round_statuses(${submission.round.id})) as statuses`,
  );
  if (!due) throw new Error('A select without from always has a row.');
  const queried = submission.status === 'returned' ? await listQueriedItems(tx, submission.id) : null;
  const seen = new Set<string>();
  const place = (kind: 'activities' | 'indicators', index: number, field: string) =>
    single ? field : [kind, index, field].filter((part) => part !== '').join('.');

  const locate = (
    kind: 'activities' | 'indicators',
    field: 'activity' | 'indicator',
    code: string,
    index: number,
  ) => {
    // Own keys only: "constructor" is something in every object, and no activity.
    const id = Object.hasOwn(due[kind], code) ? due[kind][code] : undefined;
    if (id === undefined) {
      problems.push({
        path: place(kind, index, field),
        message: `"${code}" is not asked of ${submission.reporter.code} in ${submission.round.code}.`,
      });
      return null;
    }
    if (seen.has(code)) {
      problems.push({ path: place(kind, index, field), message: `"${code}" is given twice.` });
      return null;
    }
    seen.add(code);
    if (!isItemOpen(submission, queried?.[kind].has(id) ?? false)) {
      throw new DomainError(
        'NOT_OPEN',
        `${code} is not open for changes: the secretariat asked about other items.`,
      );
    }
    return id;
  };

  const activities: ActivityWrite[] = [];
  input.activities.forEach((item, index) => {
    const id = locate('activities', 'activity', item.activity, index);
    const checked = checkActivityReport(item, due.statuses, place('activities', index, ''));
    problems.push(...checked.problems);
    if (id !== null)
      activities.push({ id, code: item.activity, version: item.version, content: checked.content });
  });

  const located = input.indicators.map((item, index) =>
    locate('indicators', 'indicator', item.indicator, index),
  );
  const definitions = await listIndicatorDefinitions(
    tx,
    located.filter((id) => id !== null),
  );
  const indicators: IndicatorWrite[] = [];
  input.indicators.forEach((item, index) => {
    const definition = definitions.get(located[index] ?? -1);
    if (!definition) return;
    const checked = checkCells(definition, item.cells, place('indicators', index, 'cells'));
    problems.push(...checked.problems);
    const noteProblem = findTextProblem(item.note);
    if (noteProblem) problems.push({ path: place('indicators', index, 'note'), message: noteProblem });
    indicators.push({
      definition,
      version: item.version,
      note: normaliseText(item.note),
      release: item.release,
      cells: checked.cells,
      only: item.only,
      path: single ? '' : `indicators.${index}.`,
    });
  });
  refuseBadInput(problems);
  return { activities, indicators };
}
