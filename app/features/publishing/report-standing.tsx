import { Link } from 'react-router';
import { Checkbox } from '#app/components/choice-field.tsx';
import { Notice } from '#app/components/notice.tsx';
import type { ApprovedReport } from '#app/contract.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import { shortenChanges } from '#server/domain/publication/approved-report.rules.ts';

/** Says whether the approved report goes with what would be published, and what has changed where it does not. */
export function ReportNotice({ report, round }: { report: ApprovedReport; round: string }) {
  if (!report) return null;
  if (report.goesAlong) {
    return (
      <Notice title={`Draft ${report.draft} of the report is approved and goes along.`}>
        <p>Its figures and words are those that would be published.</p>
      </Notice>
    );
  }
  const { named, more } = shortenChanges(report.changes);
  return (
    <Notice
      kind="warning"
      id="report"
      title={`What would be published differs from draft ${report.draft} of the report, which is approved.`}
    >
      {named.length > 0 ? (
        <>
          <p>This has changed since the draft was made:</p>
          <ul>
            {named.map((change) => (
              <li key={change}>{change}</li>
            ))}
            {more > 0 ? <li>and {more} more</li> : null}
          </ul>
        </>
      ) : (
        <p>
          The draft was made before drafts kept what they were built from, so the changes cannot be named.
        </p>
      )}
      <p>
        <Link to={`/secretariat/compile/${round}/editions`}>Make a new draft</Link> and have it approved, or
        publish all the same: then the report does not go along.
      </p>
    </Notice>
  );
}

export interface WithoutReportBoxProps {
  report: ApprovedReport;
  /** Before the id, where a page has the box twice. */
  prefix?: string;
  checked: boolean;
  problems: readonly FieldProblem[];
}

/** The box that has to be ticked before something is published that the approved report does not say. */
export function WithoutReportBox({ report, prefix = '', checked, problems }: WithoutReportBoxProps) {
  if (!report || report.goesAlong) return null;
  return (
    <Checkbox
      id={`${prefix}withoutReport`}
      name="withoutReport"
      label="Publish all the same: the report does not go with this publication"
      defaultChecked={checked}
      error={problems.find(({ path }) => path === 'withoutReport')?.message}
    />
  );
}
