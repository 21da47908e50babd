import { randomUUID } from 'node:crypto';
import {
  buildItemHistoryPath,
  buildItemPath,
  buildReportPath,
  buildRestorePath,
  buildTalkPath,
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
    talk: {
      path: buildTalkPath(key, 'activity' in entry ? 'activity' : 'indicator', code),
      count: answer.colleagueComments,
    },
    alsoEditing: answer.alsoEditing,
    signInPath: buildSignInPath(url),
    dueOn: report.dueOn,
    firstSubmittedAt: report.firstSubmittedAt,
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

/**
 * Says what a posted form was merged with: the URL names the questions, history who changed them after the version
 * that the form had read. Not everybody may see all of history; then nobody is named.
 */
export function describeMergedSave<Draft>(
  search: URLSearchParams,
  revisions: Revisions,
  { serialise, nameQuestion }: ItemMerging<Draft>,
  empty: Draft,
): string | null {
  const known = Object.keys(serialise(empty));
  const questions = search.getAll('merged').filter((question) => known.includes(question));
  if (questions.length === 0) return null;
  const [since, until] = [Number(search.get('since')), Number(search.get('saved'))];
  const theirs = revisions.find(({ after }) => {
    const { version = 0 } = (after ?? {}) as { version?: number };
    return version > since && version < until;
  });
  return describeMerge(theirs?.by ?? null, questions.map(nameQuestion));
}

/** The same for a page that was asked for; history is read only where something was merged. */
export async function findMergedSave<Draft>(
  { url, caller, requestId, key, code }: MergedPage,
  merging: ItemMerging<Draft>,
  empty: Draft,
): Promise<string | null> {
  const { searchParams } = new URL(url);
  if (!searchParams.has('merged')) return null;
  const history = await attempt(requestId, () =>
    caller.submission.history({ round: key.round, reporter: key.reporter, code, limit: 50 }),
  );
  return describeMergedSave(searchParams, history.ok ? history.value.revisions : [], merging, empty);
}

type MergedPage = {
  url: string;
  caller: RequestContext['caller'];
  requestId: string;
  key: ReportKey;
  code: string;
};
