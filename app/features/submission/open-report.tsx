import { ButtonLink } from '#app/components/button.tsx';
import { DateText, DueText } from '#app/components/date-text.tsx';
import { Progress } from '#app/components/progress.tsx';
import { Tag } from '#app/components/tag.tsx';
import { isOpenForWriting, submissionStatusLabels } from '#server/domain/submission/submission.workflow.ts';
import type { OwnReport, OwnRound } from './contract-types.ts';
import styles from './open-report.module.css';
import { buildReportPath } from './report-paths.ts';
import { formatCount } from '#server/domain/language/format-counts.ts';

interface OpenReportProps {
  round: OwnRound;
  report: OwnReport;
  name: string;
  several: boolean;
  today: string;
}

/** One reporter's report of an open round: how far it is, and the way in. */
export function OpenReport({ round, report, name, several, today }: OpenReportProps) {
  const { status, questions, complete, due, submittedAt, dueOn } = report;
  const writing = isOpenForWriting(status);
  const path = buildReportPath({ round: round.code, reporter: report.reporter, several });
  return (
    <article className={styles.report}>
      <div className={styles.head}>
        <h3>{name}</h3>
        <Tag emphasis={status === 'returned' ? 'strong' : writing ? 'normal' : 'done'}>
          {status === 'returned' && questions > 0
            ? `Returned: ${formatCount(questions, 'questions')}`
            : submissionStatusLabels[status]}
        </Tag>
      </div>
      {dueOn === round.dueOn ? null : (
        <p>
          For {name} the date was moved: <DueText due={dueOn} today={today} />, by the end of{' '}
          <DateText iso={dueOn} /> (UTC).
        </p>
      )}
      {submittedAt && !writing ? (
        <p>
          Submitted <DateText iso={submittedAt} withTime zoneName="UTC" />.
        </p>
      ) : null}
      <Progress value={complete} max={due} label="activities and indicators answered" />
      <ButtonLink to={path} variant={writing ? 'primary' : 'secondary'}>
        {writing ? (complete === 0 ? 'Start the report' : 'Go on with the report') : 'See the report'}
        {several ? ` of ${report.reporter}` : ''}
      </ButtonLink>
    </article>
  );
}
