import { Link } from 'react-router';
import { ButtonLink } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { EmptyState } from '#app/components/empty-state.tsx';
import { LinkTabs } from '#app/components/link-tabs.tsx';
import { Notice } from '#app/components/notice.tsx';
import { Progress } from '#app/components/progress.tsx';
import { loadOwnAgencies } from '#app/features/agency/load-own-agencies.server.ts';
import { DeliverCall } from '#app/features/agency/own-part.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { CacheReportPages } from '#app/features/offline/cache-report-pages.tsx';
import { WaitingNotice } from '#app/features/people/waiting-notice.tsx';
import { CopiedNotice } from '#app/features/submission/copied-notice.tsx';
import { NextGapLink } from '#app/features/submission/next-gap.tsx';
import { PageTitle } from '#app/features/submission/page-title.tsx';
import { ReportHeading } from '#app/features/submission/report-heading.tsx';
import {
  addToPath,
  buildItemPath,
  buildReportPath,
  type ReportKey,
} from '#app/features/submission/report-paths.ts';
import {
  countComplete,
  describeToDo,
  filterTasks,
  findNextGap,
  listTasks,
  listToDo,
  type Task,
  type TaskView,
  taskViews,
} from '#app/features/submission/report-tasks.ts';
import { explainStatus, nameReport } from '#app/features/submission/report-words.ts';
import { ReturnedBanner } from '#app/features/submission/returned-banner.tsx';
import { TaskGroups } from '#app/features/submission/task-groups.tsx';
import { TimeLeftLine } from '#app/features/submission/time-left-line.tsx';
import { can, listReporters } from '#server/domain/access/can.rules.ts';
import { calculatePace, estimateTimeLeft } from '#server/domain/submission/time-left.calculations.ts';
import type { Route } from './+types/task-list';
import { openReport } from './open-report.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, today, key } = await openReport(args);
  const { round, reporter } = key;
  const [sheet, questions, history, ownAgencies, waiting] = await Promise.all([
    ask(requestId, () => caller.submission.get({ round, reporter })),
    ask(requestId, () => caller.submission.questions({ round, reporter })),
    ask(requestId, () => caller.submission.history({ round, reporter, limit: 1 })),
    loadOwnAgencies(caller, requestId, viewer, key),
    ask(requestId, () => caller.people.waiting()),
  ]);
  const [lastStep] = history.decisions;
  const writes = sheet.permissions.write;
  const [copyable, saves] = writes
    ? await Promise.all([
        ask(requestId, () => caller.submission.copyable({ round, reporter })),
        ask(requestId, () => caller.submission.ownSaves({ round, reporter })),
      ])
    : [null, []];
  const isReader = can(viewer, 'edition.readOwn', { reporter: sheet.header.reporter });
  const editions = isReader ? await ask(requestId, () => caller.edition.listOwn({ round, reporter })) : [];
  const tasks = listTasks(sheet);
  const whole = new Map(tasks.map((task) => [task.code, describeToDo(task)]));
  const show = new URL(args.request.url).searchParams.get('show');
  return {
    copyable,
    timeLeft: estimateTimeLeft(listToDo(tasks), calculatePace(saves, whole)),
    view: taskViews.find((known) => known === show) ?? 'all',
    sheet,
    questions,
    ownAgencies,
    toDecide: waiting.toDecide.filter((one) => one.reporter.code === reporter),
    isDrafted: editions.length > 0,
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
  const { sheet, questions, ownAgencies, key, today, reporters, sentBack, copyable, timeLeft, view } =
    loaderData;
  const { isDrafted } = loaderData;
  const { header, permissions, areas } = sheet;
  const tasks = listTasks(sheet);
  const { complete, due } = countComplete(tasks);
  const next = findNextGap(tasks);
  const isAtEnd = permissions.clear || permissions.submit || permissions.withdraw || permissions.sendBack;
  return (
    <>
      <PageTitle>{nameReport(header)}</PageTitle>
      <ReportHeading
        header={header}
        reportKey={key}
        today={today}
        current="tasks"
        reporters={reporters}
        actions={
          next ? (
            <NextGapLink to={buildItemPath(key, next.kind, next.code)} code={next.code} />
          ) : isAtEnd ? (
            <ButtonLink to={buildReportPath(key, 'check')}>Check and send</ButtonLink>
          ) : null
        }
      />
      {header.status === 'returned' ? (
        <ReturnedBanner header={header} questions={questions} reportKey={key} />
      ) : null}
      <WaitingNotice waiting={loaderData.toDecide} />
      {sentBack ? <SentBack step={sentBack} /> : null}
      <DeliverCall agencies={ownAgencies} reportKey={key} />
      <p>
        {explainStatus(sheet)}{' '}
        {isAtEnd ? <Link to={buildReportPath(key, 'check')}>{describeNext(sheet.permissions)}</Link> : null}
      </p>
      {isDrafted ? (
        <p>
          The consolidated report of this round has been drafted:{' '}
          <Link to={buildReportPath(key, 'report')}>read the edition for {header.reporter.name}</Link>.
        </p>
      ) : null}
      <Progress value={complete} max={due} label="activities and indicators answered" />
      <TimeLeftLine left={timeLeft} />
      <CopiedNotice reportKey={key} copyable={copyable} copied={filterTasks(tasks, 'copied').length} />
      <Views tasks={tasks} view={view} reportKey={key} />
      {filterTasks(tasks, view).length > 0 ? (
        <TaskGroups
          tasks={tasks}
          shown={filterTasks(tasks, view)}
          areas={areas}
          reportKey={key}
          ownAgencies={ownAgencies.map(({ acronym }) => acronym)}
        />
      ) : (
        <EmptyState title={view === 'missing' ? 'Nothing is missing.' : 'Nothing waits to be confirmed.'} />
      )}
      <CacheReportPages
        key={`${key.round} ${key.reporter}`}
        reportKey={key}
        tasks={tasks}
        stamp={`${header.status} ${header.version}`}
      />
    </>
  );
}

/** The whole list, or only what is missing, or only what was copied. */
function Views({ tasks, view, reportKey }: { tasks: readonly Task[]; view: TaskView; reportKey: ReportKey }) {
  const path = buildReportPath(reportKey);
  const tab = (of: TaskView, label: string) => ({
    to: of === 'all' ? path : addToPath(path, 'show', of),
    label,
    current: view === of,
    count: filterTasks(tasks, of).length,
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

function describeNext({
  submit,
  clear,
  withdraw,
}: Route.ComponentProps['loaderData']['sheet']['permissions']): string {
  if (submit) return 'Check and submit it';
  if (clear) return 'Check and clear it';
  return withdraw ? 'See what was sent, or withdraw it' : 'Check it, or send it back';
}
