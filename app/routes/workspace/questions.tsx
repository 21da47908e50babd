import { randomUUID } from 'node:crypto';
import { Form, Link } from 'react-router';
import { DateText } from '#app/components/date-text.tsx';
import { Button } from '#app/components/button.tsx';
import { Details, Section } from '#app/components/layout.tsx';
import { EmptyState, Notice } from '#app/components/notice.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Progress, Tag } from '#app/components/tag.tsx';
import type { Thread, ThreadEntry } from '#app/contract.ts';
import styles from '#app/features/conversation/thread.module.css';
import { ask, attempt, type Refusal } from '#app/features/errors/ask.ts';
import { answerForm, intent, number, Refused } from '#app/features/forms/answer-form.server.ts';
import { ReportHeading } from '#app/features/submission/report-heading.tsx';
import {
  addToPath,
  buildItemPath,
  buildReportPath,
  buildTalkPath,
  type ReportKey,
} from '#app/features/submission/report-paths.ts';
import { nameReport } from '#app/features/submission/report-words.ts';
import { listReporters } from '#server/domain/access/can.rules.ts';
import { isWithSecretariat } from '#server/domain/submission/submission.workflow.ts';
import { countAnswered } from '#server/domain/conversation/threads.calculations.ts';
import type { Route } from './+types/questions';
import { openPost, openReport } from './open-report.server.ts';
import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import { type ActivityQuestion, activityWords, indicatorWords } from '#app/features/entry/item-words.ts';
import { nameCell } from '#app/features/entry/indicator-draft.ts';
import { TextArea } from '#app/components/field.tsx';
import { PageTitle } from '#app/components/page-heading.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import { findFieldId } from '#app/features/entry/field-ids.ts';
import { ThreadEntryView } from '#app/features/conversation/thread-entry.tsx';

export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, today, key } = await openReport(args);
  const { round, reporter } = key;
  const [sheet, conversation, talks, next] = await Promise.all([
    ask(requestId, () => caller.submission.get({ round, reporter })),
    ask(requestId, () => caller.conversation.threads({ round, reporter })),
    ask(requestId, () => caller.conversation.colleagues({ round, reporter })),
    ask(requestId, () => caller.submission.nextStep({ round, reporter })),
  ]);
  const saved = new URL(args.request.url).searchParams.get('saved');
  return {
    header: sheet.header,
    next,
    conversation,
    talks,
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
  const posted = await openPost(args);
  const { caller, requestId, key } = posted;
  const { threads } = await ask(requestId, () =>
    caller.conversation.threads({ round: key.round, reporter: key.reporter }),
  );
  const unsettled = threads.flatMap(({ entries }) => entries).filter(({ resolvedAt }) => resolvedAt === null);
  return answerForm(posted, {
    // The button names the question beside which it stands.
    '': intent({ save: number }, async ({ save: pressed }) => {
      const { answers, refusal } = await saveAnswers(posted, unsettled);
      if (refusal) return new Refused(refusal, answers);
      const path = addToPath(buildReportPath(key, 'questions'), 'saved', String(answers.saved));
      return pressed > 0 ? `${path}#question-${pressed}` : path;
    }),
  });
}

/**
 * Saves every answer of the form that says something else than what is stored: a person who fills in three boxes and
 * presses the button at one of them loses none. An empty box is a fault only where its own button was pressed.
 */
async function saveAnswers(
  { caller, requestId, key, form }: Awaited<ReturnType<typeof openPost>>,
  entries: readonly ThreadEntry[],
) {
  const answers = { saved: 0, typed: {} as Record<string, string>, errors: {} as Record<string, string> };
  let refusal: Refusal | null = null;
  const pressed = String(form.get('save') ?? '');
  for (const { id, answer: stored } of entries) {
    const box = form.get(`answer.${id}`);
    if (typeof box !== 'string') continue;
    const answer = box.replace(/\r\n?/g, '\n');
    const isSame = answer.trim() === (stored ?? '').trim();
    if (isSame ? pressed !== String(id) || stored !== null : answer.trim() === '' && pressed !== String(id)) {
      continue;
    }
    const outcome = await attempt(requestId, () =>
      caller.submission.answerQuery({
        round: key.round,
        reporter: key.reporter,
        query: id,
        answer,
        version: Number(form.get(`answerVersion.${id}`) ?? 0),
        requestId: String(form.get(`requestId.${id}`) ?? '') || undefined,
      }),
    );
    if (outcome.ok) answers.saved += 1;
    else {
      answers.typed[id] = answer;
      answers.errors[id] = outcome.refusal.fields[0]?.message ?? outcome.refusal.sentence;
      refusal ??= outcome.refusal;
    }
  }
  return { answers, refusal };
}

