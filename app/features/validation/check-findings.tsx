import { Link, useRevalidator } from 'react-router';
import { Details, Section } from '#app/components/layout.tsx';
import { findFieldId } from '#app/features/entry/field-ids.ts';
import { buildItemPath, type ReportKey } from '#app/features/submission/report-paths.ts';
import { formatCount, formatVerb } from '#server/domain/language/counted-nouns.ts';
import { countUnanswered } from '#server/domain/validation/warning-reasons.rules.ts';
import { type CheckFinding, FindingEntries, FindingEntry, Reason } from './finding-list.tsx';

interface FindingListProps {
  findings: readonly CheckFinding[];
  reportKey: ReportKey;
  /** Whether reasons can be given now. */
  writable?: boolean | undefined;
}

/** A longer list of gaps is folded: it says how much is missing, the task list says what. */
const mostGapsShown = 8;

/** What stands in the way, what looks odd, and what is missing, each with the way to its field. */
export function FindingList({ findings, reportKey, writable = false }: FindingListProps) {
  const { revalidate } = useRevalidator();
  const of = (kind: CheckFinding['kind']) => findings.filter((finding) => finding.kind === kind);
  const [errors, warnings, gaps] = [of('error'), of('warning'), of('gap')];
  return (
    <>
      <Section
        id="errors"
        title={errors.length === 0 ? 'No errors' : `${formatCount(errors.length, 'errors')} to correct`}
        lead={
          errors.length === 0
            ? 'Nothing prevents the report from being cleared.'
            : 'Correct these before the report can be cleared.'
        }
      >
        {errors.length > 0 ? (
          <FindingEntries>
            {errors.map((finding) => (
              <FindingEntry
                key={keyOf(finding)}
                finding={finding}
                lead={<FindingLink finding={finding} reportKey={reportKey} />}
              />
            ))}
          </FindingEntries>
        ) : null}
      </Section>
      {warnings.length > 0 ? (
        <Section
          id="warnings"
          title={`${formatCount(warnings.length, 'warnings')} to look at again`}
          lead={describeWarnings(countUnanswered(warnings), warnings.length)}
        >
          <FindingEntries>
            {warnings.map((finding) => (
              <FindingEntry
                key={keyOf(finding)}
                finding={finding}
                lead={<FindingLink finding={finding} reportKey={reportKey} />}
              >
                <Reason
                  finding={finding}
                  reportKey={reportKey}
                  writable={writable}
                  from="check"
                  onGiven={() => void revalidate()}
                />
              </FindingEntry>
            ))}
          </FindingEntries>
        </Section>
      ) : null}
      {gaps.length > 0 ? (
        <Section
          id="gaps"
          title={`${formatCount(gaps.length, 'items')} not reported`}
          lead="You can send a report with gaps. They are shown as “not yet reported”, never as zero."
        >
          {gaps.length > mostGapsShown ? (
            <Details summary="Show what is missing">
              <Gaps gaps={gaps} reportKey={reportKey} />
            </Details>
          ) : (
            <Gaps gaps={gaps} reportKey={reportKey} />
          )}
        </Section>
      ) : null}
    </>
  );
}

function describeWarnings(unanswered: number, all: number): string {
  if (unanswered === 0) return 'Each has a reason, which is sent to the secretariat with the report.';
  if (all === 1) {
    return 'This does not stop the report. Correct it, or say why it is right. Without a reason the secretariat will ask.';
  }
  const how =
    unanswered === all
      ? 'None of them has a reason yet.'
      : `${unanswered} of them ${formatVerb(unanswered, 'have')} no reason yet.`;
  return `These do not stop the report. Correct them, or say why they are right. ${how} Where there is none, the secretariat will ask.`;
}

const keyOf = ({ subject, code, rule, field, sentence }: CheckFinding) =>
  `${subject}/${code}/${rule}/${field}/${sentence}`;

function Gaps({ gaps, reportKey }: { gaps: readonly CheckFinding[]; reportKey: ReportKey }) {
  return (
    <ul>
      {gaps.map((finding) => (
        <li key={keyOf(finding)}>
          <FindingLink finding={finding} reportKey={reportKey} />
        </li>
      ))}
    </ul>
  );
}

function FindingLink({ finding, reportKey }: { finding: CheckFinding; reportKey: ReportKey }) {
  const { subject, code, field, sentence } = finding;
  if (subject === 'report') return <>{sentence}</>;
  return <Link to={buildItemPath(reportKey, subject, code, findFieldId(subject, field))}>{sentence}</Link>;
}
