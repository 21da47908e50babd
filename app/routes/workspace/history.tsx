import { Link } from 'react-router';
import { EmptyState } from '#app/components/notice.tsx';
import { Section } from '#app/components/layout.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { ChangeList, groupRevisions } from '#app/features/history/change-list.tsx';
import { ReportHeading } from '#app/features/submission/report-heading.tsx';
import { buildItemHistoryPath, buildReportPath } from '#app/features/submission/report-paths.ts';
import { nameReport } from '#app/features/submission/report-words.ts';
import { listReporters } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/history';
import { openReport } from './open-report.server.ts';
import { DateText, TimeText } from '#app/components/date-text.tsx';
import { Timeline } from '#app/components/definitions.tsx';
import { PageTitle } from '#app/components/page-heading.tsx';
import type { Decision } from '#app/contract.ts';
import styles from '#app/features/history/change-list.module.css';

/** Saves on a page. Those of one person in one go are shown as one entry, so entries are fewer. */
const pageLength = 30;

export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, today, key } = await openReport(args);
  const { round, reporter } = key;
  const { searchParams } = new URL(args.request.url);
  const item = searchParams.get('item');
  const before = Number(searchParams.get('before'));
  const [sheet, next, history] = await Promise.all([
    ask(requestId, () => caller.submission.get({ round, reporter })),
    ask(requestId, () => caller.submission.nextStep({ round, reporter })),
    ask(requestId, () =>
      caller.submission.history({
        round,
        reporter,
        limit: pageLength,
        ...(item ? { code: item } : {}),
        ...(Number.isInteger(before) && before > 0 ? { beforeId: before } : {}),
      }),
    ),
  ]);
  const { revisions, decisions, words } = history;
  return {
    header: sheet.header,
    next,
    key,
    today,
    reporters: listReporters(viewer),
    item,
    isFirstPage: !before,
    decisions,
    words,
    groups: groupRevisions(revisions),
    olderBefore: revisions.length === pageLength ? (revisions.at(-1)?.id ?? null) : null,
  };
}

export default function HistoryPage({ loaderData }: Route.ComponentProps) {
  const { header, next, key, today, reporters, item, isFirstPage, decisions, words, groups, olderBefore } =
    loaderData;
  const here = item ? buildItemHistoryPath(key, item) : buildReportPath(key, 'history');
  const title = item ? `Changes to ${item}` : 'History';
  return (
    <>
      <PageTitle parts={[`${title} · ${nameReport(header)}`]} />
      <ReportHeading
        header={header}
        reportKey={key}
        today={today}
        current="history"
        reporters={reporters}
        next={next}
        title={title}
      />
      {item ? (
        <p>
          <Link to={buildReportPath(key, 'history')}>Changes to the whole report</Link>
        </p>
      ) : null}
      {!item && isFirstPage ? (
        <Section title="Steps of the report" id="steps">
          {decisions.length > 0 ? (
            <DecisionList decisions={decisions} />
          ) : (
            <EmptyState title="The report has not been cleared or sent yet." />
          )}
        </Section>
      ) : null}
      <Section
        title="Changes"
        id="changes"
        lead="Newest first. Only your own colleagues see them. The secretariat sees a report as it was sent."
      >
        {groups.length > 0 ? (
          <ChangeList groups={groups} words={words} reportKey={key} />
        ) : (
          <EmptyState title={isFirstPage ? 'Nothing has been changed yet.' : 'There are no older changes.'} />
        )}
        <p>
          {isFirstPage ? null : <Link to={here}>Newest changes</Link>}
          {isFirstPage || olderBefore === null ? null : ' · '}
          {olderBefore === null ? null : (
            <Link to={`${here}${here.includes('?') ? '&' : '?'}before=${olderBefore}`} rel="next">
              Older changes
            </Link>
          )}
        </p>
      </Section>
    </>
  );
}

/** What was done with the report as a whole, in the past tense. */
const transitionWords: Record<string, string> = {
  clear: 'Cleared for submission',
  sendBack: 'Sent back to its writers',
  submit: 'Submitted',
  withdraw: 'Withdrawn',
  return: 'Returned by the secretariat',
  accept: 'Accepted by the secretariat',
  undoAccept: 'Taken back into review by the secretariat',
  reopen: 'Reopened by the secretariat',
};

/** Who moved the report, newest first, with the reason where one was given. */
function DecisionList({ decisions }: { decisions: readonly Decision[] }) {
  return (
    <Timeline
      label="Steps of the report"
      events={decisions.map(({ transition, by, at, reason }) => ({
        id: `${at}/${transition}`,
        when: <DateText iso={at} />,
        title: transitionWords[transition] ?? transition,
        body: (
          <>
            {by}, <TimeText iso={at} withZone />
            {reason ? <p className={styles.reason}>{reason}</p> : null}
          </>
        ),
      }))}
    />
  );
}
