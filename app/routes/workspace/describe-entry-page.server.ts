import type { Sheet } from '#app/features/submission/contract-types.ts';
import {
  buildItemHistoryPath,
  buildItemPath,
  buildReportPath,
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
  item: { kind: ItemKind; code: string; version: number };
  mayWrite: boolean;
  canCopy: boolean;
};

/** Everything that frames an item's form: where it lies in the report, what comes after it, whether it is open. */
export function describeEntryPage({ url, key, viewer, sheet, today, item, mayWrite, canCopy }: Facts) {
  const tasks = listTasks(sheet);
  const next = findNextGap(tasks, item);
  const neighbours = findNeighbours(tasks, item);
  const link = (task: Task | null) =>
    task && { to: buildItemPath(key, task.kind, task.code), code: task.code, title: task.title };
  const { header } = sheet;
  const { searchParams } = new URL(url);
  const here = buildItemPath(key, item.kind, item.code);
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
    /** Offered while nothing is written: copying must not bury anybody's words. */
    copyPath: canCopy && item.version === 0 ? `${here}${here.includes('?') ? '&' : '?'}copy=last` : null,
    isCopy: canCopy && item.version === 0 && searchParams.get('copy') === 'last',
    savedVersion: Number(searchParams.get('saved') ?? 0) || 0,
  };
}
