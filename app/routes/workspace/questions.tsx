import { randomUUID } from 'node:crypto';
import { data, Form, Link, redirect } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { Details } from '#app/components/details.tsx';
import { EmptyState } from '#app/components/empty-state.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { Progress } from '#app/components/progress.tsx';
import type { Thread } from '#app/features/conversation/conversation-types.ts';
import { nameField } from '#app/features/conversation/field-name.ts';
import { saveAnswers } from '#app/features/conversation/save-answers.server.ts';
import { ThreadView } from '#app/features/conversation/thread-view.tsx';
import styles from '#app/features/conversation/thread.module.css';
import { ask, getRefusalStatus } from '#app/features/errors/ask.ts';
import { PageTitle } from '#app/features/submission/page-title.tsx';
import { ReportHeading } from '#app/features/submission/report-heading.tsx';
import { addToPath, buildReportPath } from '#app/features/submission/report-paths.ts';
import { nameReport } from '#app/features/submission/report-words.ts';
import { listReporters } from '#server/domain/access/can.rules.ts';
import { countAnswered } from '#server/domain/conversation/threads.calculations.ts';
import type { Route } from './+types/questions';
import { openPost, openReport } from './open-report.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, today, key } = await openReport(args);
  const { round, reporter } = key;
  const [sheet, conversation] = await Promise.all([
    ask(requestId, () => caller.submission.get({ round, reporter })),
    ask(requestId, () => caller.conversation.threads({ round, reporter })),
  ]);
  const saved = new URL(args.request.url).searchParams.get('saved');
  return {
    header: sheet.header,
    conversation,
    key,
    today,
    reporters: listReporters(viewer),
    saved: saved === null ? null : Number(saved) || 0,
    requestIds: Object.fromEntries(
      conversation.threads.flatMap(({ entries }) => entries.map(({ id }) => [String(id), randomUUID()])),
    ),
  };
}

/** After a refusal too: what stands in its way is often what somebody else has just written. */
export const shouldRevalidate = () => true;

export async function action(args: Route.ActionArgs) {
  const { caller, requestId, form, key } = await openPost(args);
  const { threads } = await ask(requestId, () =>
    caller.conversation.threads({ round: key.round, reporter: key.reporter }),
  );
  const unsettled = threads.flatMap(({ entries }) => entries).filter(({ resolvedAt }) => resolvedAt === null);
  const result = await saveAnswers(caller, requestId, key, form, unsettled);
  if (result.refusal) return data(result, { status: getRefusalStatus(result.refusal) });
  const path = addToPath(buildReportPath(key, 'questions'), 'saved', String(result.saved));
  const pressed = Number(form.get('save'));
  throw redirect(pressed > 0 ? `${path}#question-${pressed}` : path, 303);
}

export default function QuestionsPage({ loaderData, actionData }: Route.ComponentProps) {
  const { header, conversation, key, today, reporters, saved, requestIds } = loaderData;
  const { threads, dimensions, permissions } = conversation;
  const { answered, asked } = countAnswered(threads);
  const settled = threads.filter(({ state }) => state === 'resolved');
  const waiting = threads.filter(({ state }) => state !== 'resolved');
  const view = (thread: Thread) => (
    <ThreadView
      key={`${thread.subject}/${thread.code}/${thread.field}`}
      thread={thread}
      fieldName={nameField(thread, dimensions.find(({ code }) => code === thread.code)?.dimensions ?? [])}
      reporter={header.reporter.name}
      reportKey={key}
      writable={permissions.answer}
      typed={actionData?.typed ?? {}}
      errors={actionData?.errors ?? {}}
      requestIds={requestIds}
    />
  );
  return (
    <>
      <PageTitle isError={Boolean(actionData)}>{`Questions · ${nameReport(header)}`}</PageTitle>
      <ErrorSummary
        errors={Object.entries(actionData?.errors ?? {}).map(([id, message]) => ({
          fieldId: `answer-${id}`,
          message,
        }))}
      />
      <ReportHeading
        header={header}
        reportKey={key}
        today={today}
        current="questions"
        reporters={reporters}
        title="Questions"
      />
      {saved !== null && !actionData ? (
        <Notice kind={saved > 0 ? 'success' : 'information'} title={describeSaved(saved)} live />
      ) : null}
      {actionData && actionData.saved > 0 ? <Notice title={describeSaved(actionData.saved)} live /> : null}
      {threads.length === 0 ? (
        <EmptyState title="The secretariat has not asked anything about this report." />
      ) : null}
      {asked > 0 ? (
        <>
          {header.returnReason && header.status === 'returned' ? (
            <blockquote className={styles.answer}>
              <p className={styles.words}>{header.returnReason}</p>
              <p className={styles.by}>The secretariat, when it returned the report</p>
            </blockquote>
          ) : null}
          <Progress
            value={answered}
            max={asked}
            label={asked === 1 ? 'question answered' : 'questions answered'}
          />
          {answered === asked && permissions.answer ? (
            <p>
              Every question has an answer. When the items are in order too, the report can be cleared and
              submitted again: <Link to={buildReportPath(key, 'check')}>check and send</Link>.
            </p>
          ) : null}
        </>
      ) : null}
      {waiting.length > 0 ? (
        <Section id="asked" title="What is asked">
          <Form method="post" noValidate>
            {waiting.map(view)}
            {permissions.answer && asked > 1 ? (
              <p className={styles.all}>
                <Button>Save all answers</Button>
              </p>
            ) : null}
          </Form>
        </Section>
      ) : null}
      {settled.length > 0 ? (
        <Section id="settled" title="Settled">
          {waiting.length > 0 ? (
            <Details
              summary={
                settled.length === 1 ? 'Show 1 settled question' : `Show ${settled.length} settled questions`
              }
              flush
            >
              {settled.map(view)}
            </Details>
          ) : (
            settled.map(view)
          )}
        </Section>
      ) : null}
    </>
  );
}

const describeSaved = (count: number): string =>
  count === 0 ? 'Nothing was changed.' : count === 1 ? 'The answer is saved.' : `${count} answers are saved.`;
