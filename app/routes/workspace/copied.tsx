import { randomUUID } from 'node:crypto';
import { data, redirect } from 'react-router';
import { EmptyState } from '#app/components/empty-state.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Notice } from '#app/components/notice.tsx';
import { CopiedList } from '#app/features/copied/copied-list.tsx';
import { type CopiedItem, readCopiedItems } from '#app/features/copied/start-form.tsx';
import { StartSection } from '#app/features/copied/start-section.tsx';
import { ask, attempt, getRefusalStatus } from '#app/features/errors/ask.ts';
import { countAnswers } from '#app/features/submission/copied-notice.tsx';
import { PageTitle } from '#app/features/submission/page-title.tsx';
import { ReportHeading } from '#app/features/submission/report-heading.tsx';
import { addToPath, buildItemPath, buildReportPath } from '#app/features/submission/report-paths.ts';
import { filterTasks, listTasks } from '#app/features/submission/report-tasks.ts';
import { nameReport } from '#app/features/submission/report-words.ts';
import { buildRowsOf } from '#app/features/submission/whole-report.tsx';
import { listReporters } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/copied';
import { deriveRequestId } from './derive-request-id.server.ts';
import { openPost, openReport } from './open-report.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, today, key } = await openReport(args);
  const { round, reporter } = key;
  const [sheet, checked] = await Promise.all([
    ask(requestId, () => caller.submission.get({ round, reporter })),
    ask(requestId, () => caller.submission.check({ round, reporter })),
  ]);
  const copyable = sheet.permissions.write
    ? await ask(requestId, () => caller.submission.copyable({ round, reporter }))
    : null;
  const { searchParams } = new URL(args.request.url);
  return {
    sheet,
    checked,
    copyable,
    key,
    today,
    reporters: listReporters(viewer),
    started: Number(searchParams.get('started') ?? -1),
    confirmed: Number(searchParams.get('confirmed') ?? -1),
    formId: randomUUID(),
  };
}

/** After a refusal too: what stands in its way is what somebody else has just done. */
export const shouldRevalidate = () => true;

export async function action(args: Route.ActionArgs) {
  const { caller, requestId, form, key } = await openPost(args);
  const { round, reporter } = key;
  const items = readCopiedItems(form);
  const here = buildReportPath(key, 'copied');
  const [only] = items.length === 1 ? items : [];
  const id = deriveRequestId(form, [form.get('intent'), form.get('area'), items]);
  if (form.get('intent') === 'start') {
    const asked = only ? pick([only]) : await listArea(caller, key, String(form.get('area') ?? ''));
    const outcome = await attempt(requestId, () =>
      caller.submission.startFromLast({
        round,
        reporter,
        requestId: id,
        ...(asked && {
          activities: asked.activities.map(({ activity }) => activity),
          indicators: asked.indicators.map(({ indicator }) => indicator),
        }),
      }),
    );
    if (!outcome.ok) return data({ refusal: outcome.refusal }, { status: getRefusalStatus(outcome.refusal) });
    if (only) throw redirect(buildItemPath(key, only.kind, only.code), 303);
    const count = outcome.value.activities.length + outcome.value.indicators.length;
    throw redirect(addToPath(here, 'started', String(count)), 303);
  }
  if (form.get('intent') !== 'confirm' || items.length === 0) throw data(null, { status: 400 });
  const outcome = await attempt(requestId, () =>
    caller.submission.confirmCopied({ round, reporter, requestId: id, ...pick(items) }),
  );
  if (!outcome.ok) return data({ refusal: outcome.refusal }, { status: getRefusalStatus(outcome.refusal) });
  if (only && form.get('back') === 'item') throw redirect(buildItemPath(key, only.kind, only.code), 303);
  throw redirect(addToPath(here, 'confirmed', String(items.length)), 303);
}

const pick = (items: readonly CopiedItem[]) => ({
  activities: items.flatMap(({ kind, code, version }) =>
    kind === 'activity' ? [{ activity: code, version }] : [],
  ),
  indicators: items.flatMap(({ kind, code, version }) =>
    kind === 'indicator' ? [{ indicator: code, version }] : [],
  ),
});

/** What can be copied of one theme; null for all that can be copied. */
async function listArea(
  caller: Awaited<ReturnType<typeof openPost>>['caller'],
  { round, reporter }: { round: string; reporter: string },
  area: string,
) {
  if (area === '') return null;
  const [sheet, copyable] = await Promise.all([
    caller.submission.get({ round, reporter }),
    caller.submission.copyable({ round, reporter }),
  ]);
  const can = new Set([...copyable.activities, ...copyable.indicators]);
  const own = listTasks(sheet).filter((task) => task.area === area && can.has(task.code));
  return pick(own.map(({ kind, code, item }) => ({ kind, code, version: item.version })));
}

export default function CopiedPage({ loaderData, actionData }: Route.ComponentProps) {
  const { sheet, checked, copyable, key, today, reporters, started, confirmed, formId } = loaderData;
  const tasks = listTasks(sheet);
  const copied = filterTasks(tasks, 'copied');
  const refusal = actionData?.refusal;
  const title = 'Answers of the last round';
  const canStart = copyable !== null && copyable.activities.length + copyable.indicators.length > 0;
  return (
    <>
      <PageTitle isError={refusal !== undefined}>{`${title} · ${nameReport(sheet.header)}`}</PageTitle>
      <ErrorSummary errors={refusal ? [{ message: refusal.sentence }] : []} />
      <ReportHeading
        header={sheet.header}
        reportKey={key}
        today={today}
        current="other"
        reporters={reporters}
        title={title}
      />
      {!refusal && started >= 0 ? (
        <Notice kind="success" title={`${countAnswers(started)} copied.`} live>
          <p>Read each one below and confirm it, or open it and change what has changed.</p>
        </Notice>
      ) : null}
      {!refusal && confirmed >= 0 ? (
        <Notice kind="success" title={`${countAnswers(confirmed)} confirmed.`} live />
      ) : null}
      {copied.length > 0 ? (
        <CopiedList
          areas={sheet.areas}
          tasks={copied}
          rowsOf={buildRowsOf(checked, key)}
          reportKey={key}
          requestId={formId}
        />
      ) : canStart ? null : (
        <EmptyState title="No copied answer waits to be confirmed." />
      )}
      {canStart ? (
        <StartSection copyable={copyable} areas={sheet.areas} tasks={tasks} requestId={formId} />
      ) : null}
    </>
  );
}
