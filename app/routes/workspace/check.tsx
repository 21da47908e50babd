import { randomUUID } from 'node:crypto';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { PackList } from '#app/features/clearance/pack-list.tsx';
import { type ReportView, SinceClearance } from '#app/features/clearance/since-clearance.tsx';
import { answerForm, intent, number, text } from '#app/features/forms/answer-form.server.ts';
import { FindingList } from '#app/features/submission/finding-list.tsx';
import { PageTitle } from '#app/features/submission/page-title.tsx';
import { ReportHeading } from '#app/features/submission/report-heading.tsx';
import {
  moveDone,
  type ReportMove,
  ReportMoves,
  reportMoves,
} from '#app/features/submission/report-moves.tsx';
import { addToPath, buildReportPath } from '#app/features/submission/report-paths.ts';
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
    canAddScan: can(viewer, 'report.printPack', { reporter: { code: reporter, kind: 'state' } }),
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
  const posted = await openPost(args);
  const { key } = posted;
  const { submission } = posted.caller;
  const report = { round: key.round, reporter: key.reporter };
  const move = { version: number, reason: text };
  const lead = (done: ReportMove) =>
    addToPath(buildReportPath(key, done === 'submit' ? 'receipt' : 'check'), 'done', done);
  return answerForm(posted, {
    clear: intent({ ...move, pack: text }, async ({ pack, ...typed }, requestId) => {
      await submission.clear({ ...report, ...typed, requestId, ...(pack ? { pack } : {}) });
      return lead('clear');
    }),
    sendBack: intent(move, async (typed, requestId) => {
      await submission.sendBack({ ...report, ...typed, requestId });
      return lead('sendBack');
    }),
    submit: intent(move, async (typed, requestId) => {
      await submission.submit({ ...report, ...typed, requestId });
      return lead('submit');
    }),
    withdraw: intent(move, async (typed, requestId) => {
      await submission.withdraw({ ...report, ...typed, requestId });
      return lead('withdraw');
    }),
  });
}

export default function CheckPage({ loaderData, actionData }: Route.ComponentProps) {
  const { sheet, checked, clearance, scans, canAddScan, view, isPart, madePack } = loaderData;
  const { key, today, reporters, done, requestIds } = loaderData;
  const { findings } = checked;
  const tasks = listTasks(sheet);
  const count = (kind: 'error' | 'gap') => findings.filter((finding) => finding.kind === kind).length;
  const refusal = actionData?.refusal ?? null;
  const problemOf = (field: string) => refusal?.fields.find(({ path }) => path === field)?.message;
  const isOut = sheet.header.status === 'submitted' || sheet.header.status === 'accepted';
  return (
    <>
      <PageTitle isError={refusal !== null}>{`Check and send · ${nameReport(sheet.header)}`}</PageTitle>
      <ErrorSummary
        errors={
          refusal
            ? [
                problemOf('pack')
                  ? { fieldId: 'pack', message: refusal.sentence }
                  : problemOf('reason')
                    ? { fieldId: `reason-${actionData?.intent}`, message: refusal.sentence }
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
          typed={{ reason: '', pack: '', ...actionData?.typed }}
          problems={{ reason: problemOf('reason'), pack: problemOf('pack') }}
        />
      </Section>
    </>
  );
}
