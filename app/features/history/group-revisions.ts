/** As much of a revision as grouping needs. */
type RevisionLike = {
  id: number;
  subject: string;
  code: string;
  by: string;
  at: string;
  before: unknown;
  after: unknown;
};

/** Changes that one person made to one item in one go. */
export type RevisionGroup = {
  /** The id of the newest revision in it. */
  id: number;
  subject: string;
  code: string;
  by: string;
  /** From the first change to the last. */
  from: string;
  to: string;
  before: unknown;
  after: unknown;
  /** How many times it was saved. */
  count: number;
};

/** A pause longer than this starts a new entry. */
const longestPauseMs = 30 * 60 * 1000;

/**
 * Puts the many saves of somebody who writes into one entry: what stood there before the first and after the last.
 * Takes revisions newest first and keeps that order.
 */
export function groupRevisions(revisions: readonly RevisionLike[]): RevisionGroup[] {
  const groups: RevisionGroup[] = [];
  for (const revision of revisions) {
    const group = groups.at(-1);
    const belongs =
      group !== undefined &&
      // What was added and removed again was there.
      group.subject !== 'evidence' &&
      group.subject === revision.subject &&
      group.code === revision.code &&
      group.by === revision.by &&
      Date.parse(group.from) - Date.parse(revision.at) <= longestPauseMs;
    if (belongs) {
      group.before = revision.before;
      group.from = revision.at;
      group.count += 1;
    } else {
      const { id, subject, code, by, at, before, after } = revision;
      groups.push({ id, subject, code, by, from: at, to: at, before, after, count: 1 });
    }
  }
  return groups;
}
