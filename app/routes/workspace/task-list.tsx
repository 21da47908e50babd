import { randomUUID } from 'node:crypto';
import { Link } from 'react-router';
import { DateText } from '#app/components/date-text.tsx';
import { EmptyState, Notice } from '#app/components/notice.tsx';
import { LinkTabs, Pagination } from '#app/components/navigation.tsx';
import { Progress } from '#app/components/tag.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { WaitingNotice } from '#app/features/people/waiting-role-table.tsx';
import { CopiedNotice, countCopyable } from '#app/features/copied/copied-forms.tsx';
import {
  describeToDo,
  listTasks,
  listToDo,
  type TaskView,
  taskViews,
} from '#app/features/submission/report-tasks.tsx';
import { ReadyNotice } from '#app/features/submission/next-step-bar.tsx';
import { ReportHeading } from '#app/features/submission/report-heading.tsx';
import {
  addToPath,
  buildItemPath,
  buildReportPath,
  type ReportKey,
} from '#app/features/submission/report-paths.ts';
import { nameReport } from '#app/features/submission/report-words.ts';
import { TaskGroups } from '#app/features/submission/task-groups.tsx';
import { buildTaskPage, type TaskPage } from '#app/features/submission/task-page.server.ts';
import { listReporters, canSeeWhole, type Viewer } from '#server/domain/access/can.rules.ts';
import { isOpenForWriting } from '#server/domain/submission/submission.workflow.ts';
import {
  calculatePace,
  estimateTimeLeft,
  minutesFor,
  type TimeLeft,
} from '#server/domain/submission/time-left.calculations.ts';
import type { Route } from './+types/task-list';
import { openReport } from './open-report.server.ts';
import { Details } from '#app/components/layout.tsx';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import { useEffect, useState } from 'react';
import { PageTitle } from '#app/components/page-heading.tsx';
import { useDevice } from '#app/features/offline/device.tsx';
import { cachePages, isKept } from '#app/features/offline/cached-pages.tsx';
import type { OpenQuestion, SheetHeader, AgencyStatus } from '#app/contract.ts';
import { findFieldId } from '#app/features/entry/field-ids.ts';
import styles from './task-list.module.css';
import type { RequestContext } from '#app/request-context.ts';

export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, today, key } = await openReport(args);
  const { round, reporter } = key;
  const [{ sheet, next, questions, lastStep, toDecide, isDrafted, saves }, ownAgencies] = await Promise.all([
    ask(requestId, () => caller.submission.taskList({ round, reporter })),
    loadOwnAgencies(caller, requestId, viewer, key),
  ]);
  const { header, permissions } = sheet;
  const tasks = listTasks(sheet);
  const search = new URL(args.request.url).searchParams;
  const view = taskViews.find((known) => known === search.get('show')) ?? 'all';
  const list = buildTaskPage(sheet, tasks, {
    view,
    page: Number(search.get('page')) || 1,
    ownAgencies: ownAgencies.map(({ acronym }) => acronym),
  });
  // What was copied already is said instead, and nothing is copied over what somebody has written.
  const asksCopyable =
    permissions.write &&
    list.counts.copied === 0 &&
    tasks.some(({ open, item }) => open && item.version === 0);
  const whole = new Map(tasks.map((task) => [task.code, describeToDo(task)]));
  return {
    copyable: asksCopyable
      ? countCopyable(await ask(requestId, () => caller.submission.copyable({ round, reporter })))
      : null,
    timeLeft: estimateTimeLeft(listToDo(tasks), calculatePace(saves, whole)),
    requestId: randomUUID(),
    view,
    list,
    next,
    header,
    questions,
    ownAgencies,
    toDecide,
    isDrafted,
    key,
    today,
    reporters: listReporters(viewer),
    /** How the report came back to its writers from their own side, where that was the last step. */
    sentBack:
      lastStep && (lastStep.transition === 'sendBack' || lastStep.transition === 'withdraw')
        ? lastStep
        : null,
  };
}

export default function TaskListPage({ loaderData }: Route.ComponentProps) {
  const { header, next, list, questions, ownAgencies, key, today, reporters, sentBack } = loaderData;
  const { counts, areas } = list;
  return (
    <>
      <PageTitle parts={[nameReport(header)]} />
      <ReportHeading
        header={header}
        reportKey={key}
        today={today}
        current="tasks"
        reporters={reporters}
        next={next}
      />
      {header.status === 'returned' ? (
        <ReturnedBanner header={header} questions={questions} reportKey={key} />
      ) : null}
      <WaitingNotice waiting={loaderData.toDecide} />
      {sentBack ? <SentBack step={sentBack} /> : null}
      {next.ready && isOpenForWriting(header.status) ? <ReadyNotice ready={next.ready} /> : null}
      {ownAgencies.length > 0 ? (
        <p>
          You see the part of <strong>{ownAgencies.map(({ name }) => name).join(', ')}</strong>. Others write
          the rest of the report.
        </p>
      ) : null}
      {loaderData.isDrafted ? (
        <p>
          The consolidated report of this round has been drafted:{' '}
          <Link to={buildReportPath(key, 'report')}>read the edition for {header.reporter.name}</Link>.
        </p>
      ) : null}
      <Progress value={list.complete} max={list.due} label="activities and indicators answered" />
      <TimeLeftLine left={loaderData.timeLeft} />
      <CopiedNotice
        reportKey={key}
        copyable={loaderData.copyable}
        copied={counts.copied}
        requestId={loaderData.requestId}
      />
      <Views counts={counts} view={loaderData.view} reportKey={key} />
      {areas.length > 0 ? (
        <TaskGroups areas={areas} reportKey={key} />
      ) : (
        <EmptyState
          title={
            loaderData.view === 'missing' ? 'Nothing is missing.' : 'Nothing is waiting to be confirmed.'
          }
        />
      )}
      <Pagination
        label="Pages of the task list"
        page={list.page}
        pages={list.pages}
        hrefFor={(page) => addToPath(buildViewPath(key, loaderData.view), 'page', String(page))}
      />
      <CacheReportPages
        key={`${key.round} ${key.reporter} ${list.page}`}
        reportKey={key}
        list={list}
        stamp={`${header.status} ${header.version}`}
      />
    </>
  );
}

