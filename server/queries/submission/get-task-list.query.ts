import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readAsViewer, type Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { can } from '#server/domain/access/can.rules.ts';
import { toUtcDay } from '#server/domain/submission/due-dates.rules.ts';
import type { OwnSave } from '#server/domain/submission/time-left.calculations.ts';
import { requireViewer, type OperationContext } from '#server/operation/operation-context.ts';
import { loadWaitingRoles, type WaitingRole } from '../person/list-waiting-roles.query.ts';
import { buildNextStep, loadWay, type NextStepView } from './get-next-step.query.ts';
import { getSheet, type Sheet } from './get-sheet.query.ts';
import { type DecisionEntry, loadDecisions } from './list-history.query.ts';
import { loadOpenQuestions, type OpenQuestion } from './list-questions.query.ts';
import { findSubmissionId } from './find-stored-sheet.query.ts';

export type TaskList = {
  sheet: Sheet;
  next: NextStepView;
  /** What the secretariat asks, where the report was returned. */
  questions: OpenQuestion[];
  /** The last step of the report; null for one that nobody has moved. */
  lastStep: DecisionEntry | null;
  /** Roles for this report on which the viewer may decide. */
  toDecide: WaitingRole[];
  /** Whether there is an edition of the consolidated report that the viewer may read. */
  isDrafted: boolean;
  /** The viewer's own saves, oldest first: from this their pace is worked out, and nothing else. Empty for readers. */
  saves: OwnSave[];
};

/** More than anybody saves in one round without having shown their pace long before. */
const mostSaves = 1000;

/**
 * All that the task list of a report shows, in two round trips: the sheet, then what depends on how it stands. Throws
 * NOT_FOUND like getSheet.
 */
export async function getTaskList(
  context: OperationContext,
  input: { round: string; reporter: string },
): Promise<TaskList> {
  const viewer = requireViewer(context);
  const sheet = await getSheet(context, input, false);
  const id = (await findSubmissionId(context, input)) ?? 0;
  const { header, permissions } = sheet;
  const isReader = can(viewer, 'edition.readOwn', { reporter: header.reporter });
  const [way, questions, decisions, toDecide, drafted, saves] = await readAsViewer(
    context.database,
    { personId: viewer.personId, viewerSecret: context.viewerSecret },
    (tx) => [
      loadWay(tx, id, input.reporter, toUtcDay(context.now())),
      header.status === 'returned' ? loadOpenQuestions(tx, id) : Promise.resolve<OpenQuestion[]>([]),
      loadDecisions(tx, id),
      loadWaitingRoles(tx, context.now().toISOString(), sql`r.code = ${input.reporter}`),
      isReader ? loadDrafted(tx, input) : Promise.resolve<{ drafted: boolean }[]>([]),
      permissions.write ? loadOwnSaves(tx, id, viewer.personId) : Promise.resolve<OwnSave[]>([]),
    ],
  );
  return {
    sheet,
    next: buildNextStep(viewer, sheet, way),
    questions,
    lastStep: decisions[0] ?? null,
    toDecide: toDecide.filter(({ mayDecide }) => mayDecide),
    isDrafted: drafted[0]?.drafted ?? false,
    saves,
  };
}

const loadDrafted = (tx: Transaction, { round, reporter }: { round: string; reporter: string }) =>
  readRows(
    tx,
    { drafted: z.boolean() },
    sql`select exists (select from tracker.report_edition e
      join tracker.report_draft d on d.id = e.draft_id
      join tracker.round r on r.id = d.round_id and r.code = ${round}
      where e.edition = 'state' and e.scope = ${reporter}) as drafted`,
  );

const loadOwnSaves = (tx: Transaction, submissionId: number, personId: string): Promise<OwnSave[]> =>
  readRows(
    tx,
    { code: z.string(), at: z.string() },
    sql`select code, at from (
      select v.subject_key as code, to_json(v.changed_at)#>>'{}' as at, v.id
      from tracker.revision v
      where v.submission_id = ${submissionId} and v.changed_by = ${personId}
        and v.subject in ('activity', 'indicator')
      order by v.id desc limit ${mostSaves}) newest
    order by id`,
  );
