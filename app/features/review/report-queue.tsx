import { type QueueFilter, serialiseQueueFilter } from '#server/domain/review/queue-filter.rules.ts';
import { Link, Form } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { EmptyState, Notice } from '#app/components/notice.tsx';
import { Tag } from '#app/components/tag.tsx';
import type { QueuedReport, OwnAcceptance } from '#app/contract.ts';
import { describeTiming } from '#server/domain/submission/due-dates.rules.ts';
import queueStyles from './queue.module.css';
import styles from './review.module.css';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import confirmStyles from '#app/components/confirm-step.module.css';
import { Details } from '#app/components/layout.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';

/** Reports on one page of the queue. */
export const queuePageSize = 20;

/** The page that an address asks for, as far as there is one. */
export function readQueuePage(search: URLSearchParams, reports: number): number {
  const asked = Number(search.get('page') ?? '1');
  const last = Math.max(1, Math.ceil(reports / queuePageSize));
  return Number.isInteger(asked) && asked >= 1 ? Math.min(asked, last) : 1;
}

const whyWords: Record<NonNullable<QueueFilter['why']>, string> = {
  warnings: 'with open warnings',
  changes: 'with large changes since the last round',
  first: 'that are the reporter’s first',
  returned: 'that were returned before',
  late: 'that are late',
  none: 'with nothing urgent',
};

/** What a filter leaves, as the end of a sentence: "of states for 2026-H1 that are late"; "" for everything. */
export function describeQueueFilter({ why, kind, round, reviewer }: QueueFilter): string {
  return [
    reviewer === 'me' ? 'assigned to you' : reviewer === 'nobody' ? 'that nobody is assigned to' : '',
    kind === 'state' ? 'of states' : kind === 'body' ? 'of bodies' : '',
    round ? `for ${round}` : '',
    why ? whyWords[why] : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

const days = (n: number) => (n === 0 ? 'since today' : formatCount(n, 'days'));

/**
 * Reports that wait for a reviewer: what asks most to be looked at first at the top, with why. Each has a box in the
 * form named by `form`, ticked for those that were chosen.
 */
export function QueueTable({
  reports,
  form,
  chosen,
  me,
}: {
  reports: readonly QueuedReport[];
  form: string;
  chosen: readonly string[];
  me: string;
}) {
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
          key: 'choose',
          header: 'Choose',
          cell: (report) => (
            <label className={queueStyles.choose}>
              <input
                type="checkbox"
                name="report"
                form={form}
                value={nameReport(report)}
                defaultChecked={chosen.includes(nameReport(report))}
              />
              <VisuallyHidden>
                Choose {report.reporter.name}, {report.round.code}
              </VisuallyHidden>
            </label>
          ),
        },
        {
          key: 'reporter',
          header: 'Reporter',
          rowHeader: true,
          minWidth: '13rem',
          cell: ({ reporter, round }) => (
            <>
              <Link to={`/secretariat/review/${round.code}/${reporter.code}`}>{reporter.name}</Link>
              <span className={queueStyles.under}>{round.code}</span>
            </>
          ),
        },
        {
          key: 'why',
          header: 'Why it is urgent',
          minWidth: '15rem',
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
        {
          key: 'came',
          header: 'Submitted',
          minWidth: '12rem',
          cell: ({ submittedAt, daysWaiting, timing }) => (
            <>
              <DateText iso={submittedAt} />
              <span className={queueStyles.under}>
                {describeTiming(timing)}, waiting {days(daysWaiting)}
              </span>
            </>
          ),
        },
        {
          key: 'state',
          header: 'State',
          minWidth: '8rem',
          cell: ({ resubmission, timesSubmitted, reviewStartedAt, openQueries, approvedBy }) => (
            <>
              <Tag emphasis={reviewStartedAt ? 'normal' : 'strong'}>
                {reviewStartedAt ? 'In review' : resubmission ? 'Came back' : 'New'}
              </Tag>
              <span className={queueStyles.under}>
                {[
                  resubmission ? `submitted ${timesSubmitted} times` : '',
                  openQueries > 0
                    ? `${openQueries} open ${openQueries === 1 ? 'question' : 'questions'}`
                    : '',
                  approvedBy.length > 0 ? `approved by ${approvedBy.join(', ')}` : '',
                ]
                  .filter(Boolean)
                  .join(', ')}
              </span>
            </>
          ),
        },
        {
          key: 'reviewer',
          header: 'Reviewer',
          minWidth: '9rem',
          cell: ({ reviewer }) =>
            reviewer === null ? (
              <span className={styles.muted}>nobody yet</span>
            ) : (
              <>
                {reviewer.id === me ? <Tag emphasis="strong">You</Tag> : reviewer.name}
                <span className={queueStyles.under}>
                  {reviewer.by === reviewer.name ? '' : `by ${reviewer.by}, `}
                  <DateText iso={reviewer.at} />
                </span>
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

/** A report as it was read: its name in a form carries its version. */
export const nameReport = ({ round, reporter, version }: QueuedReport): string =>
  `${round.code}/${reporter.code}/${version}`;

/** Reads the reports of a form back; lines that are none are left out. */
export function readNamedReports(values: readonly string[]) {
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
  isChosen,
  plan,
  formId,
}: {
  ready: readonly QueuedReport[];
  left: readonly { report: QueuedReport; why: string }[];
  filter: QueueFilter;
  /** Whether they were chosen one by one; else they are all that the filter leaves. */
  isChosen: boolean;
  /** The name of their plan where there are several. */
  plan: string | null;
  formId: string;
}) {
  const back = `/secretariat/review${serialiseQueueFilter(filter)}`;
  return (
    <section className={confirmStyles.step} aria-labelledby="confirm-title" id="confirm">
      <h2 id="confirm-title" tabIndex={-1} className={confirmStyles.title}>
        {ready.length === 0
          ? 'No report can be accepted'
          : `Accept ${reports(ready.length)}${plan ? ` of ${plan}` : ''}?`}
      </h2>
      <div className={confirmStyles.body}>
        {ready.length > 0 ? (
          <>
            <p>
              {isChosen
                ? 'These are the reports that you have chosen.'
                : `These are all the reports ${describeQueueFilter(filter) || 'that wait'}${plan ? ` of ${plan}` : ''}, on every page of the queue.`}{' '}
              Each is recorded as a decision of its own, and each reporter is told. Until you sign out you can
              undo this once, for all reports that have not changed since.
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
