import { randomUUID } from 'node:crypto';
import { data, Form, Link } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { TextArea } from '#app/components/field.tsx';
import { Section } from '#app/components/layout.tsx';
import { EmptyState, Notice } from '#app/components/notice.tsx';
import { PageTitle } from '#app/components/page-heading.tsx';
import { describeMentions } from '#app/features/conversation/mention-hint.ts';
import styles from '#app/features/conversation/thread.module.css';
import { ask, buildRefusal, getRefusalStatus, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, text } from '#app/features/forms/answer-form.server.ts';
import { ReportHeading } from '#app/features/submission/report-heading.tsx';
import { addToPath, buildItemPath, buildTalkPath } from '#app/features/submission/report-paths.ts';
import { nameReport } from '#app/features/submission/report-words.ts';
import { listReporters } from '#server/domain/access/can.rules.ts';
import { longestColleagueComment } from '#server/domain/conversation/mentions.rules.ts';
import type { Route } from './+types/colleagues';
import { openPost, openReport } from './open-report.server.ts';

/** The item that an address names. */
function readPlace({ subject, code }: { subject: string; code: string }) {
  if (subject === 'activity' || subject === 'indicator') return { subject, code } as const;
  const refusal = buildRefusal('NOT_FOUND', 'There is no such page.');
  throw data(refusal, { status: getRefusalStatus(refusal) });
}

export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, today, key } = await openReport(args);
  const report = { round: key.round, reporter: key.reporter };
  const place = readPlace(args.params);
  const [sheet, talk] = await Promise.all([
    ask(requestId, () => caller.submission.get(report)),
    ask(requestId, () => caller.conversation.colleaguesOn({ ...report, ...place })),
  ]);
  const told = new URL(args.request.url).searchParams.get('told');
  return {
    ...talk,
    header: sheet.header,
    key,
    place,
    today,
    reporters: listReporters(viewer),
    personId: viewer.personId,
    formId: randomUUID(),
    told: told === null ? null : Number(told) || 0,
  };
}

export async function action(args: Route.ActionArgs) {
  const posted = await openPost(args);
  const { caller, key } = posted;
  const place = readPlace(args.params);
  return answerForm(posted, {
    '': intent({ text }, async (typed, requestId) => {
      const { told } = await caller.conversation.comment({
        round: key.round,
        reporter: key.reporter,
        ...place,
        text: typed.text,
        requestId,
      });
      return addToPath(buildTalkPath(key, place.subject, place.code), 'told', String(told.length));
    }),
  });
}

const describeTold = (count: number): string =>
  count === 0
    ? 'Your comment is added.'
    : `Your comment is added. ${count === 1 ? 'One colleague' : `${count} colleagues`} that it mentions will be notified.`;

export default function ColleaguesPage({ loaderData, actionData }: Route.ComponentProps) {
  const { item, comments, colleagues, header, key, place, today, reporters, told } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const title = `Comments of colleagues on ${item.code}`;
  return (
    <>
      <PageTitle parts={[title, nameReport(header)]} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      <ReportHeading
        header={header}
        reportKey={key}
        today={today}
        current="other"
        reporters={reporters}
        title={title}
      />
      {told !== null && !actionData ? <Notice kind="success" title={describeTold(told)} live /> : null}
      <p>
        <Link to={buildItemPath(key, place.subject, item.code)}>
          {item.code} {item.title}
        </Link>
      </p>
      <p>
        Only people of {header.reporter.name} who see this item read this. The secretariat does not, neither
        before nor after the report is sent.
      </p>
      {comments.length === 0 ? (
        <EmptyState title="Nobody has commented yet." />
      ) : (
        <ol className={styles.talks} aria-label="Comments, the oldest first">
          {comments.map(({ id, text: words, by, at }) => (
            <li key={id} id={`comment-${id}`}>
              <p className={styles.words}>{words}</p>
              <p className={styles.by}>
                {by}, <DateText iso={at} withTime withZone />
              </p>
            </li>
          ))}
        </ol>
      )}
      <Section title="Add a comment" id="add">
        <Form method="post" noValidate key={comments.length}>
          <input type="hidden" name="requestId" value={loaderData.formId} />
          <input type="hidden" name="person" value={loaderData.personId} />
          <TextArea
            id="text"
            name="text"
            label="Comment"
            hint={
              colleagues.length === 0
                ? 'None of your colleagues sees this item yet.'
                : describeMentions(colleagues)
            }
            rows={4}
            limit={longestColleagueComment}
            defaultValue={actionData?.typed.text ?? ''}
            error={refusal?.fields.find(({ path }) => path === 'text')?.message}
          />
          <p className={styles.act}>
            <Button>Add comment</Button>
          </p>
        </Form>
      </Section>
    </>
  );
}
