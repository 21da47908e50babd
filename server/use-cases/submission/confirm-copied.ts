import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { isItemOpen } from '#server/domain/submission/submission.workflow.ts';
import { cellSchema } from '#server/domain/value/indicator-value.schema.ts';
import { listIndicatorDefinitions } from '#server/loaders/plan/list-indicator-definitions.ts';
import { getCells } from '#server/loaders/submission/load-checked-report.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import {
  requireOpenForWriting,
  listQueriedItems,
  createReportLoader,
  type StoredSubmission,
} from '#server/loaders/submission/load-submission.ts';
import type { SavedReport } from './save-report.ts';
import type { ActivityWrite, IndicatorWrite } from '#server/domain/submission/activity-report.schema.ts';
import { saveActivityReports } from './save-activity-reports.ts';
import { saveIndicatorReports } from './save-indicator-reports.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type ConfirmCopiedInput = {
  round: string;
  reporter: string;
  requestId?: string | undefined;
  /** The copied answers as they were read, with their versions. */
  activities: { activity: string; version: number }[];
  indicators: { indicator: string; version: number }[];
};

/**
 * Says of copied answers that they hold for this round as they stand, in one transaction: all of them or none. Each
 * becomes a save like any other, without a change of words. One that is no longer marked as copied stays as it is.
 * Throws CONFLICT when somebody changed one since it was read, BAD_INPUT for codes that the report does not ask for,
 * ROUND_CLOSED or NOT_OPEN.
 */
export function confirmCopied(context: OperationContext, input: ConfirmCopiedInput): Promise<SavedReport> {
  return runOperation(
    context,
    { permission: 'report.write', once: 'submission.confirmCopied', resource: createReportLoader('share') },
    input,
    async (run) => {
      const { tx, resource: submission } = run;
      requireOpenForWriting(submission, context);
      const { activities, indicators } = await loadCopied(tx, submission, input);
      const stamp = { at: context.now().toISOString() };
      const confirmed = {
        activities: await saveActivityReports(run, submission, activities, stamp),
        indicators: await saveIndicatorReports(run, submission, indicators, stamp),
      };
      return confirmed;
    },
  );
}

const itemShape = { id: z.number(), code: z.string(), version: z.number(), copied: z.boolean() };
type StoredItem = RowOf<typeof itemShape>;

/** What stands written in the items named, each with the version that the person had read. */
async function loadCopied(
  tx: Transaction,
  submission: StoredSubmission,
  input: ConfirmCopiedInput,
): Promise<{ activities: ActivityWrite[]; indicators: IndicatorWrite[] }> {
  const read = {
    activities: new Map(input.activities.map(({ activity, version }) => [activity, version])),
    indicators: new Map(input.indicators.map(({ indicator, version }) => [indicator, version])),
  };
  // Held, so that what is written back is what stands there.
  const activities = await readRows(
    tx,
    {
      ...itemShape,
      status: z.string().nullable(),
      achievements: z.string(),
      challenges: z.string(),
      nextSteps: z.string(),
    },
    sql`
    select a.id, a.code, ar.version, ar.copied_from is not null as copied, ar.status_code as status,
      ar.achievements, ar.challenges, ar.next_steps as "nextSteps"
    from tracker.activity_report ar join tracker.activity a on a.id = ar.activity_id
    where ar.submission_id = ${submission.id}
      and a.code = any (${sql.param([...read.activities.keys()])}::text[])
    order by a.id for update of ar`,
  );
  const held = await readRows(
    tx,
    { ...itemShape, note: z.string() },
    sql`
    select i.id, i.code, ir.version, ir.copied_from is not null as copied, ir.note
    from tracker.indicator_report ir join tracker.indicator i on i.id = ir.indicator_id
    where ir.submission_id = ${submission.id}
      and i.code = any (${sql.param([...read.indicators.keys()])}::text[])
    order by i.id for update of ir`,
  );
  refuseUnknown(submission, read, [...activities, ...held]);
  await assertItemsOpen(tx, submission, { activities, indicators: held });

  const isToConfirm = (item: StoredItem, version: number | undefined) =>
    item.copied || item.version !== version;
  const ids = held.filter((item) => isToConfirm(item, read.indicators.get(item.code))).map(({ id }) => id);
  const cells = await readRows(
    tx,
    { id: z.number(), cells: z.array(cellSchema) },
    sql`
    select i.id, ${getCells(sql`${submission.id}::integer`, sql`i.id`)} as cells
    from tracker.indicator i where i.id = any (${sql.param(ids)}::integer[])`,
  );
  const cellsById = new Map(cells.map((row) => [row.id, row.cells]));
  const definitions = await listIndicatorDefinitions(tx, ids, submission.round.id);
  return {
    activities: activities
      .filter((item) => isToConfirm(item, read.activities.get(item.code)))
      .map(({ id, code, status, achievements, challenges, nextSteps }) => ({
        id,
        code,
        version: read.activities.get(code) ?? 0,
        content: { status, achievements, challenges, nextSteps, narrativeReleased: undefined },
      })),
    indicators: held.flatMap((item) => {
      const definition = definitions.get(item.id);
      if (!definition) return [];
      const version = read.indicators.get(item.code) ?? 0;
      return [
        { definition, version, note: item.note, release: undefined, cells: cellsById.get(item.id) ?? [] },
      ];
    }),
  };
}

function refuseUnknown(
  submission: StoredSubmission,
  read: { activities: Map<string, number>; indicators: Map<string, number> },
  found: readonly StoredItem[],
) {
  const known = new Set(found.map(({ code }) => code));
  requireNoProblems(
    (['activities', 'indicators'] as const).flatMap((kind) =>
      [...read[kind].keys()].flatMap((code, index) =>
        known.has(code)
          ? []
          : [
              {
                path: `${kind}.${index}`,
                message: `"${code}" is not asked of ${submission.reporter.code} in ${submission.round.code}.`,
              },
            ],
      ),
    ),
  );
}

async function assertItemsOpen(
  tx: Transaction,
  submission: StoredSubmission,
  items: { activities: StoredItem[]; indicators: StoredItem[] },
) {
  if (submission.status !== 'returned') return;
  const queried = await listQueriedItems(tx, submission.id);
  for (const kind of ['activities', 'indicators'] as const) {
    for (const { id, code } of items[kind]) {
      if (!isItemOpen(submission, queried[kind].has(id))) {
        throw new DomainError(
          'NOT_OPEN',
          `${code} is not open for changes: the secretariat asked about other items.`,
        );
      }
    }
  }
}
