import { everything, type QueueFilter, riskLabels } from '#server/domain/review/queue-filter.rules.ts';
import { Link, Form } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { EmptyState, Notice } from '#app/components/notice.tsx';
import { Tag } from '#app/components/tag.tsx';
import type { QueuedReport, OwnAcceptance } from '#app/contract.ts';
import { describeTiming } from '#server/domain/submission/due-dates.rules.ts';
import styles from './review.module.css';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import confirmStyles from '#app/components/confirm-step.module.css';
import { Details } from '#app/components/layout.tsx';

/** Reports on one page of the queue. */
export const queuePageSize = 20;

/** Reads what of the queue is meant from an address; what it does not know is as if it were not there. */
export function readQueueFilter(search: URLSearchParams): QueueFilter {
  const why = search.get('why') ?? '';
  const kind = search.get('kind');
  const round = search.get('round') ?? '';
  return {
    why: Object.hasOwn(riskLabels, why) ? (why as QueueFilter['why']) : null,
    kind: kind === 'state' || kind === 'body' ? kind : null,
    round: /^[A-Za-z0-9][A-Za-z0-9._-]{0,29}$/.test(round) ? round : null,
  };
}

/** The same as the end of an address, "" for the whole queue. */
export function writeQueueFilter(filter: QueueFilter): string {
  const search = new URLSearchParams();
  for (const key of ['why', 'kind', 'round'] as const) if (filter[key]) search.set(key, filter[key]);
  const text = search.toString();
  return text ? `?${text}` : '';
}

/** The page that an address asks for, as far as there is one. */
export function readQueuePage(search: URLSearchParams, reports: number): number {
  const asked = Number(search.get('page') ?? '1');
  const last = Math.max(1, Math.ceil(reports / queuePageSize));
  return Number.isInteger(asked) && asked >= 1 ? Math.min(asked, last) : 1;
}

/** Whether anything is left out. */
export const isFiltered = (filter: QueueFilter): boolean =>
  (Object.keys(everything) as (keyof QueueFilter)[]).some((key) => filter[key] !== null);

const whyWords: Record<NonNullable<QueueFilter['why']>, string> = {
  warnings: 'with open warnings',
  changes: 'with large changes since the last round',
  first: 'that are the reporter’s first',
  returned: 'that were returned before',
  late: 'that are late',
  none: 'with nothing urgent',
};

/** What a filter leaves, as the end of a sentence: "of states for 2026-H1 that are late"; "" for everything. */
export function describeQueueFilter({ why, kind, round }: QueueFilter): string {
  return [
    kind === 'state' ? 'of states' : kind === 'body' ? 'of bodies' : '',
    round ? `for ${round}` : '',
    why ? whyWords[why] : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

const days = (n: number) => (n === 0 ? 'since today' : formatCount(n, 'days'));

/** Reports that wait for a reviewer: what asks most to be looked at first at the top, with why. */
export function QueueTable({ reports }: { reports: readonly QueuedReport[] }) {
  if (reports.length === 0) {
    return (
      <EmptyState title="No reports are waiting for review">
        <p>A report appears here when its focal point submits it.</p>
      </EmptyState>
    );
  }
  return (
    <DataTable
      caption="Reports waiting for review, most urgent first"
      captionHidden
      narrow="stack"
      rows={reports}
      rowKey={({ round, reporter }) => `${round.code}/${reporter.code}`}
      columns={[
        {
          key: 'reporter',
          header: 'Reporter',
          rowHeader: true,
          minWidth: '14rem',
          cell: ({ reporter, round }) => (
            <Link to={`/secretariat/review/${round.code}/${reporter.code}`}>{reporter.name}</Link>
          ),
        },
        {
          key: 'why',
          header: 'Why it is urgent',
          minWidth: '16rem',
          cell: ({ risk }) =>
            risk.reasons.length === 0 ? (
              <span className={styles.muted}>nothing urgent</span>
            ) : (
              risk.reasons.map(({ kind, words }) => (
                <span key={kind} className={styles.why}>
                  {words}
                </span>
              ))
            ),
        },
        { key: 'round', header: 'Round', cell: ({ round }) => round.code, nowrap: true },
        {
          key: 'came',
          header: 'Submitted',
          cell: ({ submittedAt }) => <DateText iso={submittedAt} />,
          nowrap: true,
        },
        { key: 'waiting', header: 'Waiting', cell: ({ daysWaiting }) => days(daysWaiting), nowrap: true },
        { key: 'timing', header: 'Due date', cell: ({ timing }) => describeTiming(timing), nowrap: true },
        {
          key: 'state',
          header: 'State',
          minWidth: '7rem',
          cell: ({ resubmission, timesSubmitted, reviewStartedAt, openQueries, approvedBy }) => (
            <>
              <Tag emphasis={reviewStartedAt ? 'normal' : 'strong'}>
                {reviewStartedAt ? 'In review' : resubmission ? 'Came back' : 'New'}
              </Tag>{' '}
              {resubmission ? `submitted ${timesSubmitted} times` : ''}
              {resubmission && openQueries > 0 ? ', ' : ''}
              {openQueries > 0 ? `${openQueries} open ${openQueries === 1 ? 'question' : 'questions'}` : ''}
              {approvedBy.length > 0 ? (
                <span className={styles.why}>approved by {approvedBy.join(', ')}</span>
              ) : null}
            </>
          ),
        },
      ]}
    />
  );
}

const reports = (n: number) => formatCount(n, 'reports');

/** The last acceptance of several reports, with the way to take it back while this sign-in lasts. */
export function LastAcceptance({ last, formId }: { last: OwnAcceptance; formId: string }) {
  const still = last.reports.filter(({ moved }) => !moved);
  return (
    <Notice title={`You accepted ${reports(last.reports.length)} together.`}>
      <p>
        <DateText iso={last.at} withTime />.{' '}
        {still.length === 0
          ? 'All of them have changed since.'
          : still.length < last.reports.length
            ? `${reports(last.reports.length - still.length)} changed since and would be left as it is now.`
            : ''}
      </p>
      <Details summary="Which reports">
        <ul>
          {last.reports.map(({ round, reporter, name, moved }) => (
            <li key={`${round}/${reporter}`}>
              <Link to={`/secretariat/review/${round}/${reporter}`}>
                {name}, {round}
              </Link>
              {moved ? ' (changed since)' : ''}
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
            <Button variant="secondary">Undo the acceptance of {reports(still.length)}</Button>
          </p>
          <p className={styles.by}>
            Once, until you sign out. They go back into review, and their reporters are told.
          </p>
        </Form>
      ) : null}
    </Notice>
  );
}

/** One line of what is confirmed: a report as it was read. Its name in the form carries its version. */
const nameReport = ({ round, reporter, version }: QueuedReport): string =>
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
              These are all the reports {describeQueueFilter(filter) || 'that wait'}, on every page of the
              queue. Each is recorded as a decision of its own, and each reporter is told. Until you sign out
              you can undo this once, for all reports that have not changed since.
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
