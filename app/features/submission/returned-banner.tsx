import { Link } from 'react-router';
import { Notice } from '#app/components/notice.tsx';
import { findFieldId } from '../entry/field-ids.ts';
import type { OpenQuestion, SheetHeader } from './contract-types.ts';
import { buildItemPath, buildReportPath, type ReportKey } from './report-paths.ts';
import styles from './returned-banner.module.css';

interface ReturnedBannerProps {
  header: SheetHeader;
  questions: readonly OpenQuestion[];
  reportKey: ReportKey;
}

/** Why the secretariat sent the report back, and each question with the way to its field. */
export function ReturnedBanner({ header, questions, reportKey }: ReturnedBannerProps) {
  const open = questions.filter(({ answer }) => answer === null).length;
  return (
    <Notice kind="warning" title="The secretariat has returned this report.">
      {header.returnReason ? <p className={styles.reason}>{header.returnReason}</p> : null}
      <p>
        {header.returnScope === 'all'
          ? 'The whole report is open for changes.'
          : 'Only the items with a question are open for changes; the rest stays as it was sent.'}
        {questions.length > 0 ? ` ${describeAnswered(questions.length - open, questions.length)}` : ''}
      </p>
      {questions.length > 0 ? (
        <p>
          <Link to={buildReportPath(reportKey, 'questions')}>
            {open > 0 ? 'Answer the questions in one list' : 'See the questions and answers in one list'}
          </Link>
        </p>
      ) : null}
      {questions.length > 0 ? (
        <ul>
          {questions.map(({ id, subject, code, field, question, answer }) => (
            <li key={id}>
              <Link to={buildItemPath(reportKey, subject, code, findFieldId(subject, field))}>
                {code}: {question}
              </Link>
              {answer === null ? '' : ' (answered)'}
            </li>
          ))}
        </ul>
      ) : null}
    </Notice>
  );
}

const describeAnswered = (answered: number, all: number) =>
  all === 1
    ? answered === 1
      ? 'The question is answered.'
      : 'One question waits for an answer.'
    : `${answered} of ${all} questions are answered.`;
