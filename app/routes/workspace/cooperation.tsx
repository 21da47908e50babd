import { randomUUID } from 'node:crypto';
import { EmptyState, Notice } from '#app/components/notice.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { answerForm, intent, number, text } from '#app/features/forms/answer-form.server.ts';
import { ReportHeading } from '#app/features/submission/report-heading.tsx';
import { addToPath, buildReportPath } from '#app/features/submission/report-paths.ts';
import { nameReport } from '#app/features/submission/report-words.ts';
import { listReporters } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/cooperation';
import { openPost, openReport } from './open-report.server.ts';
import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Definitions } from '#app/components/definitions.tsx';
import { Columns, Details, Section } from '#app/components/layout.tsx';
import { TextArea } from '#app/components/field.tsx';
import { PageTitle } from '#app/components/page-heading.tsx';
import type { Cooperation } from '#app/contract.ts';
import { StatusWord } from '#app/features/status/status-symbol.tsx';
import { activityWords } from '#app/features/entry/item-words.ts';
import { CommentList } from '#app/features/cooperation/comment-list.tsx';
import styles from '#app/features/cooperation/cooperation.module.css';

export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, today, key } = await openReport(args);
  const { round, reporter } = key;
  const [sheet, next, activities] = await Promise.all([
    ask(requestId, () => caller.submission.get({ round, reporter })),
    ask(requestId, () => caller.submission.nextStep({ round, reporter })),
    ask(requestId, () => caller.cooperation.list({ round, reporter })),
  ]);
  return {
    header: sheet.header,
    next,
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
  write: 'Your comment has been sent to the lead body.',
  withdraw: 'The comment is withdrawn.',
};

export default function CooperationPage({ loaderData, actionData }: Route.ComponentProps) {
  const { header, next, activities, key, today, reporters, done, formId } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const typed = actionData?.intent === 'write' ? actionData.typed : null;
  const message = refusal ? (refusal.fields[0]?.message ?? refusal.sentence) : undefined;
  return (
    <>
      <PageTitle parts={[`Cooperation · ${nameReport(header)}`]} failed={refusal !== null} />
      <ErrorSummary
        errors={message ? [{ fieldId: typed ? `comment-${typed.activity}` : undefined, message }] : []}
      />
      <ReportHeading
        header={header}
        reportKey={key}
        today={today}
        current="cooperation"
        reporters={reporters}
        next={next}
        title="Cooperation"
      />
      {done && !refusal && Object.hasOwn(doneWords, done) ? (
        <Notice kind="success" live title={doneWords[done]} />
      ) : null}
      <p>
        Activities that another body leads and in which {header.reporter.name} cooperates, with what the lead
        body has written so far. The lead body sees your comments beside its form. They are not part of its
        report.
      </p>
      {activities.length === 0 ? (
        <EmptyState title="In this round there is no activity in which you cooperate with another body." />
      ) : (
        <Columns min="26rem">
          {sortByOpen(activities).map((item) => (
            <CooperationItem
              key={item.activity.code}
              item={item}
              formId={formId}
              typed={typed?.activity === item.activity.code ? typed.comment : ''}
              error={typed?.activity === item.activity.code ? message : undefined}
            />
          ))}
        </Columns>
      )}
    </>
  );
}

/** Those that can still be commented on first; otherwise in the order of the plan. */
const sortByOpen = <Item extends { open: boolean }>(items: readonly Item[]): Item[] =>
  [...items].sort((a, b) => Number(b.open) - Number(a.open));

interface CooperationItemProps {
  item: Cooperation;
  formId: string;
  typed: string;
  error: string | undefined;
}

/** One activity of another body: what it has written so far, what was said to it, and a comment of one's own. */
function CooperationItem({ item, formId, typed, error }: CooperationItemProps) {
  const { activity, lead, status, updatedAt, open, comments } = item;
  const words = (['achievements', 'challenges', 'nextSteps'] as const).flatMap((field) =>
    item[field]
      ? [
          {
            id: field,
            term: activityWords[field].label,
            description: <span className={styles.words}>{item[field]}</span>,
          },
        ]
      : [],
  );
  return (
    <Section
      id={activity.code}
      title={`${activity.code} ${activity.title}`}
      lead={
        <>
          Led by {lead.acronym}.{' '}
          {status ? <StatusWord mark={status.mark}>{status.label}</StatusWord> : 'No status chosen yet'}
          {updatedAt ? (
            <>
              , last written on <DateText iso={updatedAt} />
            </>
          ) : null}
        </>
      }
    >
      {words.length > 0 ? (
        <Definitions layout="under" items={words} />
      ) : (
        <p className={styles.muted}>{lead.acronym} has written nothing on it yet.</p>
      )}
      <CommentList comments={comments} mayWithdraw activity={activity.code} />
      {open ? (
        <Details summary={`Comment on ${activity.code}`} open={typed !== '' || error !== undefined}>
          <Form method="post" noValidate>
            <input type="hidden" name="requestId" value={formId} />
            <input type="hidden" name="activity" value={activity.code} />
            <TextArea
              id={`comment-${activity.code}`}
              name="comment"
              label={`Comment for ${lead.acronym}`}
              hint="What you think is missing or wrong. No names of persons."
              rows={4}
              limit={4000}
              defaultValue={typed}
              error={error}
            />
            <Button variant="secondary" name="intent" value="write">
              Send comment
            </Button>
          </Form>
        </Details>
      ) : (
        <p className={styles.muted}>{lead.acronym} has sent its report, so comments are closed.</p>
      )}
    </Section>
  );
}
