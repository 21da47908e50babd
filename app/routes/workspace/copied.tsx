import { randomUUID } from 'node:crypto';
import { EmptyState } from '#app/components/empty-state.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Notice } from '#app/components/notice.tsx';
import { CopiedList } from '#app/features/copied/copied-list.tsx';
import { type CopiedItem, readCopiedItems } from '#app/features/copied/start-form.tsx';
import { StartSection } from '#app/features/copied/start-section.tsx';
import { ask, listSentence } from '#app/features/errors/ask.ts';
import { answerForm, intent, readFields, refuseField, text } from '#app/features/forms/answer-form.server.ts';
import { countAnswers } from '#app/features/submission/copied-notice.tsx';
import { PageTitle } from '#app/features/submission/page-title.tsx';
import { ReportHeading } from '#app/features/submission/report-heading.tsx';
import { addToPath, buildItemPath, buildReportPath } from '#app/features/submission/report-paths.ts';
import { filterTasks, listTasks } from '#app/features/submission/report-tasks.ts';
import { nameReport } from '#app/features/submission/report-words.ts';
import { buildRowsOf } from '#app/features/submission/whole-report.tsx';
import { listReporters } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/copied';
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
  const posted = await openPost(args);
  const { caller, key } = posted;
  const report = { round: key.round, reporter: key.reporter };
  const here = buildReportPath(key, 'copied');
  const findOnly = (items: readonly CopiedItem[]) => (items.length === 1 ? items[0] : undefined);
  const readSent = (form: FormData) => ({
    items: readCopiedItems(form),
    ...readFields(form, { area: text, back: text }),
  });
  return answerForm(posted, {
    start: intent(readSent, async ({ items, area }, requestId) => {
      const only = findOnly(items);
      const asked = only ? pick([only]) : await listArea(caller, key, area);
      const { activities, indicators } = await caller.submission.startFromLast({
        ...report,
        requestId,
        ...(asked && {
          activities: asked.activities.map(({ activity }) => activity),
          indicators: asked.indicators.map(({ indicator }) => indicator),
        }),
      });
      if (only) return buildItemPath(key, only.kind, only.code);
      return addToPath(here, 'started', String(activities.length + indicators.length));
    }),
    confirm: intent(readSent, async ({ items, back }, requestId) => {
      if (items.length === 0) throw refuseField('', 'There is no answer to confirm.');
      const only = findOnly(items);
      await caller.submission.confirmCopied({ ...report, requestId, ...pick(items) });
      if (only && back === 'item') return buildItemPath(key, only.kind, only.code);
      return addToPath(here, 'confirmed', String(items.length));
    }),
  });
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
  const refusal = actionData?.refusal ?? null;
  const title = 'Answers of the last round';
  const canStart = copyable !== null && copyable.activities.length + copyable.indicators.length > 0;
  return (
    <>
      <PageTitle isError={refusal !== null}>{`${title} · ${nameReport(sheet.header)}`}</PageTitle>
      <ErrorSummary errors={listSentence(refusal)} />
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
