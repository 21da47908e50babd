import { randomUUID } from 'node:crypto';
import { Details, Section } from '#app/components/layout.tsx';
import { EmptyState, Notice } from '#app/components/notice.tsx';
import { ErrorSummary, type FormProblem } from '#app/components/error-summary.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import type { AppCaller, Review } from '#app/contract.ts';
import { ask } from '#app/features/errors/ask.ts';
import {
  answerForm,
  intent,
  number,
  numberOrNull,
  oneOf,
  text,
} from '#app/features/forms/answer-form.server.ts';
import { buildQuestionId, type RefusedQuestion } from '#app/features/review/ask-form.tsx';
import { CompilerNotes } from '#app/features/review/beside-words.tsx';
import { Decide } from '#app/features/review/decide.tsx';
import {
  buildItemId,
  groupItems,
  type ReviewGroup,
  describeContents,
} from '#app/features/review/review-groups.ts';
import { ReviewDesk } from '#app/features/review/review-desk.tsx';
import { ReviewHistory } from '#app/features/review/review-history.tsx';
import { ReviewItemBlock } from '#app/features/review/review-item.tsx';
import { readWriting, WritePanel } from '#app/features/review/write-panel.tsx';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/review';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import styles from '#app/features/review/review.module.css';
import { Form, Link } from 'react-router';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { Button } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { describeTiming } from '#server/domain/submission/due-dates.rules.ts';
import { ReportTag } from '#app/features/review/report-progress.tsx';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const [review, evidence] = await Promise.all([
    ask(requestId, () => caller.review.get(params)),
    ask(requestId, () => caller.evidence.list(params)),
  ]);
  const search = new URL(request.url).searchParams;
  const done = search.get('done') ?? '';
  return {
    review,
    evidence: evidence.items,
    done: doneWords[done] ?? null,
    write: search.get('write') ?? '',
    requestId: randomUUID(),
    askId: randomUUID(),
  };
}

const move = { version: number, reason: text };
const item = { subject: text, code: text };
/** A field of an item, as questions and wordings name it. */
const place = { subject: oneOf(['activity', 'indicator']), code: text, field: text };
const note = { ...item, id: numberOrNull, version: number, words: text };
const wording = { ...place, version: number, words: text };

export async function action({ context, params }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  const { review } = posted.caller;
  const page = `/secretariat/review/${encodeURIComponent(params.round)}/${encodeURIComponent(params.reporter)}`;
  /** Where the page opens again: at the item that the form was about, or at the top. */
  const lead = (done: string, at?: { subject: string; code: string }) =>
    `${page}?done=${done}${at?.code ? `#${at.subject}-${at.code}` : ''}`;
  const saveNote = (done: string, ended: boolean) =>
    intent(note, async ({ subject, code, ...typed }, requestId) => {
      const about =
        code === '' ? null : ({ subject: subject === 'activity' ? subject : 'indicator', code } as const);
      await review.saveCompilerNote({ ...params, ...typed, item: about, ended, requestId });
      return lead(done, { subject, code });
    });
  const saveWording = (done: string, withdrawn: boolean) =>
    intent(wording, async (typed, requestId) => {
      await review.saveEditorialText({ ...params, ...typed, withdrawn, requestId });
      return lead(done, typed);
    });
  return answerForm(posted, {
    start: intent({}, async () => {
      await review.start(params);
      return lead('start');
    }),
    ask: intent({ ...place, question: text, phrase: text }, async ({ phrase, ...typed }, requestId) => {
      const question = await addPhrase(posted.caller, phrase, typed.question);
      await review.raiseQuery({ ...params, ...typed, question, requestId });
      return lead('ask', typed);
    }),
    remove: intent({ ...item, query: number }, async ({ query, ...at }) => {
      await review.removeQuery({ ...params, query });
      return lead('remove', at);
    }),
    settle: intent({ ...item, query: number }, async ({ query, ...at }) => {
      await review.resolveQuery({ ...params, query });
      return lead('settle', at);
    }),
    return: intent({ ...move, scope: text }, async (typed, requestId) => {
      const scope = typed.scope === 'all' ? 'all' : 'queried';
      await review.return({ ...params, ...typed, scope, requestId });
      return lead('return');
    }),
    accept: intent(move, async (typed, requestId) => {
      const { status } = await review.accept({ ...params, ...typed, requestId });
      // Where two people are asked for, the first word leaves the report where it is.
      return lead(status === 'accepted' ? 'accept' : 'approve');
    }),
    reopen: intent({ ...move, item: text }, async (typed, requestId) => {
      const { version, reason } = typed;
      await review.reopen({ ...params, version, reason, queries: readReopenedItem(typed), requestId });
      return lead('reopen');
    }),
    note: saveNote('note', false),
    'end-note': saveNote('end-note', true),
    edit: saveWording('edit', false),
    'withdraw-edit': saveWording('withdraw-edit', true),
  });
}

