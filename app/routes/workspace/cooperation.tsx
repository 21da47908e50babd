import { randomUUID } from 'node:crypto';
import { EmptyState } from '#app/components/empty-state.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Notice } from '#app/components/notice.tsx';
import { CooperationItem } from '#app/features/cooperation/cooperation-item.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { answerForm, intent, number, text } from '#app/features/forms/answer-form.server.ts';
import { PageTitle } from '#app/features/submission/page-title.tsx';
import { ReportHeading } from '#app/features/submission/report-heading.tsx';
import { addToPath, buildReportPath } from '#app/features/submission/report-paths.ts';
import { nameReport } from '#app/features/submission/report-words.ts';
import { listReporters } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/cooperation';
import { openPost, openReport } from './open-report.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, today, key } = await openReport(args);
  const { round, reporter } = key;
  const [sheet, activities] = await Promise.all([
    ask(requestId, () => caller.submission.get({ round, reporter })),
    ask(requestId, () => caller.cooperation.list({ round, reporter })),
  ]);
  return {
    header: sheet.header,
    activities,
    key,
    today,
    reporters: listReporters(viewer),
    done: new URL(args.request.url).searchParams.get('done'),
    formId: randomUUID(),
  };
}

/** After a refusal too: the lead body may have sent its report in the meantime. */
export const shouldRevalidate = () => true;

export async function action(args: Route.ActionArgs) {
  const posted = await openPost(args);
  const { key } = posted;
  const { round, reporter } = key;
  const { cooperation } = posted.caller;
  const lead = (done: string, activity: string) =>
    `${addToPath(buildReportPath(key, 'cooperation'), 'done', done)}#${activity}`;
  return answerForm(posted, {
    write: intent({ activity: text, comment: text }, async (typed, requestId) => {
      await cooperation.write({ round, reporter, ...typed, requestId });
      return lead('write', typed.activity);
    }),
    withdraw: intent({ activity: text, id: number }, async ({ activity, id }) => {
      await cooperation.withdraw({ reporter, comment: id });
      return lead('withdraw', activity);
    }),
  });
}

const doneWords: Record<string, string> = {
  write: 'Your comment is with the lead body.',
  withdraw: 'The comment is taken back.',
};

export default function CooperationPage({ loaderData, actionData }: Route.ComponentProps) {
  const { header, activities, key, today, reporters, done, formId } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const typed = actionData?.intent === 'write' ? actionData.typed : null;
  const message = refusal ? (refusal.fields[0]?.message ?? refusal.sentence) : undefined;
  return (
    <>
      <PageTitle isError={refusal !== null}>{`Cooperation · ${nameReport(header)}`}</PageTitle>
      <ErrorSummary
        errors={message ? [{ fieldId: typed ? `comment-${typed.activity}` : undefined, message }] : []}
      />
      <ReportHeading
        header={header}
        reportKey={key}
        today={today}
        current="cooperation"
        reporters={reporters}
        title="Cooperation"
      />
      {done && !refusal && Object.hasOwn(doneWords, done) ? (
        <Notice kind="success" live title={doneWords[done]} />
      ) : null}
      <p>
        Activities that another body leads and in which {header.reporter.name} cooperates, with what the lead
        body has written so far. Your comments stand beside its form; they are not part of its report.
      </p>
      {activities.length === 0 ? (
        <EmptyState title="In this round there is no activity in which you cooperate with another body." />
      ) : (
        sortByOpen(activities).map((item) => (
          <CooperationItem
            key={item.activity.code}
            item={item}
            formId={formId}
            typed={typed?.activity === item.activity.code ? typed.comment : ''}
            error={typed?.activity === item.activity.code ? message : undefined}
          />
        ))
      )}
    </>
  );
}

/** Those that can still be commented on first; otherwise in the order of the plan. */
const sortByOpen = <Item extends { open: boolean }>(items: readonly Item[]): Item[] =>
  [...items].sort((a, b) => Number(b.open) - Number(a.open));
