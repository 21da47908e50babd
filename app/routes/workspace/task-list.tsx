import { Link } from 'react-router';
import { ButtonLink } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Notice } from '#app/components/notice.tsx';
import { Progress } from '#app/components/progress.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { PageTitle } from '#app/features/submission/page-title.tsx';
import { ReportHeading } from '#app/features/submission/report-heading.tsx';
import { buildItemPath, buildReportPath } from '#app/features/submission/report-paths.ts';
import { countComplete, findNextGap, listTasks } from '#app/features/submission/report-tasks.ts';
import { explainStatus, nameReport } from '#app/features/submission/report-words.ts';
import { ReturnedBanner } from '#app/features/submission/returned-banner.tsx';
import { TaskGroups } from '#app/features/submission/task-groups.tsx';
import { listReporters } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/task-list';
import { openReport } from './open-report.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, today, key } = await openReport(args);
  const { round, reporter } = key;
  const [sheet, questions, history] = await Promise.all([
    ask(requestId, () => caller.submission.get({ round, reporter })),
    ask(requestId, () => caller.submission.questions({ round, reporter })),
    ask(requestId, () => caller.submission.history({ round, reporter, limit: 1 })),
  ]);
  const [lastStep] = history.decisions;
  return {
    sheet,
    questions,
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
  const { sheet, questions, key, today, reporters, sentBack } = loaderData;
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
            <ButtonLink to={buildItemPath(key, next.kind, next.code)}>Next gap: {next.code}</ButtonLink>
          ) : isAtEnd ? (
            <ButtonLink to={buildReportPath(key, 'check')}>Check and send</ButtonLink>
          ) : null
        }
      />
      {header.status === 'returned' ? (
        <ReturnedBanner header={header} questions={questions} reportKey={key} />
      ) : null}
      {sentBack ? <SentBack step={sentBack} /> : null}
      <p>
        {explainStatus(sheet)}{' '}
        {isAtEnd ? <Link to={buildReportPath(key, 'check')}>{sayNext(sheet.permissions)}</Link> : null}
      </p>
      <Progress value={complete} max={due} label="activities and indicators answered" />
      <TaskGroups tasks={tasks} areas={areas} reportKey={key} />
    </>
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

function sayNext({
  submit,
  clear,
  withdraw,
}: Route.ComponentProps['loaderData']['sheet']['permissions']): string {
  if (submit) return 'Check and submit it';
  if (clear) return 'Check and clear it';
  return withdraw ? 'See what was sent, or withdraw it' : 'Check it, or send it back';
}
