import { randomUUID } from 'node:crypto';
import { data, redirect } from 'react-router';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { ask, attempt, getRefusalStatus } from '#app/features/errors/ask.ts';
import { FindingList } from '#app/features/submission/finding-list.tsx';
import { PageTitle } from '#app/features/submission/page-title.tsx';
import { ReportHeading } from '#app/features/submission/report-heading.tsx';
import { moveDone, ReportMoves, reportMoves } from '#app/features/submission/report-moves.tsx';
import { buildReportPath } from '#app/features/submission/report-paths.ts';
import { listTasks } from '#app/features/submission/report-tasks.ts';
import { explainStatus, nameReport } from '#app/features/submission/report-words.ts';
import { WholeReport } from '#app/features/submission/whole-report.tsx';
import { listReporters } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/check';
import { openPost, openReport } from './open-report.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, today, key } = await openReport(args);
  const { round, reporter } = key;
  const [sheet, checked] = await Promise.all([
    ask(requestId, () => caller.submission.get({ round, reporter })),
    ask(requestId, () => caller.submission.check({ round, reporter })),
  ]);
  const done = new URL(args.request.url).searchParams.get('done');
  return {
    sheet,
    checked,
    key,
    today,
    reporters: listReporters(viewer),
    done: reportMoves.find((move) => move === done) ?? null,
    requestIds: { clear: randomUUID(), sendBack: randomUUID(), submit: randomUUID(), withdraw: randomUUID() },
  };
}

/** After a refusal too: what stands in its way is often what somebody else has just done. */
export const shouldRevalidate = () => true;

export async function action(args: Route.ActionArgs) {
  const { caller, requestId, form, key } = await openPost(args);
  const move = reportMoves.find((known) => known === form.get('move'));
  if (!move) throw data(null, { status: 400 });
  const reason = String(form.get('reason') ?? '');
  const outcome = await attempt(requestId, () =>
    caller.submission[move]({
      round: key.round,
      reporter: key.reporter,
      version: Number(form.get('version') ?? 0),
      requestId: String(form.get('requestId') ?? randomUUID()),
      reason,
    }),
  );
  if (!outcome.ok) {
    return data({ refusal: outcome.refusal, reason }, { status: getRefusalStatus(outcome.refusal) });
  }
  const path = buildReportPath(key, move === 'submit' ? 'receipt' : 'check');
  throw redirect(`${path}${path.includes('?') ? '&' : '?'}done=${move}`, 303);
}

export default function CheckPage({ loaderData, actionData }: Route.ComponentProps) {
  const { sheet, checked, key, today, reporters, done, requestIds } = loaderData;
  const { findings } = checked;
  const tasks = listTasks(sheet);
  const count = (kind: 'error' | 'gap') => findings.filter((finding) => finding.kind === kind).length;
  const refusal = actionData?.refusal;
  const isOut = sheet.header.status === 'submitted' || sheet.header.status === 'accepted';
  return (
    <>
      <PageTitle isError={refusal !== undefined}>{`Check and send · ${nameReport(sheet.header)}`}</PageTitle>
      <ErrorSummary errors={refusal ? [{ message: refusal.sentence }] : []} />
      <ReportHeading
        header={sheet.header}
        reportKey={key}
        today={today}
        current="check"
        reporters={reporters}
        title="Check and send"
      />
      {done && !refusal ? (
        <Notice kind="success" title={moveDone[done]} live>
          <p>{explainStatus(sheet)}</p>
        </Notice>
      ) : null}
      <p>
        <a href="#send">To the end of the report: what can be done now</a>
      </p>
      {isOut ? null : <FindingList findings={findings} reportKey={key} />}
      <Section id="report" title={isOut ? 'The report as it was sent' : 'The report as it will leave'}>
        <WholeReport checked={checked} areas={sheet.areas} tasks={tasks} reportKey={key} />
      </Section>
      <Section id="send" title="What can be done now">
        <ReportMoves
          sheet={sheet}
          errors={count('error')}
          gaps={count('gap')}
          requestIds={requestIds}
          typedReason={actionData?.reason ?? ''}
        />
      </Section>
    </>
  );
}
