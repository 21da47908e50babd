import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows, type RowOf } from '#db/rows.ts';
import type { ItemName } from '#server/domain/submission/neighbours.calculations.ts';
import type { AnsweredFinding } from '#server/domain/validation/warning-reasons.rules.ts';
import type { EvidenceCell } from '#server/loaders/evidence/list-evidence-cells.ts';
import { createReportLoader, type StoredSubmission } from '#server/loaders/submission/load-submission.ts';
import { requireViewer, type OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { type CooperationComment, loadComments } from '../cooperation/list-cooperation.query.ts';
import { countColleagueComments } from '../conversation/list-colleague-comments.query.ts';
import { type EvidenceItem, loadItemEvidence } from '../evidence/list-evidence.query.ts';
import { loadItemFindings } from './check-sheet.query.ts';
import { type ItemNeighbours, loadNeighbours } from './find-neighbours.query.ts';
import {
  type ActivityEntry,
  buildNotAskedError,
  type IndicatorEntry,
  loadActivityEntry,
  loadIndicatorEntry,
} from './get-entry.query.ts';

/** All that the page of one item shows. `dueOn` and `periodEnd` are ISO dates. */
export type EntryPage<Entry> = {
  entry: Entry;
  report: {
    round: { title: string; state: StoredSubmission['round']['state']; periodEnd: string };
    reporter: { name: string };
    status: StoredSubmission['status'];
    dueOn: string;
    firstSubmittedAt: string | null;
  };
  neighbours: ItemNeighbours;
  findings: AnsweredFinding[];
  evidence: { items: EvidenceItem[]; cells: EvidenceCell[] };
  /** Of the bodies that cooperate in an activity. */
  comments: CooperationComment[];
  /** How many comments of colleagues there are. */
  colleagueComments: number;
  /** Who else has saved something of the item in the last minutes, the latest first. */
  alsoEditing: RecentEditor[];
};

const recentEditorShape = { name: z.string(), at: z.string() };
export type RecentEditor = RowOf<typeof recentEditorShape>;

/** Milliseconds. Forms save while people type, so whoever has saved so lately may still be writing. */
const lately = 15 * 60_000;

/** Reads from the history, which shows the reporter's own people only. */
const listRecentEditors = (
  tx: Transaction,
  submission: StoredSubmission,
  { subject, code }: { subject: ItemName['kind']; code: string },
  { personId, now }: { personId: string; now: Date },
): Promise<RecentEditor[]> =>
  readRows(
    tx,
    recentEditorShape,
    sql`select p.name, to_json(max(v.changed_at))#>>'{}' as at
    from tracker.revision v join auth.person p on p.id = v.changed_by
    where v.submission_id = ${submission.id} and v.subject = ${subject} and v.subject_key = ${code}
      and v.changed_by <> ${personId}
      and v.changed_at > ${new Date(now.getTime() - lately).toISOString()}::timestamptz
    group by p.id, p.name order by max(v.changed_at) desc limit 3`,
  );

/** The page of an activity, in one transaction. Throws NOT_FOUND. */
export const getActivityPage = (
  context: OperationContext,
  { activity, ...key }: { round: string; reporter: string; activity: string },
): Promise<EntryPage<ActivityEntry>> =>
  readPage(context, key, { kind: 'activity', code: activity }, loadActivityEntry);

/** The page of an indicator, in one transaction. Throws NOT_FOUND. */
export const getIndicatorPage = (
  context: OperationContext,
  { indicator, ...key }: { round: string; reporter: string; indicator: string },
): Promise<EntryPage<IndicatorEntry>> =>
  readPage(context, key, { kind: 'indicator', code: indicator }, loadIndicatorEntry);

type LoadEntry<Entry> = (
  context: OperationContext,
  tx: Transaction,
  submission: StoredSubmission,
  code: string,
) => Promise<Entry | null>;

/** What it asks travels together where nothing depends on what was answered. */
function readPage<Entry>(
  context: OperationContext,
  key: { round: string; reporter: string },
  { kind, code }: ItemName,
  loadEntry: LoadEntry<Entry>,
): Promise<EntryPage<Entry>> {
  const { personId } = requireViewer(context);
  const rules = { permission: 'report.read', resource: createReportLoader('none') } as const;
  return runOperation(context, rules, key, async ({ tx, resource: submission }) => {
    const item = { subject: kind, code };
    const [entry, neighbours, findings, evidence, comments, colleagueComments, alsoEditing] =
      await Promise.all([
        loadEntry(context, tx, submission, code),
        loadNeighbours(context, tx, submission, { kind, code }),
        loadItemFindings(tx, submission, item),
        loadItemEvidence(tx, submission, item),
        kind === 'activity' ? loadComments(tx, submission.id, code, personId) : [],
        countColleagueComments(tx, submission.id, item),
        listRecentEditors(tx, submission, item, { personId, now: context.now() }),
      ]);
    if (!entry) throw buildNotAskedError(submission, code);
    const { round, reporter, status, dueOn, firstSubmittedAt } = submission;
    return {
      entry,
      report: {
        round: { title: round.title, state: round.state, periodEnd: round.periodEnd },
        reporter: { name: reporter.name },
        status,
        dueOn,
        firstSubmittedAt,
      },
      neighbours,
      findings,
      evidence,
      comments,
      colleagueComments,
      alsoEditing,
    };
  });
}
