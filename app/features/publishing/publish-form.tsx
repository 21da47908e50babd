import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { ConfirmStep } from '#app/components/confirm-step.tsx';
import type { ApprovedReport } from '#app/contract.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import type { PreviewSummary } from './preview-summary.ts';
import { PublicationWordFields, type PublicationWords } from './publication-word-fields.tsx';
import { WithoutReportBox } from './report-standing.tsx';
import styles from './publishing.module.css';

type Words = PublicationWords & { withoutReport: boolean };

/** Title, meeting and note of the publication. Nothing is published yet: a second step asks. */
export function PublishForm({
  typed,
  problems,
  report,
}: {
  typed: Words | null;
  problems: readonly FieldProblem[];
  report: ApprovedReport;
}) {
  return (
    <Form method="post" noValidate>
      <PublicationWordFields
        typed={typed}
        problems={problems}
        noteHint="For instance what is corrected. It stands on the publication for good."
      />
      <WithoutReportBox report={report} checked={typed?.withoutReport ?? false} problems={problems} />
      <p className={styles.act}>
        <Button name="intent" value="check">
          Publish
        </Button>
      </p>
    </Form>
  );
}

/** The step before figures become public for good. */
export function ConfirmPublication({ summary, words }: { summary: PreviewSummary; words: Words }) {
  const { withoutReport, title, meeting, note } = words;
  const { report } = summary;
  return (
    <ConfirmStep
      title={`Publish publication ${summary.number}?`}
      action="Publish"
      fields={{ title, meeting, note, ...(withoutReport ? { withoutReport: 'on' } : {}), intent: 'publish' }}
      cancelTo={`/secretariat/publish/${summary.round}`}
    >
      <p>
        {formatNumber(summary.numbers)} numbers for {summary.round} and the words of{' '}
        {summary.narratives.released} activity reports become public at once, for everyone.{' '}
        {formatNumber(summary.held)} figures stay hidden. A publication cannot be changed: a correction is a
        new one, and one that is withdrawn stays under a notice.
      </p>
      {report ? (
        <p>
          Draft {report.draft} of the report, which is approved,{' '}
          {report.goesAlong ? 'goes along.' : 'does not go along.'}
        </p>
      ) : null}
      {title || meeting || note ? (
        <p>
          {title ? `Title: ${title}. ` : ''}
          {meeting ? `Presented to: ${meeting}. ` : ''}
          {note ? `Note: ${note}` : ''}
        </p>
      ) : null}
    </ConfirmStep>
  );
}
