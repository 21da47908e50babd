import { randomUUID } from 'node:crypto';
import { EmptyState, Notice } from '#app/components/notice.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { ConfirmShown, copiedEndId } from '#app/features/copied/confirm-shown.tsx';
import {
  ConfirmForm,
  type CopiedItem,
  readCopiedItems,
  countAnswers,
  whatIsCopied,
} from '#app/features/copied/copied-forms.tsx';
import { ask, listSentence } from '#app/features/errors/ask.ts';
import { answerForm, intent, readFields, refuseField, text } from '#app/features/forms/answer-form.server.ts';
import { ReportHeading } from '#app/features/submission/report-heading.tsx';
import {
  addToPath,
  buildItemPath,
  buildReportPath,
  type ReportKey,
} from '#app/features/submission/report-paths.ts';
import { filterTasks, listTasks, type Task } from '#app/features/submission/report-tasks.tsx';
import { nameReport } from '#app/features/submission/report-words.ts';
import { buildRowsOf } from '#app/features/submission/whole-report.tsx';
import { listReporters } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/copied';
import { openPost, openReport } from './open-report.server.ts';
import { Form, Link } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { Section } from '#app/components/layout.tsx';
import type { Copyable, Sheet } from '#app/contract.ts';
import styles from './copied.module.css';
import { SummaryList, type SummaryRow } from '#app/components/definitions.tsx';
import { PageTitle } from '#app/components/page-heading.tsx';
import { describeCopied } from '#server/domain/submission/copied-answers.rules.ts';

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
      <PageTitle parts={[`${title} · ${nameReport(sheet.header)}`]} failed={refusal !== null} />
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
          <p>Read each one below. Confirm it, or open it and correct what has changed.</p>
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
        <EmptyState title="No copied answers are waiting to be confirmed." />
      )}
      {canStart ? (
        <StartSection copyable={copyable} areas={sheet.areas} tasks={tasks} requestId={formId} />
      ) : null}
    </>
  );
}

interface StartSectionProps {
  copyable: Copyable;
  areas: Sheet['areas'];
  tasks: readonly Task[];
  requestId: string;
}

/** What can be copied from the last round, all at once or a theme at a time. Nothing where nothing can. */
function StartSection({ copyable, areas, tasks, requestId }: StartSectionProps) {
  const codes = new Set([...copyable.activities, ...copyable.indicators]);
  if (codes.size === 0) return null;
  const groups = areas.flatMap(({ code, title }) => {
    const count = tasks.filter((task) => task.area === code && codes.has(task.code)).length;
    return count > 0 ? [{ code, title, count }] : [];
  });
  return (
    <Section
      id="start"
      title={`Start from ${copyable.from}`}
      lead={`${whatIsCopied} You decide again what may be published.`}
    >
      <Form method="post" preventScrollReset>
        <input type="hidden" name="intent" value="start" />
        <input type="hidden" name="requestId" value={requestId} />
        <ul className={styles.list}>
          {groups.map(({ code, title, count }) => (
            <li key={code} className={styles.row}>
              <span>
                {code} {title}: {countAnswers(count)}
              </span>
              <Button variant="secondary" compact name="area" value={code}>
                Copy {code}
              </Button>
            </li>
          ))}
        </ul>
        <Button name="area" value="">
          Copy all {countAnswers(codes.size)}
        </Button>
      </Form>
    </Section>
  );
}

interface CopiedListProps {
  areas: Sheet['areas'];
  /** The copied items, in the order of the plan. */
  tasks: readonly Task[];
  rowsOf: (task: Task) => SummaryRow[];
  reportKey: ReportKey;
  requestId: string;
}

/** Every copied answer in full, to be read and confirmed one by one or, once read, a theme at a time. */
function CopiedList({ areas, tasks, rowsOf, reportKey, requestId }: CopiedListProps) {
  const itemOf = ({ kind, code, item }: Task) => ({ kind, code, version: item.version });
  const openAreas = areas.filter(({ code }) => tasks.some((task) => task.area === code && task.open));
  return (
    <>
      {areas.map((area) => {
        const own = tasks.filter((task) => task.area === area.code);
        const open = own.filter((task) => task.open);
        return own.length === 0 ? null : (
          <Section key={area.code} id={`copied-${area.code}`} title={`${area.code} ${area.title}`}>
            {own.map((task) => (
              <article key={task.code} className={styles.item} aria-labelledby={`copied-${task.code}`}>
                <h3 id={`copied-${task.code}`}>
                  <Link to={buildItemPath(reportKey, task.kind, task.code)}>
                    {task.code} {task.title}
                  </Link>
                </h3>
                <p className={styles.mark}>{describeCopied(task.copiedFrom ?? '')}</p>
                <SummaryList rows={rowsOf(task)} />
                {task.open ? (
                  <div id={copiedEndId(task.code)}>
                    <ConfirmForm
                      reportKey={reportKey}
                      items={[itemOf(task)]}
                      requestId={requestId}
                      words={`Confirm ${task.code}`}
                    />
                  </div>
                ) : null}
              </article>
            ))}
            {open.length > 1 ? (
              <div className={styles.all}>
                <ConfirmShown
                  reportKey={reportKey}
                  items={open.map(itemOf)}
                  requestId={requestId}
                  area={area.code}
                />
              </div>
            ) : null}
          </Section>
        );
      })}
      {openAreas.length > 1 ? (
        <Section id="copied-all" title="All areas">
          <ConfirmShown
            reportKey={reportKey}
            items={tasks.filter(({ open }) => open).map(itemOf)}
            requestId={requestId}
          />
        </Section>
      ) : null}
    </>
  );
}
