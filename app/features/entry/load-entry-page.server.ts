import type { Sheet } from '#app/contract.ts';
import {
  buildItemHistoryPath,
  buildItemPath,
  buildReportPath,
  buildRestorePath,
  type ItemKind,
  type ReportKey,
} from '#app/features/submission/report-paths.ts';
import { findNeighbours, findNextGap, listTasks, type Task } from '#app/features/submission/report-tasks.tsx';
import { explainReadOnly, nameReport } from '#app/features/submission/report-words.ts';
import type { Viewer } from '#server/domain/access/can.rules.ts';
import { buildSignInPath } from '#app/routes/workspace/open-report.server.ts';
import { randomUUID } from 'node:crypto';
import type { RequestContext } from '#app/request-context.ts';
import { ask } from '#app/features/errors/ask.ts';

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

/** What EntryExtras shows, one field a part. */
export type EntryExtrasData = Awaited<ReturnType<typeof loadEntryExtras>>;

/** Loads all parts side by side. */
export async function loadEntryExtras(
  caller: RequestContext['caller'],
  requestId: string,
  key: ReportKey,
  { kind, code }: { kind: 'activity' | 'indicator'; code: string },
) {
  const { round, reporter } = key;
  const [findings, evidence, comments] = await Promise.all([
    ask(requestId, () => caller.validation.item({ round, reporter, subject: kind, code })),
    ask(requestId, () => caller.evidence.list({ round, reporter, item: { subject: kind, code } })),
    kind === 'activity'
      ? ask(requestId, () => caller.cooperation.comments({ round, reporter, activity: code }))
      : [],
  ]);
  return {
    findings,
    comments,
    evidence: { ...evidence, requestIds: { file: randomUUID(), link: randomUUID() } },
  };
}
