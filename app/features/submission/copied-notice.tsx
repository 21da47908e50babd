import { Link } from 'react-router';
import { Notice } from '#app/components/notice.tsx';
import type { Copyable } from '#app/contract.ts';
import { buildReportPath, type ReportKey } from './report-paths.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';

interface CopiedNoticeProps {
  reportKey: ReportKey;
  /** What could be copied from the last round; null where the person does not write. */
  copyable: Copyable | null;
  /** How many copied answers wait to be confirmed. */
  copied: number;
}

/** What the last round can do for this one: answers to start from, and copied ones that wait to be confirmed. */
export function CopiedNotice({ reportKey, copyable, copied }: CopiedNoticeProps) {
  const there = copyable ? copyable.activities.length + copyable.indicators.length : 0;
  if (copied === 0 && there === 0) return null;
  const path = buildReportPath(reportKey, 'copied');
  return copied > 0 ? (
    <Notice kind="warning" title={`${countAnswers(copied)} copied from the last round, not confirmed`}>
      <p>
        <Link to={path}>Read and confirm {copied === 1 ? 'it' : 'them'}</Link>. The report cannot be cleared
        before.
      </p>
    </Notice>
  ) : (
    <Notice title={`${countAnswers(there)} of ${copyable?.from} can be the start of this report`}>
      <p>
        Statuses and words that still hold need not be typed again.{' '}
        <Link to={path}>Start from {copyable?.from}</Link>
      </p>
    </Notice>
  );
}

/** "1 answer", "12 answers". */
export const countAnswers = (n: number): string => formatCount(n, 'answers');
