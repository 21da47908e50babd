import type { Board } from '#app/contract.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import { formatVerb, formatCount } from '#server/domain/language/counted-nouns.ts';
import { Tag, type TagProps } from '#app/components/tag.tsx';
import {
  type SubmissionStatus,
  submissionStatusLabels,
} from '#server/domain/submission/submission.workflow.ts';

/** The numbers of a list as a sentence: "a, b and c". */
export function joinWords(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** "Of 22 reports, 4 are accepted, 5 wait for review and 13 have not been submitted." */
export function describeReportProgress({ counts }: Pick<Board, 'counts'>): string {
  if (counts.due === 0) return 'No reports are due yet.';
  const parts = [
    counts.accepted && `${formatNumber(counts.accepted)} ${formatVerb(counts.accepted, 'are')} accepted`,
    counts.submitted &&
      `${formatNumber(counts.submitted)} ${formatVerb(counts.submitted, 'wait')} for review`,
    counts.returned &&
      `${formatNumber(counts.returned)} ${formatVerb(counts.returned, 'are')} returned for changes`,
    counts.cleared &&
      `${formatNumber(counts.cleared)} ${formatVerb(counts.cleared, 'are')} cleared but not yet sent`,
    counts.draft && (counts.draft === 1 ? '1 is a draft' : `${formatNumber(counts.draft)} are drafts`),
  ].filter((part) => typeof part === 'string');
  return `Of ${formatCount(counts.due, 'reports')}, ${joinWords(parts)}.`;
}

/** Who is late, and by how much, in the order of the board: nobody is ranked. */
export function describeWhoIsLate({ rows }: Pick<Board, 'rows'>): string {
  const overdue = rows.filter(({ timing }) => timing.state === 'overdue');
  if (overdue.length === 0) return 'No report is overdue.';
  const names = overdue.map(({ reporter, timing }) => {
    const days = 'days' in timing ? timing.days : 0;
    return `${reporter.kind === 'state' ? reporter.name : reporter.code} (${formatCount(days, 'days')})`;
  });
  return `${formatCount(overdue.length, 'reports', 'are')} overdue: ${joinWords(names)}.`;
}

const emphasis: Record<SubmissionStatus, TagProps['emphasis']> = {
  draft: 'quiet',
  cleared: 'normal',
  // What waits for the reader of these pages.
  submitted: 'strong',
  returned: 'normal',
  accepted: 'done',
};

/** Where a report stands, in the secretariat's eyes. */
export function ReportTag({ status }: { status: SubmissionStatus }) {
  return <Tag emphasis={emphasis[status]}>{submissionStatusLabels[status]}</Tag>;
}
