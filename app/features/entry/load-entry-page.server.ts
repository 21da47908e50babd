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
import { attempt } from '#app/features/errors/ask.ts';
import type { RequestContext } from '#app/request-context.ts';
import { describeMerge } from '#server/domain/submission/merge-answers.rules.ts';
import { isGuideRead } from './how-to-fill.tsx';
import type { ItemMerging } from './merge-drafts.ts';

type Facts = {
  request: Request;
  key: ReportKey;
  viewer: Viewer;
  today: string;
  code: string;
  answer: EntryPageAnswer;
};

/** Everything that frames an item's form: where it lies in the report, what comes after it, whether it is open. */
export function describeEntryPage({ request, key, viewer, today, code, answer }: Facts) {
  const { entry, report, neighbours } = answer;
  const link = (item: typeof neighbours.next) =>
    item && { to: buildItemPath(key, item.kind, item.code), code: item.code, title: item.title };
  const { url } = request;
  const { searchParams } = new URL(url);
  return {
    key,
    isGuideRead: isGuideRead(request),
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

/** The parts beside the form, each with what makes its own form count once, and what a posted form was merged with. */
export const describeEntryExtras = (
  { findings, evidence, comments }: EntryPageAnswer,
  merged: string | null,
) => ({
  merged,
  findings,
  comments,
  evidence: { ...evidence, requestIds: { file: randomUUID(), link: randomUUID() } },
});

type Revisions = Awaited<ReturnType<RequestContext['caller']['submission']['history']>>['revisions'];

/** Says what others changed between the version that a posted form had read and the one that it made; null if nothing. */
export function describeMergedSave<Draft>(
  revisions: Revisions,
  { merging, read, since, until }: MergedSave<Draft>,
): string | null {
  const between = revisions.filter(({ after }) => {
    const { version = 0 } = (after ?? {}) as { version?: number };
    return version > since && version < until;
  });
  const [newest] = between;
  if (!newest) return null;
  const questions = between.flatMap(({ before, after }) => {
    const [was, became] = [merging.serialise(read(before)), merging.serialise(read(after))];
    return Object.keys(became).filter((question) => was[question] !== became[question]);
  });
  if (questions.length === 0) return null;
  return describeMerge(newest.by, [...new Set(questions)].map(merging.nameQuestion));
}

type MergedSave<Draft> = {
  merging: ItemMerging<Draft>;
  /** What history keeps, as a draft. */
  read: (stored: unknown) => Draft;
  since: number;
  until: number;
};

/** The same for a page whose URL says that a posted form was merged. */
export async function findMergedSave<Draft>(
  { url, caller, requestId, key, code }: MergedPage,
  item: Pick<MergedSave<Draft>, 'merging' | 'read'>,
): Promise<string | null> {
  const { searchParams } = new URL(url);
  const since = searchParams.get('merged');
  if (since === null) return null;
  const history = await attempt(requestId, () =>
    caller.submission.history({ round: key.round, reporter: key.reporter, code, limit: 50 }),
  );
  if (!history.ok) return null;
  const until = Number(searchParams.get('saved') ?? 0);
  return describeMergedSave(history.value.revisions, { ...item, since: Number(since), until });
}

type MergedPage = {
  url: string;
  caller: RequestContext['caller'];
  requestId: string;
  key: ReportKey;
  code: string;
};
