import { randomUUID } from 'node:crypto';
import { Section } from '#app/components/layout.tsx';
import { EmptyState, Notice } from '#app/components/notice.tsx';
import { ErrorSummary, type FormProblem } from '#app/components/error-summary.tsx';
import { PageTitle } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { answerForm, intent, number, numberOrNull, text } from '#app/features/forms/answer-form.server.ts';
import { CompilerNotes } from '#app/features/review/beside-words.tsx';
import { Decide } from '#app/features/review/decide.tsx';
import { OpenMatters } from '#app/features/review/open-matters.tsx';
import { ReviewHeader, UnsentQuestions } from '#app/features/review/review-header.tsx';
import { ReviewHistory } from '#app/features/review/review-history.tsx';
import { buildDecidePath } from '#app/features/review/review-paths.ts';
import { readReportNote, WritePanel } from '#app/features/review/write-panel.tsx';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/review-decide';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const search = new URL(request.url).searchParams;
  return {
    review: await ask(requestId, () => caller.review.decision(params)),
    done: doneWords[search.get('done') ?? ''] ?? null,
    write: search.get('write') ?? '',
    requestId: randomUUID(),
    sendId: randomUUID(),
  };
}

const move = { version: number, reason: text };
const note = { id: numberOrNull, version: number, words: text };

export async function action({ context, params }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  const { review } = posted.caller;
  const page = buildDecidePath({ round: { code: params.round }, reporter: { code: params.reporter } });
  const lead = (done: string) => `${page}?done=${done}`;
  const saveNote = (done: string, ended: boolean) =>
    intent(note, async (typed, requestId) => {
      await review.saveCompilerNote({ ...params, ...typed, item: null, ended, requestId });
      return lead(done);
    });
  return answerForm(posted, {
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
    send: intent({}, async (_, requestId) => {
      await review.sendQueries({ ...params, requestId });
      return lead('send');
    }),
    note: saveNote('note', false),
    'end-note': saveNote('end-note', true),
  });
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
  return: 'The report is returned for changes. Its writers can see your questions and message.',
  accept: 'The report is accepted.',
  approve: 'Your approval is saved. Somebody else accepts the report.',
  send: 'The questions are sent. The report stays submitted.',
  note: 'The note for the compiler is saved.',
  'end-note': 'The note for the compiler is resolved.',
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

export default function DecidePage({ loaderData, actionData }: Route.ComponentProps) {
  const { review, done, write, requestId, sendId } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const { annotate, accept, query } = review.permissions;
  const writing = annotate ? readReportNote(write, review.notes) : null;
  const written = actionData?.intent === 'note' ? actionData.typed : null;
  const writePath = annotate ? (what: string) => `?write=${encodeURIComponent(what)}#write` : null;
  return (
    <>
      <PageTitle
        parts={['Decide', `${review.reporter.name}, ${review.round.code}`, 'Secretariat']}
        failed={refusal !== null}
      />
      <ErrorSummary errors={refusal ? listProblems(refusal, written !== null) : []} />
      {done && !refusal ? <Notice kind="success" live title={done} /> : null}
      <ReviewHeader review={review} page="decide" />
      {review.shown === 'nothing' ? (
        <EmptyState title={`${review.reporter.name} has not submitted a report for ${review.round.code}`} />
      ) : null}
      {accept ? (
        <Section title="What is open" id="open">
          <OpenMatters review={review} />
          {query ? <UnsentQuestions unsent={review.queries.unsent} requestId={sendId} /> : null}
        </Section>
      ) : null}
      <Decide
        review={review}
        requestId={requestId}
        typed={readDecision(actionData)}
        problems={refusal?.fields ?? []}
      />
      {writing ? (
        <WritePanel
          key={write}
          writing={writing}
          requestId={requestId}
          typed={written?.words ?? null}
          refusal={written ? refusal : null}
          backTo={buildDecidePath(review)}
        />
      ) : null}
      {annotate || review.notes.length > 0 ? (
        <Section
          title="Notes for the compiler"
          id="notes"
          lead="About the whole report. Only the secretariat can read them."
        >
          <CompilerNotes notes={review.notes} item={null} writePath={writePath} />
        </Section>
      ) : null}
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
