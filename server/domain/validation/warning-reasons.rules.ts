import type { SnapshotReason } from '../submission/snapshot-content.ts';
import type { Finding } from './finding.ts';

export type StoredReason = SnapshotReason & { by: string; at: string };

export type AnsweredFinding<Reason = StoredReason> = Finding & {
  /** Why the warning stands and is right; null where nobody has said. */
  reason: Reason | null;
  /** What was said when the warning was another: kept, but it does not count. */
  earlierReason: Reason | null;
};

type Place = Pick<Finding, 'subject' | 'code' | 'rule' | 'field'>;
const isSamePlace = (one: Place, other: Place) =>
  one.subject === other.subject &&
  one.code === other.code &&
  one.rule === other.rule &&
  one.field === other.field;

/** A sentence without the marks between thousands: they were commas once, and a reason that was given then still counts. */
const withoutMarks = (sentence: string) => sentence.replaceAll(/(?<=\d)[,\u202f](?=\d{3})/g, '');

/** Whether two sentences of a check say the same of the same figures. */
export const saysTheSame = (one: string, other: string): boolean => withoutMarks(one) === withoutMarks(other);

/** The reason that answers exactly this warning: another figure is another sentence, and asks again. */
const answers = (finding: Finding, reason: SnapshotReason) =>
  finding.kind === 'warning' && isSamePlace(finding, reason) && saysTheSame(finding.sentence, reason.warning);

/** Puts reasons beside the warnings that they were given for. */
export function joinReasons<Reason extends SnapshotReason>(
  findings: readonly Finding[],
  reasons: readonly Reason[],
): AnsweredFinding<Reason>[] {
  return findings.map((finding) => {
    const given =
      finding.kind === 'warning' ? (reasons.find((reason) => isSamePlace(finding, reason)) ?? null) : null;
    const counts = given !== null && answers(finding, given);
    return { ...finding, reason: counts ? given : null, earlierReason: counts ? null : given };
  });
}

/** The reasons that still answer something: these leave the country with the report. */
export function listCountingReasons<Reason extends SnapshotReason>(
  findings: readonly Finding[],
  reasons: readonly Reason[],
): Reason[] {
  return reasons.filter((reason) => findings.some((finding) => answers(finding, reason)));
}

/**
 * For the reviewer: what the check says now, with the reasons that came with the report. Where the check says
 * something else by now (an earlier round was corrected, a rule was changed), the warning that was answered is shown
 * as it was, so that no reason is lost on the way.
 */
export function joinReceivedReasons(
  findings: readonly Finding[],
  reasons: readonly SnapshotReason[],
): AnsweredFinding<SnapshotReason>[] {
  const joined = joinReasons(findings, reasons).map((finding) => ({ ...finding, earlierReason: null }));
  const left = reasons.filter((reason) => !findings.some((finding) => answers(finding, reason)));
  const answered = left.map((reason) => ({
    kind: 'warning' as const,
    rule: reason.rule,
    subject: reason.subject,
    code: reason.code,
    field: reason.field,
    sentence: reason.warning,
    advice: '',
    reason,
    earlierReason: null,
  }));
  return [...joined, ...answered];
}

export const countUnanswered = (findings: readonly AnsweredFinding<SnapshotReason>[]): number =>
  findings.filter(({ kind, reason }) => kind === 'warning' && reason === null).length;
