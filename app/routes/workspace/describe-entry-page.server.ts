import type { Sheet } from '#app/contract.ts';
import {
  buildItemHistoryPath,
  buildItemPath,
  buildReportPath,
  buildRestorePath,
  type ItemKind,
  type ReportKey,
} from '#app/features/submission/report-paths.ts';
import { findNeighbours, findNextGap, listTasks, type Task } from '#app/features/submission/report-tasks.ts';
import { explainReadOnly, nameReport } from '#app/features/submission/report-words.ts';
import type { Viewer } from '#server/domain/access/can.rules.ts';
import { buildSignInPath } from './open-report.server.ts';

/** What the pages of activities and indicators have in common besides the item itself. */
export type EntryPageFacts = ReturnType<typeof describeEntryPage>;

type Facts = {
  url: string;
  key: ReportKey;
  viewer: Viewer;
  sheet: Sheet;
  today: string;
  item: { kind: ItemKind; code: string };
  mayWrite: boolean;
};

/** Everything that frames an item's form: where it lies in the report, what comes after it, whether it is open. */
export function describeEntryPage({ url, key, viewer, sheet, today, item, mayWrite }: Facts) {
  const tasks = listTasks(sheet);
  const next = findNextGap(tasks, item);
  const neighbours = findNeighbours(tasks, item);
  const link = (task: Task | null) =>
    task && { to: buildItemPath(key, task.kind, task.code), code: task.code, title: task.title };
  const { header } = sheet;
  const { searchParams } = new URL(url);
  return {
    key,
    personId: viewer.personId,
    reportName: nameReport(header),
    reportPath: buildReportPath(key),
    historyPath: buildItemHistoryPath(key, item.code),
    signInPath: buildSignInPath(url),
    dueOn: header.dueOn,
    today,
    periodEnd: header.round.periodEnd,
    submissionStatus: header.status,
    previous: link(neighbours.previous),
    next: link(neighbours.next),
    /** Where "Save and continue" leads. */
    nextGap: link(next),
    whyReadOnly: explainReadOnly({ status: header.status, roundState: header.round.state, mayWrite }),
    restorePath: buildRestorePath(key, item.kind, item.code),
    savedVersion: Number(searchParams.get('saved') ?? 0) || 0,
  };
}
