import { randomUUID } from 'node:crypto';
import {
  buildItemHistoryPath,
  buildItemPath,
  buildReportPath,
  buildRestorePath,
  type ReportKey,
} from '#app/features/submission/report-paths.ts';
import { explainReadOnly, nameReport } from '#app/features/submission/report-words.ts';
import { can, type Viewer } from '#server/domain/access/can.rules.ts';
import { buildSignInPath } from '#app/routes/workspace/open-report.server.ts';
import type { EntryPageAnswer } from '#app/contract.ts';

type Facts = {
  url: string;
  key: ReportKey;
  viewer: Viewer;
  today: string;
  code: string;
  answer: EntryPageAnswer;
};

/** Everything that frames an item's form: where it lies in the report, what comes after it, whether it is open. */
export function describeEntryPage({ url, key, viewer, today, code, answer }: Facts) {
  const { entry, report, neighbours } = answer;
  const link = (item: typeof neighbours.next) =>
    item && { to: buildItemPath(key, item.kind, item.code), code: item.code, title: item.title };
  const { searchParams } = new URL(url);
  return {
    key,
    personId: viewer.personId,
    reportName: nameReport(report),
    reportPath: buildReportPath(key),
    historyPath: buildItemHistoryPath(key, code),
    signInPath: buildSignInPath(url),
    dueOn: report.dueOn,
    today,
    periodEnd: report.round.periodEnd,
    submissionStatus: report.status,
    previous: link(neighbours.previous),
    next: link(neighbours.next),
    /** Where "Save and continue" leads. */
    nextGap: link(neighbours.nextGap),
    whyReadOnly: explainReadOnly({
      status: report.status,
      roundState: report.round.state,
      mayWrite: can(viewer, 'report.write', { reporter: entry.reporter }),
    }),
    restorePath: buildRestorePath(key, 'activity' in entry ? 'activity' : 'indicator', code),
    savedVersion: Number(searchParams.get('saved') ?? 0) || 0,
  };
}

/** What EntryExtras shows, one field a part. */
export type EntryExtrasData = ReturnType<typeof describeEntryExtras>;

/** The parts beside the form, each with what makes its own form count once. */
export const describeEntryExtras = ({ findings, evidence, comments }: EntryPageAnswer) => ({
  findings,
  comments,
  evidence: { ...evidence, requestIds: { file: randomUUID(), link: randomUUID() } },
});