export default function QuestionsPage({ loaderData, actionData }: Route.ComponentProps) {
  const { header, conversation, talks, next, key, today, reporters, saved, requestIds } = loaderData;
  const { threads, dimensions, permissions } = conversation;
  const refused = actionData?.shown;
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
      typed={refused?.typed ?? {}}
      errors={refused?.errors ?? {}}
      requestIds={requestIds}
    />
  );
  return (
    <>
      <PageTitle parts={[`Questions · ${nameReport(header)}`]} failed={Boolean(actionData)} />
      <ErrorSummary
        errors={Object.entries(refused?.errors ?? {}).map(([id, message]) => ({
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
        next={next}
        title="Questions"
      />
      {saved !== null && !actionData ? (
        <Notice kind={saved > 0 ? 'success' : 'information'} title={describeSaved(saved)} live />
      ) : null}
      {refused && refused.saved > 0 ? <Notice title={describeSaved(refused.saved)} live /> : null}
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
          {permissions.answer && isWithSecretariat(header.status) ? (
            <p>
              {answered === asked
                ? 'Every question is answered. The secretariat can read your answers.'
                : 'The report stays submitted. An answer is sent to the secretariat as soon as you save it.'}
            </p>
          ) : answered === asked && permissions.answer ? (
            <p>
              Every question is answered. Once the items are corrected too, the report can be cleared and
              submitted again: <Link to={buildReportPath(key, 'check')}>check and send</Link>.
            </p>
          ) : null}
        </>
      ) : null}
      {waiting.length > 0 ? (
        <Section id="asked" title="The question">
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
        <Section id="settled" title="Resolved">
          {waiting.length > 0 ? (
            <Details
              summary={
                settled.length === 1
                  ? 'Show 1 resolved question'
                  : `Show ${settled.length} resolved questions`
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
      <Section
        id="colleagues"
        title="Between colleagues"
        lead={`Only people of ${header.reporter.name} see these comments. The secretariat does not.`}
      >
        {talks.length === 0 ? (
          <p>
            Nobody has commented yet. Open an item from the tasks and follow “Comments of colleagues” at its
            end.
          </p>
        ) : (
          <ul className={styles.talks}>
            {talks.map(({ subject, code, title, count, at, by }) => (
              <li key={`${subject}/${code}`}>
                <Link to={buildTalkPath(key, subject, code)}>
                  {code} {title}
                </Link>
                <p className={styles.by}>
                  {count === 1 ? '1 comment' : `${count} comments`}, the last by {by},{' '}
                  <DateText iso={at} withTime withZone />
                </p>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}

const describeSaved = (count: number): string =>
  count === 0 ? 'Nothing was changed.' : count === 1 ? 'The answer is saved.' : `${count} answers are saved.`;

const isActivityField = (field: string): field is ActivityQuestion => field in activityWords;

/** What people call the field that a question is about: "Achievements", "Sex: female", "Note". */
function nameField(
  { subject, field }: { subject: 'activity' | 'indicator'; field: string },
  dimensions: IndicatorDefinition['dimensions'],
): string {
  if (subject === 'activity') return isActivityField(field) ? activityWords[field].label : field;
  if (field === 'note' || field === 'release') return indicatorWords[field].label;
  return nameCell(field, { dimensions });
}

const stateWords: Record<Thread['state'], string> = {
  open: 'Waiting for an answer',
  answered: 'Answered',
  resolved: 'Resolved',
};

interface ThreadViewProps {
  thread: Thread;
  /** What people call the field. */
  fieldName: string;
  reporter: string;
  reportKey: ReportKey;
  /** Whether answers can be written now. */
  writable: boolean;
  /** Answers that were typed and not saved, and what is wrong with them, by question. */
  typed: Readonly<Record<string, string>>;
  errors: Readonly<Record<string, string>>;
  requestIds: Readonly<Record<string, string>>;
}

const answerId = (entry: Pick<ThreadEntry, 'id'>) => `answer-${entry.id}`;

/** What was asked about one field and answered, the newest question first, with a box for its answer. */
function ThreadView(props: ThreadViewProps) {
  const { thread, fieldName, reporter, reportKey } = props;
  const { subject, code, title, field, state, entries } = thread;
  const id = `thread-${subject}-${code}-${field.replace('=', '.')}`;
  return (
    <article className={styles.thread} id={id} aria-labelledby={`${id}-title`}>
      <div className={styles.head}>
        <h3 id={`${id}-title`} className={styles.title}>
          {code} {title}
        </h3>
        <Tag emphasis={state === 'open' ? 'strong' : state === 'resolved' ? 'done' : 'normal'}>
          {stateWords[state]}
        </Tag>
      </div>
      <p className={styles.field}>
        About{' '}
        <Link to={buildItemPath(reportKey, subject, code, findFieldId(subject, field))}>
          {fieldName}
          <VisuallyHidden> of {code}</VisuallyHidden>
        </Link>
      </p>
      {entries.toReversed().map((entry) => (
        <ThreadEntryView key={entry.id} {...entry} id={`question-${entry.id}`} reporter={reporter}>
          {props.writable && entry.resolvedAt === null ? <AnswerBox {...props} entry={entry} /> : null}
        </ThreadEntryView>
      ))}
    </article>
  );
}

function AnswerBox({ entry, thread, typed, errors, requestIds }: ThreadViewProps & { entry: ThreadEntry }) {
  const own = typed[entry.id];
  return (
    <div className={styles.box}>
      <input type="hidden" name={`answerVersion.${entry.id}`} value={entry.version} />
      <input type="hidden" name={`requestId.${entry.id}`} value={requestIds[entry.id]} />
      <TextArea
        // Another saved answer, or what was typed and refused: the box starts anew with it.
        key={`${entry.version}/${own ?? ''}`}
        id={answerId(entry)}
        name={`answer.${entry.id}`}
        label={entry.answer === null ? 'Your answer' : 'Change the answer'}
        rows={3}
        limit={4000}
        defaultValue={own ?? entry.answer ?? ''}
        error={errors[entry.id]}
      />
      <p className={styles.act}>
        <Button variant="secondary" compact name="save" value={entry.id}>
          Save answer
          <VisuallyHidden> about {thread.code}</VisuallyHidden>
        </Button>
      </p>
    </div>
  );
}
