import { randomUUID } from 'node:crypto';
import { data, redirect } from 'react-router';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { ask, attempt, getRefusalStatus } from '#app/features/errors/ask.ts';
import { PackList } from '#app/features/clearance/pack-list.tsx';
import { type ReportView, SinceClearance } from '#app/features/clearance/since-clearance.tsx';
import { FindingList } from '#app/features/submission/finding-list.tsx';
import { PageTitle } from '#app/features/submission/page-title.tsx';
import { ReportHeading } from '#app/features/submission/report-heading.tsx';
import { moveDone, ReportMoves, reportMoves } from '#app/features/submission/report-moves.tsx';
import { buildReportPath } from '#app/features/submission/report-paths.ts';
import { listTasks } from '#app/features/submission/report-tasks.ts';
import { explainStatus, nameReport } from '#app/features/submission/report-words.ts';
import { WholeReport } from '#app/features/submission/whole-report.tsx';
import { can, listReporters, seesWhole } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/check';
import { openPost, openReport } from './open-report.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, today, key } = await openReport(args);
  const { round, reporter } = key;
  const [sheet, checked, clearance, scans] = await Promise.all([
    ask(requestId, () => caller.submission.get({ round, reporter })),
    ask(requestId, () => caller.submission.check({ round, reporter })),
    ask(requestId, () => caller.clearance.get({ round, reporter })),
    ask(requestId, () => caller.evidence.scans({ round, reporter })),
  ]);
  const { searchParams } = new URL(args.request.url);
  const done = searchParams.get('done');
  const view: ReportView = searchParams.get('show') === 'changes' && clearance.last ? 'changes' : 'whole';
  return {
    sheet,
    checked,
    clearance,
    scans,
    canAddScan: can(viewer, 'report.printPack', { reporter: { code: reporter } }),
    view,
    isPart: !seesWhole(viewer, reporter),
    madePack: searchParams.get('pack'),
    key,
    today,
    reporters: listReporters(viewer),
    done: reportMoves.find((move) => move === done) ?? null,
    requestIds: {
      clear: randomUUID(),
      sendBack: randomUUID(),
      submit: randomUUID(),
      withdraw: randomUUID(),
      print: randomUUID(),
    },
  };
}

/** After a refusal too: what stands in its way is often what somebody else has just done. */
export const shouldRevalidate = () => true;

export async function action(args: Route.ActionArgs) {
  const { caller, requestId, form, key } = await openPost(args);
  const move = reportMoves.find((known) => known === form.get('move'));
  if (!move) throw data(null, { status: 400 });
  const typed = { reason: String(form.get('reason') ?? ''), pack: String(form.get('pack') ?? '') };
  const outcome = await attempt(requestId, () =>
    caller.submission[move]({
      round: key.round,
      reporter: key.reporter,
      version: Number(form.get('version') ?? 0),
      requestId: String(form.get('requestId') ?? randomUUID()),
      reason: typed.reason,
      ...(move === 'clear' && typed.pack ? { pack: typed.pack } : {}),
    }),
  );
  if (!outcome.ok) {
    return data({ refusal: outcome.refusal, move, typed }, { status: getRefusalStatus(outcome.refusal) });
  }
  const path = buildReportPath(key, move === 'submit' ? 'receipt' : 'check');
  throw redirect(`${path}${path.includes('?') ? '&' : '?'}done=${move}`, 303);
}

export default function CheckPage({ loaderData, actionData }: Route.ComponentProps) {
  const { sheet, checked, clearance, scans, canAddScan, view, isPart, madePack } = loaderData;
  const { key, today, reporters, done, requestIds } = loaderData;
  const { findings } = checked;
  const tasks = listTasks(sheet);
  const count = (kind: 'error' | 'gap') => findings.filter((finding) => finding.kind === kind).length;
  const refusal = actionData?.refusal;
  const problemOf = (field: string) => refusal?.fields.find(({ path }) => path === field)?.message;
  const isOut = sheet.header.status === 'submitted' || sheet.header.status === 'accepted';
  return (
    <>
      <PageTitle isError={refusal !== undefined}>{`Check and send · ${nameReport(sheet.header)}`}</PageTitle>
      <ErrorSummary
        errors={
          refusal
            ? [
                problemOf('pack')
                  ? { fieldId: 'pack', message: refusal.sentence }
                  : problemOf('reason')
                    ? { fieldId: `reason-${actionData?.move}`, message: refusal.sentence }
                    : { message: refusal.sentence },
              ]
            : []
        }
      />
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
      {isOut ? null : <FindingList findings={findings} reportKey={key} writable={checked.writable} />}
      {isOut ? null : (
        <SinceClearance clearance={clearance} view={view} reportKey={key} items={tasks.length} />
      )}
      <Section
        id="report"
        title={
          view === 'changes'
            ? 'Only what changed since it was cleared'
            : isPart
              ? 'Your part of the report'
              : isOut
                ? 'The report as it was sent'
                : 'The report as it will leave'
        }
      >
        <WholeReport
          checked={checked}
          areas={sheet.areas}
          tasks={tasks}
          reportKey={key}
          clearance={clearance}
          onlyChanges={view === 'changes'}
        />
        {view === 'changes' && clearance.changes.length === 0 ? <p>There is nothing to show.</p> : null}
      </Section>
      <PackList
        clearance={clearance}
        reportKey={key}
        requestId={requestIds.print}
        made={madePack}
        scans={scans}
        canAddScan={canAddScan}
      />
      <Section id="send" title="What can be done now">
        <ReportMoves
          sheet={sheet}
          errors={count('error')}
          gaps={count('gap')}
          requestIds={requestIds}
          clearance={clearance}
          typed={actionData?.typed ?? { reason: '', pack: '' }}
          problems={{ reason: problemOf('reason'), pack: problemOf('pack') }}
        />
      </Section>
    </>
  );
}
