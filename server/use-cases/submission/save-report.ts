import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { DomainError, type FieldProblem, requireNoProblems } from '#server/domain/error/domain-error.ts';
import {
  checkActivityReport,
  type activityReportInputSchema,
  type ActivityWrite,
  type IndicatorWrite,
} from '#server/domain/submission/activity-report.schema.ts';
import { isItemOpen } from '#server/domain/submission/submission.workflow.ts';
import { findTextProblem, normaliseText } from '#server/domain/submission/text.rules.ts';
import { checkCells } from '#server/domain/value/check-cells.rules.ts';
import type { indicatorValuesInputSchema } from '#server/domain/value/indicator-value.schema.ts';
import { listKeptDefinitions } from '#server/loaders/plan/list-indicator-definitions.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import {
  type HeldActivity,
  type HeldIndicator,
  lockActivities,
  lockIndicators,
  buildReportIdQuery,
} from '#server/loaders/submission/lock-items.ts';
import {
  requireOpenForWriting,
  listQueriedItems,
  loadSubmission,
  type StoredSubmission,
} from '#server/loaders/submission/load-submission.ts';
import { saveActivityReports } from './save-activity-reports.ts';
import { saveIndicatorReports } from './save-indicator-reports.ts';
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
    { permission: 'report.write', once: 'submission.save', resource: findReportToSave },
    input,
    (run) => saveWithin(run, input, single, run.resource.held),
  );
}

/** Finds the report, and holds the items that are saved: one round trip to the database for both. */
async function findReportToSave({ tx }: { tx: Transaction }, input: SaveReportInput) {
  const [submission, held] = await Promise.all([
    loadSubmission(tx, input, 'share'),
    holdItems(tx, buildReportIdQuery(input), input),
  ]);
  return { ...submission, held };
}

type HeldItems = Awaited<ReturnType<typeof holdItems>>;

/** The items of a save as they are stored, held until the end, and the statuses that an activity can have. */
async function holdItems(tx: Transaction, report: SQL, input: SaveReportInput) {
  const { activities, indicators } = input;
  const [heldActivities, heldIndicators, statuses] = await Promise.all([
    activities.length === 0
      ? new Map<string, HeldActivity>()
      : lockActivities(tx, { report, which: { codes: activities.map(({ activity }) => activity) } }),
    indicators.length === 0
      ? new Map<string, HeldIndicator>()
      : lockIndicators(tx, { report, which: { codes: indicators.map(({ indicator }) => indicator) } }),
    activities.length === 0
      ? []
      : readRows(
          tx,
          { code: z.string() },
          sql`select code from tracker.round_statuses(
            (select id from tracker.round where code = ${input.round}))`,
        ),
  ]);
  return {
    activities: heldActivities,
    indicators: heldIndicators,
    statuses: statuses.map(({ code }) => code),
  };
}

/** Like saveReport, as part of an operation on the report that does more. `held`: the items, where they are held already. */
export async function saveWithin(
  run: Run<StoredSubmission>,
  input: SaveReportInput,
  single = false,
  held?: HeldItems,
): Promise<SavedReport> {
  const { tx, resource: submission } = run;
  requireOpenForWriting(submission, run);
  const stored = held ?? (await holdItems(tx, sql`${submission.id}`, input));
  const { activities, indicators } = await checkInput(run, stored, input, single);
  const stamp = { at: run.now().toISOString() };
  return {
    activities: await saveActivityReports(run, submission, activities, stamp, stored.activities),
    indicators: await saveIndicatorReports(run, submission, indicators, stamp, stored.indicators),
  };
}

async function checkInput(
  { tx, database, resource: submission }: Run<StoredSubmission>,
  stored: HeldItems,
  input: SaveReportInput,
  single: boolean,
): Promise<{ activities: ActivityWrite[]; indicators: IndicatorWrite[] }> {
  const problems: FieldProblem[] = [];
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
    const id = stored[kind].get(code)?.id;
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
    const checked = checkActivityReport(item, stored.statuses, place('activities', index, ''));
    problems.push(...checked.problems);
    if (id !== null)
      activities.push({ id, code: item.activity, version: item.version, content: checked.content });
  });

  const located = input.indicators.map((item, index) =>
    locate('indicators', 'indicator', item.indicator, index),
  );
  const definitions = await listKeptDefinitions(
    { tx, database },
    submission,
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
  requireNoProblems(problems);
  return { activities, indicators };
}
