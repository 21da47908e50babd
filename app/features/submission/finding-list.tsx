import { Link } from 'react-router';
import { Details } from '#app/components/details.tsx';
import { Section } from '#app/components/layout.tsx';
import { findFieldId } from '../entry/field-ids.ts';
import type { CheckedSheet } from './contract-types.ts';
import { buildItemPath, type ReportKey } from './report-paths.ts';

type Finding = CheckedSheet['findings'][number];

interface FindingListProps {
  findings: readonly Finding[];
  reportKey: ReportKey;
}

/** A longer list of gaps is folded: it says how much is missing, the task list says what. */
const mostGapsShown = 8;

/** What stands in the way, what looks odd, and what is missing, each with the way to its field. */
export function FindingList({ findings, reportKey }: FindingListProps) {
  const of = (kind: Finding['kind']) => findings.filter((finding) => finding.kind === kind);
  const [errors, warnings, gaps] = [of('error'), of('warning'), of('gap')];
  const list = (some: readonly Finding[]) => (
    <ul>
      {some.map((finding) => (
        <li key={`${finding.code}/${finding.field}/${finding.sentence}`}>
          <FindingLink finding={finding} reportKey={reportKey} />
        </li>
      ))}
    </ul>
  );
  return (
    <>
      <Section
        id="errors"
        title={errors.length === 0 ? 'No errors' : `${count(errors.length, 'error')} to correct`}
        lead={
          errors.length === 0
            ? 'Nothing stands in the way of clearing the report.'
            : 'The report cannot be cleared while these stand.'
        }
      >
        {errors.length > 0 ? list(errors) : null}
      </Section>
      {warnings.length > 0 ? (
        <Section
          id="warnings"
          title={`${count(warnings.length, 'warning')} to look at again`}
          lead="These do not stop the report. Correct them, or say in the note why they are right."
        >
          {list(warnings)}
        </Section>
      ) : null}
      {gaps.length > 0 ? (
        <Section
          id="gaps"
          title={`${count(gaps.length, 'item')} not reported`}
          lead="A report may leave with gaps. They are shown as “not yet reported”, never as zero."
        >
          {gaps.length > mostGapsShown ? (
            <Details summary="Show what is missing">{list(gaps)}</Details>
          ) : (
            list(gaps)
          )}
        </Section>
      ) : null}
    </>
  );
}

const count = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`;

function FindingLink({ finding, reportKey }: { finding: Finding; reportKey: ReportKey }) {
  const { subject, code, field, sentence } = finding;
  if (subject === 'report') return <>{sentence}</>;
  return <Link to={buildItemPath(reportKey, subject, code, findFieldId(subject, field))}>{sentence}</Link>;
}
