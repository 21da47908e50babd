import { and, desc, eq, gte, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { revision as revisionTable } from '#db/schema/submission.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { checkActivityReport } from '#server/domain/submission/activity-report.schema.ts';
import { isItemOpen } from '#server/domain/submission/submission.workflow.ts';
import {
  findCopiedBefore,
  type StoredChange,
  undoActivityChanges,
  undoIndicatorChanges,
} from '#server/domain/submission/undo-changes.calculations.ts';
import { releases } from '#server/domain/value/indicator-definition.ts';
import { checkCells } from '#server/domain/value/check-cells.rules.ts';
import { buildCellInput } from '#server/domain/value/indicator-value.rules.ts';
import { cellInputSchema, cellSchema } from '#server/domain/value/indicator-value.schema.ts';
import { listIndicatorDefinitions } from '#server/loaders/plan/list-indicator-definitions.ts';
import { getCells } from '#server/loaders/submission/load-checked-report.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import {
  requireOpenForWriting,
  listQueriedItems,
  createReportLoader,
  type StoredSubmission,
} from '#server/loaders/submission/load-submission.ts';
import type { SavedItem } from './save-report.ts';
import { type Stamp, saveActivityReports } from './save-activity-reports.ts';
import { saveIndicatorReports } from './save-indicator-reports.ts';
import { type Run, runOperation } from '#server/operation/run-operation.ts';

export type RestoreAnswerInput = {
  round: string;
  reporter: string;
  requestId?: string | undefined;
  kind: 'activity' | 'indicator';
  code: string;
  /** The oldest change that is taken back, as history numbers it; all newer ones go with it. */
  revision: number;
  /** The version of the item that was read. */
  version: number;
};

/**
 * Puts an answer back to how it stood before a change, as a new save: history loses nothing, and this too can be
 * taken back. Throws NOT_FOUND for a change that the viewer may not see, CONFLICT when the item was changed since it
 * was read, BAD_INPUT when what stood there then is no longer allowed, ROUND_CLOSED or NOT_OPEN.
 */
export function restoreAnswer(context: OperationContext, input: RestoreAnswerInput): Promise<SavedItem> {
  return runOperation(
    context,
    { permission: 'report.write', once: 'submission.restore', resource: createReportLoader('share') },
    input,
    async (run) => {
      const { tx, resource: submission } = run;
      requireOpenForWriting(submission, context);
      const changes = await listChanges(tx, submission, input);
      const copiedFrom = findCopiedBefore(changes);
      const stamp: Stamp = {
        at: context.now().toISOString(),
        ...(copiedFrom === null ? {} : { copiedFrom }),
      };
      const restore = input.kind === 'activity' ? restoreActivity : restoreIndicator;
      const [saved] = await restore(run, input, changes, stamp);
      if (!saved) throw notThere(input);
      return saved;
    },
  );
}

/** The changes from the newest to the one that is asked for. */
async function listChanges(
  tx: Transaction,
  submission: StoredSubmission,
  { kind, code, revision }: RestoreAnswerInput,
): Promise<StoredChange[]> {
  const changes = await tx
    .select({ id: revisionTable.id, before: revisionTable.before, after: revisionTable.after })
    .from(revisionTable)
    .where(
      and(
        eq(revisionTable.submissionId, submission.id),
        eq(revisionTable.subject, kind),
        eq(revisionTable.subjectKey, code),
        gte(revisionTable.id, revision),
      ),
    )
    .orderBy(desc(revisionTable.id));
  if (changes.at(-1)?.id !== revision) {
    throw new DomainError('NOT_FOUND', `There is no such change of ${code}.`);
  }
  return changes;
}

async function restoreActivity(
  run: Run<StoredSubmission>,
  input: RestoreAnswerInput,
  changes: StoredChange[],
  stamp: Stamp,
): Promise<SavedItem[]> {
  const { tx, resource: submission } = run;
  const [row] = await readRows(
    tx,
    {
      id: z.number(),
      status_code: z.string().nullable(),
      achievements: z.string(),
      challenges: z.string(),
      obstacles: z.array(z.string()),
      help_wanted: z.array(z.string()),
      next_steps: z.string(),
      narrative_released: z.boolean(),
      statuses: z.array(z.string()),
    },
    sql`
    select a.id, ar.status_code, ar.achievements, ar.challenges, ar.obstacles, ar.help_wanted,
      ar.next_steps, ar.narrative_released,
      (select coalesce(array_agg(code), '{}') from tracker.round_statuses(${submission.round.id})) as statuses
    from tracker.activity_report ar join tracker.activity a on a.id = ar.activity_id
    where ar.submission_id = ${submission.id} and a.code = ${input.code} for update of ar`,
  );
  if (!row) throw notThere(input);
  await assertOpen(tx, submission, 'activities', row.id, input.code);
  const answer = undoActivityChanges(row, changes);
  const { content, problems } = checkActivityReport(
    {
      activity: input.code,
      version: input.version,
      status: answer.status_code,
      achievements: answer.achievements,
      challenges: answer.challenges,
      obstacles: answer.obstacles,
      helpWanted: answer.help_wanted,
      nextSteps: answer.next_steps,
      narrativeReleased: answer.narrative_released,
    },
    row.statuses,
  );
  requireNoProblems(problems);
  return saveActivityReports(
    run,
    submission,
    [{ id: row.id, code: input.code, version: input.version, content }],
    stamp,
  );
}

async function restoreIndicator(
  run: Run<StoredSubmission>,
  input: RestoreAnswerInput,
  changes: StoredChange[],
  stamp: Stamp,
): Promise<SavedItem[]> {
  const { tx, resource: submission } = run;
  const [row] = await readRows(
    tx,
    { id: z.number(), note: z.string(), release: z.enum(releases) },
    sql`
    select i.id, ir.note, ir.release
    from tracker.indicator_report ir join tracker.indicator i on i.id = ir.indicator_id
    where ir.submission_id = ${submission.id} and i.code = ${input.code} for update of ir`,
  );
  const definition = row && (await listIndicatorDefinitions(tx, [row.id], submission.round.id)).get(row.id);
  if (!row || !definition) throw notThere(input);
  await assertOpen(tx, submission, 'indicators', row.id, input.code);
  const [stored] = await readRows(
    tx,
    { cells: z.array(cellSchema) },
    sql`
    select ${getCells(sql`${submission.id}::integer`, sql`${row.id}::integer`)} as cells`,
  );
  const answer = undoIndicatorChanges({ ...row, cells: stored?.cells ?? [] }, changes);
  const { cells, problems } = checkCells(
    definition,
    answer.cells.map((cell) => cellInputSchema.parse(buildCellInput(cell))),
  );
  requireNoProblems(problems);
  const release = releases.find((known) => known === answer.release);
  return saveIndicatorReports(
    run,
    submission,
    [{ definition, version: input.version, note: answer.note, release, cells }],
    stamp,
  );
}

async function assertOpen(
  tx: Transaction,
  submission: StoredSubmission,
  kind: 'activities' | 'indicators',
  id: number,
  code: string,
) {
  const queried = submission.status === 'returned' ? (await listQueriedItems(tx, submission.id))[kind] : null;
  if (isItemOpen(submission, queried?.has(id) ?? false)) return;
  throw new DomainError(
    'NOT_OPEN',
    `${code} is not open for changes: the secretariat asked about other items.`,
  );
}

function notThere({ code, reporter, round }: RestoreAnswerInput) {
  return new DomainError('NOT_FOUND', `"${code}" is not asked of ${reporter} in ${round}.`);
}
