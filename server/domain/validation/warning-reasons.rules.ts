import type { SnapshotReason } from '../submission/snapshot-content.ts';
import type { Finding } from './rule.ts';

export type StoredReason = SnapshotReason & { by: string; at: string };

export type AnsweredFinding<Reason = StoredReason> = Finding & {
  /** Why the warning remains and the figure is right; null if nobody has said. */
  reason: Reason | null;
  /** A reason given for an earlier form of the warning: shown, but it does not count. */
  earlierReason: Reason | null;
};

type Place = Pick<Finding, 'subject' | 'code' | 'rule' | 'field'>;
const isSamePlace = (one: Place, other: Place) =>
  one.subject === other.subject &&
  one.code === other.code &&
  one.rule === other.rule &&
  one.field === other.field;

/**
 * Removes thousands separators from a sentence: they used to be commas, and a reason given then still counts.
 */
const withoutMarks = (sentence: string) => sentence.replaceAll(/(?<=\d)[,\u202f](?=\d{3})/g, '');

/** Whether two sentences of a check state the same about the same figures. */
export const isWordedAlike = (one: string, other: string): boolean =>
  withoutMarks(one) === withoutMarks(other);

/**
 * Whether a reason answers exactly this warning: another figure makes another sentence and needs a new
 * reason.
 */
const answers = (finding: Finding, reason: SnapshotReason) =>
  finding.kind === 'warning' &&
  isSamePlace(finding, reason) &&
  isWordedAlike(finding.sentence, reason.warning);

/** Joins warnings with the reasons given for them. */
export function mergeReasons<Reason extends SnapshotReason>(
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

/** Lists the reasons that still answer a warning: these are submitted with the report. */
export function listCountingReasons<Reason extends SnapshotReason>(
  findings: readonly Finding[],
  reasons: readonly Reason[],
): Reason[] {
  return reasons.filter((reason) => findings.some((finding) => answers(finding, reason)));
}

/**
 * Joins, for the reviewer, the current findings with the reasons that came with the report. If the check has
 * changed since (an earlier round was corrected, a rule was changed), the answered warning is shown as it
 * was, so that no reason is lost.
 */
export function mergeReceivedReasons(
  findings: readonly Finding[],
  reasons: readonly SnapshotReason[],
): AnsweredFinding<SnapshotReason>[] {
  const joined = mergeReasons(findings, reasons).map((finding) => ({ ...finding, earlierReason: null }));
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

/** The reasons that answer most warnings, to be given without typing. */
export function listCommonReasons({ subject, field }: Pick<Finding, 'subject' | 'field'>): readonly string[] {
  if (subject !== 'indicator') return ['We checked it, and it is right'];
  const isBreakdown = !['', 'total', 'note', 'release'].includes(field) && !field.includes('=');
  return isBreakdown
    ? ['Our records do not have this breakdown']
    : [
        'We checked the figure at its source',
        'One large case or operation in this period',
        'The law or the way of counting has changed',
      ];
}
