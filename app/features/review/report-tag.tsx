import { Tag, type TagProps } from '#app/components/tag.tsx';
import {
  type SubmissionStatus,
  submissionStatusLabels,
} from '#server/domain/submission/submission.workflow.ts';

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
