import { data } from 'react-router';
import { groupRevisions, type RevisionGroup } from '#app/features/history/describe-changes.ts';
import type { ItemKind, ReportKey } from '#app/features/submission/report-paths.ts';
import type { RequestContext } from '#app/request-context.ts';
import {
  undoActivityChanges,
  undoIndicatorChanges,
} from '#server/domain/submission/undo-changes.calculations.ts';

type Caller = RequestContext['caller'];
export type RestoreTarget = { kind: ItemKind; code: string; revision: number | null };

/** How far back one can go on this page; what lies further back is in the history. */
const farthestBack = 200;

/** Which item is meant and how far it goes back. Throws 404 for an address that names none. */
export function readRestoreTarget(parameters: URLSearchParams): RestoreTarget {
  const [kind, code] = [parameters.get('kind'), parameters.get('code')];
  if ((kind !== 'activity' && kind !== 'indicator') || !code) throw data(null, { status: 404 });
  const revision = Number(parameters.get('revision'));
  return { kind, code, revision: Number.isInteger(revision) && revision > 0 ? revision : null };
}

/** What would be put back: the item as it stands, and as it stood before the change. */
export async function loadRestore(caller: Caller, key: ReportKey, target: RestoreTarget) {
  const of = { round: key.round, reporter: key.reporter };
  const [item, history] = await Promise.all([
    readItem(caller, of, target),
    caller.submission.history({ ...of, code: target.code, limit: farthestBack }),
  ]);
  const revisions = history.revisions.filter(({ subject }) => subject === target.kind);
  const at = target.revision === null ? 0 : revisions.findIndex(({ id }) => id === target.revision);
  const oldest = revisions[at];
  const { title, version, writable } = item;
  if (!oldest) return { title, version, writable, words: history.words, change: null };
  const taken = revisions.slice(0, at + 1);
  const sitting = revisions[(groupRevisions(revisions)[0]?.count ?? 1) - 1];
  const group: RevisionGroup = {
    id: oldest.id,
    subject: target.kind,
    code: target.code,
    by: oldest.by,
    from: oldest.at,
    to: oldest.at,
    before: item.current,
    after: item.restore(taken),
    count: taken.length,
  };
  return {
    title,
    version,
    writable,
    words: history.words,
    change: {
      group,
      revision: oldest.id,
      count: taken.length,
      since: oldest.at,
      by: [...new Set(taken.map(({ by }) => by))],
      /** One save further back, where there is one. */
      older: revisions[at + 1]?.id ?? null,
      /** All that one person saved in one go, where that is more than what is shown. */
      sitting: sitting && revisions.indexOf(sitting) > at ? sitting.id : null,
    },
  };
}

type Changes = { before: unknown; after: unknown }[];

async function readItem(
  caller: Caller,
  of: { round: string; reporter: string },
  { kind, code }: RestoreTarget,
) {
  if (kind === 'activity') {
    const { activity, answer, writable } = await caller.submission.activity({ ...of, activity: code });
    const current = {
      status_code: answer.status,
      achievements: answer.achievements,
      challenges: answer.challenges,
      next_steps: answer.nextSteps,
      narrative_released: answer.narrativeReleased,
    };
    return {
      title: activity.title,
      version: answer.version,
      writable,
      current,
      restore: (changes: Changes): unknown => undoActivityChanges(current, changes),
    };
  }
  const { indicator, answer, writable } = await caller.submission.indicator({ ...of, indicator: code });
  const { note, release, cells } = answer;
  return {
    title: indicator.title,
    version: answer.version,
    writable,
    current: { note, release, cells },
    restore: (changes: Changes): unknown => undoIndicatorChanges({ note, release, cells }, changes),
  };
}