const buildViewPath = (key: ReportKey, view: TaskView) =>
  view === 'all' ? buildReportPath(key) : addToPath(buildReportPath(key), 'show', view);

interface ViewsProps {
  counts: TaskPage['counts'];
  view: TaskView;
  reportKey: ReportKey;
}

/** The whole list, or only what is missing, or only what was copied. */
function Views({ counts, view, reportKey }: ViewsProps) {
  const tab = (of: TaskView, label: string) => ({
    to: buildViewPath(reportKey, of),
    label,
    current: view === of,
    count: counts[of],
  });
  const tabs = [tab('all', 'All'), tab('missing', 'Missing'), tab('copied', 'Copied')];
  return (
    <LinkTabs
      label="Show"
      tabs={tabs.filter(({ count, current }, index) => index < 2 || count > 0 || current)}
    />
  );
}

/** Who gave the report back to its writers, and what they wrote. */
function SentBack({ step }: { step: NonNullable<Route.ComponentProps['loaderData']['sentBack']> }) {
  return (
    <Notice
      kind="warning"
      title={
        <>
          {step.transition === 'sendBack' ? 'Sent back to its writers' : 'Withdrawn'} by {step.by} on{' '}
          <DateText iso={step.at} />
        </>
      }
    >
      {step.reason ? <p>{step.reason}</p> : null}
    </Notice>
  );
}

/** How long the rest of the report takes, in a line that says how it is known. Nothing where nothing is left. */
function TimeLeftLine({ left }: { left: TimeLeft }) {
  if (left.minutes === 0) return null;
  return (
    <Details summary={`About ${formatMinutes(left.minutes)} left`}>
      <p>
        For what is still missing, with the figures and words at hand: {minutesFor.activity} minutes for an
        activity, {minutesFor.account} for a written account, {minutesFor.figure} for a figure and{' '}
        {minutesFor.furtherCell * 60} seconds for each of its parts, {minutesFor.choice * 60} seconds for an
        answer from a list. An item in progress counts half, a copied answer a quarter.
      </p>
      <p>
        {left.isOwnPace
          ? 'It is adjusted to your own pace in this round, based on the times of your saves.'
          : 'It is adjusted to your own pace once you have gone through five items.'}
      </p>
    </Details>
  );
}

/** "35 minutes", "1 minute", "2 hours 20 minutes". */
function formatMinutes(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return formatCount(rest, 'minutes');
  return rest === 0
    ? formatCount(hours, 'hours')
    : `${formatCount(hours, 'hours')} ${formatCount(rest, 'minutes')}`;
}

interface CacheReportPagesProps {
  reportKey: ReportKey;
  list: TaskPage;
  /** Changes with the report as a whole. */
  stamp: string;
}

/** Keeps the pages of the items in view, the check and the whole report on this device, and says when all are there. */
function CacheReportPages(props: CacheReportPagesProps) {
  const { person } = useDevice();
  const [{ reportKey, list, stamp }] = useState(props);
  const [isOffline, setIsOffline] = useState(false);
  useEffect(() => {
    const left = new AbortController();
    const pages = [
      ...list.areas
        .flatMap(({ rows }) => rows)
        .map(({ kind, code, state, at, edition }) => ({
          page: buildItemPath(reportKey, kind, code),
          stamp: `${stamp} ${edition} ${at} ${state}`,
        })),
      ...(['check', 'whole'] as const).map((page) => ({
        page: buildReportPath(reportKey, page),
        stamp: `${stamp} ${list.edition}`,
      })),
    ];
    // A line that fails meanwhile is nobody's concern here.
    cachePages(person, pages, left.signal)
      .then(() => Promise.all(pages.map(({ page }) => isKept(person, page))))
      .then((kept) => {
        if (!left.signal.aborted) setIsOffline(kept.every(Boolean));
      })
      .catch(() => {});
    return () => left.abort();
  }, [person, reportKey, list, stamp]);
  return isOffline ? <p className={styles.offline}>Available offline on this device.</p> : null;
}

interface ReturnedBannerProps {
  header: SheetHeader;
  questions: readonly OpenQuestion[];
  reportKey: ReportKey;
}

/** Why the secretariat sent the report back, and each question with the way to its field. */
function ReturnedBanner({ header, questions, reportKey }: ReturnedBannerProps) {
  const open = questions.filter(({ answer }) => answer === null).length;
  return (
    <Notice kind="warning" title="The secretariat has returned this report.">
      {header.returnReason ? <p className={styles.reason}>{header.returnReason}</p> : null}
      <p>
        {header.returnScope === 'all'
          ? 'The whole report is open for changes.'
          : 'Only the items with a question are open for changes. The rest stays as it was sent.'}
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
      : 'One question is waiting for an answer.'
    : `${answered} of ${all} questions are answered.`;

/** How the viewer's agencies stand in a report; none for those who see the whole of it. */
async function loadOwnAgencies(
  caller: RequestContext['caller'],
  requestId: string,
  viewer: Viewer,
  { round, reporter }: ReportKey,
): Promise<AgencyStatus[]> {
  if (canSeeWhole(viewer, reporter)) return [];
  const { agencies } = await ask(requestId, () => caller.agency.get({ round, reporter }));
  return agencies.filter(({ own }) => own);
}