/** Without scripts a saved phrase comes beside the question and stands before what was typed. */
async function addPhrase({ review }: AppCaller, phrase: string, question: string): Promise<string> {
  if (phrase === '') return question;
  const found = (await review.phrases()).find(({ id, ended }) => String(id) === phrase && !ended);
  return [found?.words ?? '', question.trim()].filter((part) => part !== '').join('\n');
}

/** To open one item only is to ask about it. */
function readReopenedItem({ item: chosen, reason }: { item: string; reason: string }) {
  const [subject, ...rest] = chosen.split('/');
  const code = rest.join('/');
  if (!code || !reason.trim()) return [];
  return subject === 'activity'
    ? [{ subject: 'activity' as const, code, field: 'status', question: reason }]
    : [{ subject: 'indicator' as const, code, field: 'total', question: reason }];
}

/** What is said after a form did its work, by the name in the address. */
const doneWords: Record<string, string> = {
  start: 'The review has started. The reporter can no longer withdraw the report.',
  ask: 'The question is saved. It is sent when you return the report.',
  remove: 'The question is removed.',
  settle: 'The question is resolved.',
  return: 'The report is returned for changes. Its writers can see your questions and message.',
  accept: 'The report is accepted.',
  approve: 'Your approval is saved. Somebody else accepts the report.',
  note: 'The note for the compiler is saved.',
  'end-note': 'The note for the compiler is resolved.',
  edit: 'Your wording is saved beside the report. The report itself does not change.',
  'withdraw-edit': 'Your wording is removed. Editions use the reporter’s text.',
  reopen: 'The report is open for changes again.',
};

/** What was decided and refused, as the forms of a decision show it again. */
function readDecision(answer: Route.ComponentProps['actionData']) {
  switch (answer?.intent) {
    case 'return':
      return { intent: answer.intent, ...answer.typed };
    case 'reopen':
      return { intent: answer.intent, scope: answer.typed.item, reason: answer.typed.reason };
    default:
      return null;
  }
}

export default function ReviewPage({ loaderData, actionData }: Route.ComponentProps) {
  const { review, evidence, done, write, requestId, askId } = loaderData;
  const groups = groupItems(review);
  const refusal = actionData?.refusal ?? null;
  const asked = actionData?.intent === 'ask' ? actionData.typed : null;
  const writing = readWriting(write, review);
  const written = actionData?.intent === 'note' || actionData?.intent === 'edit' ? actionData.typed : null;
  const refused: RefusedQuestion | null =
    refusal && asked
      ? {
          field: asked.field,
          question: asked.question,
          message: refusal.fields[0]?.message ?? refusal.sentence,
        }
      : null;
  return (
    <>
      <PageTitle
        parts={[`${review.reporter.name}, ${review.round.code}`, 'Secretariat']}
        failed={refusal !== null}
      />
      <ErrorSummary
        errors={
          refusal
            ? asked
              ? [{ fieldId: buildQuestionId(asked), message: refused?.message ?? refusal.sentence }]
              : listProblems(refusal, written !== null)
            : []
        }
      />
      {done && !refusal ? <Notice kind="success" live title={done} /> : null}
      <ReviewHeader review={review} />
      {review.shown === 'nothing' ? (
        <EmptyState title={`${review.reporter.name} has not submitted a report for ${review.round.code}`}>
          <p>Only its writers can see a draft. You can read the report here once it has been submitted.</p>
        </EmptyState>
      ) : null}
      {writing ? (
        <WritePanel
          key={write}
          writing={writing}
          requestId={requestId}
          typed={written?.words ?? null}
          refusal={written ? refusal : null}
          backTo={`/secretariat/review/${review.round.code}/${review.reporter.code}`}
        />
      ) : null}
      <ItemIndex groups={groups} />
      <ReviewDesk review={review}>
        {groups.map((group) => {
          const items = group.items.map((item) => (
            <ReviewItemBlock
              key={buildItemId(item)}
              item={item}
              review={review}
              evidence={evidence}
              requestId={askId}
              refused={asked && asked.code === item.code && asked.subject === item.subject ? refused : null}
            />
          ));
          const open = group.items.some((item) => asked?.code === item.code);
          const count = formatCount(group.items.length, 'items');
          return (
            <Section key={group.key} title={group.title} id={`group-${group.key}`}>
              {group.folded ? (
                <Details summary={`Show ${count}`} flush open={open}>
                  {items}
                </Details>
              ) : (
                items
              )}
            </Section>
          );
        })}
      </ReviewDesk>
      {review.permissions.annotate || review.notes.length > 0 ? (
        <Section
          title="Notes for the compiler"
          id="notes"
          lead="About the whole report. Only the secretariat can read them."
        >
          <CompilerNotes
            notes={review.notes.filter(({ code }) => code === null)}
            item={null}
            mayWrite={review.permissions.annotate}
          />
        </Section>
      ) : null}
      <Decide
        review={review}
        requestId={requestId}
        typed={readDecision(actionData)}
        problems={refusal?.fields ?? []}
      />
      <ReviewHistory decisions={review.decisions} approvals={review.acceptance.approvals} />
    </>
  );
}

