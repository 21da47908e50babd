import { Form, Link } from 'react-router';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import confirmStyles from '#app/components/confirm-step.module.css';
import { DateText } from '#app/components/date-text.tsx';
import { Details } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import type { OwnAcceptance, QueuedReport } from '#app/contract.ts';
import type { QueueFilter } from '#server/domain/review/queue-filter.rules.ts';
import { describeQueueFilter, writeQueueFilter } from './queue-address.ts';
import styles from './review.module.css';
import { formatCount } from '#server/domain/language/counted-nouns.ts';

const reports = (n: number) => formatCount(n, 'reports');

/** The last acceptance of several reports, with the way to take it back while this sign-in lasts. */
export function LastAcceptance({ last, formId }: { last: OwnAcceptance; formId: string }) {
  const still = last.reports.filter(({ moved }) => !moved);
  return (
    <Notice title={`You accepted ${reports(last.reports.length)} together.`}>
      <p>
        <DateText iso={last.at} withTime />.{' '}
        {still.length === 0
          ? 'All of them have moved since.'
          : still.length < last.reports.length
            ? `${reports(last.reports.length - still.length)} moved since and would be left as it is now.`
            : ''}
      </p>
      <Details summary="Which reports">
        <ul>
          {last.reports.map(({ round, reporter, name, moved }) => (
            <li key={`${round}/${reporter}`}>
              <Link to={`/secretariat/review/${round}/${reporter}`}>
                {name}, {round}
              </Link>
              {moved ? ' (moved since)' : ''}
            </li>
          ))}
        </ul>
      </Details>
      {still.length > 0 ? (
        <Form method="post">
          <input type="hidden" name="intent" value="undo" />
          <input type="hidden" name="id" value={last.id} />
          <input type="hidden" name="requestId" value={formId} />
          <p className={styles.act}>
            <Button variant="secondary">Take back the acceptance of {reports(still.length)}</Button>
          </p>
          <p className={styles.by}>
            Once, and until you sign out. They go back into review, and their reporters are told.
          </p>
        </Form>
      ) : null}
    </Notice>
  );
}

/** One line of what is confirmed: a report as it was read. Its name in the form carries its version. */
export const nameReport = ({ round, reporter, version }: QueuedReport): string =>
  `${round.code}/${reporter.code}/${version}`;

/** Reads the reports of a confirmed list back; lines that are none are left out. */
export function readConfirmed(values: readonly string[]) {
  return values.flatMap((value) => {
    const [round = '', reporter = '', version = ''] = value.split('/');
    return round && reporter && /^\d{1,9}$/.test(version)
      ? [{ round, reporter, version: Number(version) }]
      : [];
  });
}

/** The step before several reports are accepted: every one of them by name, what is left out and why. */
export function ConfirmMany({
  ready,
  left,
  filter,
  formId,
}: {
  ready: readonly QueuedReport[];
  left: readonly { report: QueuedReport; why: string }[];
  filter: QueueFilter;
  formId: string;
}) {
  const back = `/secretariat${writeQueueFilter(filter)}`;
  return (
    <section className={confirmStyles.step} aria-labelledby="confirm-title" id="confirm">
      <h2 id="confirm-title" tabIndex={-1} className={confirmStyles.title}>
        {ready.length === 0 ? 'No report can be accepted' : `Accept ${reports(ready.length)}?`}
      </h2>
      <div className={confirmStyles.body}>
        {ready.length > 0 ? (
          <>
            <p>
              These are all reports {describeQueueFilter(filter) || 'that wait'}, whichever page of the queue
              they stand on. Each is a decision of its own in its history, and each reporter is told. You can
              take it back once, for all that have not moved since, until you sign out.
            </p>
            <ol>
              {ready.map((report) => (
                <li key={nameReport(report)}>
                  <Link to={`/secretariat/review/${report.round.code}/${report.reporter.code}`}>
                    {report.reporter.name}
                  </Link>
                  , {report.round.code}
                  {report.risk.reasons.length > 0
                    ? ` (${report.risk.reasons.map(({ words }) => words).join('; ')})`
                    : ''}
                </li>
              ))}
            </ol>
          </>
        ) : null}
        {left.length > 0 ? (
          <>
            <p>{left.length === 1 ? 'One report is' : `${left.length} reports are`} left out:</p>
            <ul>
              {left.map(({ report, why }) => (
                <li key={nameReport(report)}>
                  <Link to={`/secretariat/review/${report.round.code}/${report.reporter.code}`}>
                    {report.reporter.name}
                  </Link>
                  , {report.round.code}: {why}
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </div>
      <Form method="post" className={confirmStyles.form}>
        <input type="hidden" name="requestId" value={formId} />
        {ready.map((report) => (
          <input key={nameReport(report)} type="hidden" name="report" value={nameReport(report)} />
        ))}
        <ButtonGroup>
          {ready.length > 0 ? <Button>Accept {reports(ready.length)}</Button> : null}
          <Link to={back} className={confirmStyles.cancel}>
            {ready.length > 0 ? 'Cancel' : 'Back to the queue'}
          </Link>
        </ButtonGroup>
      </Form>
    </section>
  );
}