/** Problems of a decision, each leading to its field; what belongs to no field says only itself. */
function listProblems(
  refusal: { sentence: string; fields: { path: string; message: string }[] },
  isWritten: boolean,
): FormProblem[] {
  if (refusal.fields.length === 0) return [{ message: refusal.sentence }];
  return refusal.fields.map(({ path, message }) => ({
    fieldId: isWritten ? 'words' : path === 'scope' ? 'scope' : 'reason',
    message,
  }));
}

/** Every item of the report by its code, group by group: the way to any of them without scrolling. */
function ItemIndex({ groups }: { groups: readonly ReviewGroup[] }) {
  if (groups.length === 0) return null;
  return (
    <nav aria-label="Items of the report" data-print="hide">
      <dl className={styles.index}>
        {groups.map((group) => (
          <div key={group.key} className={styles.indexRow}>
            <dt className={styles.indexTerm}>
              {group.title} ({group.items.length})
            </dt>
            <dd className={styles.indexCodes}>
              {group.items.map((item) => (
                <a key={buildItemId(item)} href={`#${buildItemId(item)}`} title={item.title}>
                  {item.code}
                </a>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </nav>
  );
}

/** Whose report it is, where it stands and what is in it. */
function ReviewHeader({ review }: { review: Review }) {
  const { reporter, round, permissions } = review;
  const decides = permissions.accept || permissions.return || permissions.reopen;
  return (
    <>
      <Breadcrumbs items={[{ label: round.title, to: `/secretariat/rounds/${round.code}` }]} />
      <PageHeading
        kicker={`Report for ${round.code}`}
        meta={
          <>
            <ReportTag status={review.status} />{' '}
            {review.firstSubmittedAt ? (
              <>
                first submitted <DateText iso={review.firstSubmittedAt} />, {describeTiming(review.timing)}
                {review.timesSubmitted > 1 && review.submittedAt ? (
                  <>
                    ; submitted {review.timesSubmitted} times, last on <DateText iso={review.submittedAt} />
                  </>
                ) : null}
              </>
            ) : (
              describeTiming(review.timing)
            )}
            {review.clearedBy ? `; cleared by ${review.clearedBy}` : ''}
            {review.acceptedAt ? (
              <>
                ; accepted <DateText iso={review.acceptedAt} />
              </>
            ) : review.reviewStartedAt && review.status === 'submitted' ? (
              <>
                ; in review since <DateText iso={review.reviewStartedAt} />
              </>
            ) : null}
          </>
        }
        lead={review.shown === 'nothing' ? undefined : describeContents(review)}
        actions={
          <>
            {permissions.start ? (
              <Form method="post">
                <Button name="intent" value="start">
                  Start review
                </Button>
              </Form>
            ) : null}
            {decides ? <a href="#decide">{permissions.reopen ? 'Reopen it' : 'Go to the decision'}</a> : null}
          </>
        }
      >
        {reporter.name}
      </PageHeading>
      {review.shown === 'asReceived' ? <AsReceived review={review} /> : null}
    </>
  );
}

function AsReceived({ review }: { review: Review }) {
  return (
    <Notice title="The report is back with its writers.">
      <p>
        This is what was received{' '}
        {review.receivedAt ? (
          <>
            on <DateText iso={review.receivedAt} />
          </>
        ) : null}
        .{' '}
        {review.returnScope === 'queried'
          ? 'Only what was asked about is open for changes.'
          : 'All of it is open for changes.'}{' '}
        You can see their changes here once it is submitted again.{' '}
        <Link to="#history">What happened to this report</Link>
      </p>
    </Notice>
  );
}
