import { randomUUID } from 'node:crypto';
import { useLayoutEffect, useRef } from 'react';
import { Form, redirect } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { EmptyState, Notice } from '#app/components/notice.tsx';
import { PageTitle } from '#app/components/page-heading.tsx';
import type { AppCaller } from '#app/contract.ts';
import { ask } from '#app/features/errors/ask.ts';
import {
  answerForm,
  intent,
  number,
  numberOrNull,
  oneOf,
  text,
} from '#app/features/forms/answer-form.server.ts';
import { questionId, type RefusedQuestion } from '#app/features/review/ask-form.tsx';
import { ReviewHeader, UnsentQuestions } from '#app/features/review/review-header.tsx';
import { ReviewItemView } from '#app/features/review/review-item.tsx';
import { ReviewKeys } from '#app/features/review/review-keys.tsx';
import { buildDecidePath, buildItemSearch, buildReviewPath } from '#app/features/review/review-paths.ts';
import { ReviewFilters, ReviewTree } from '#app/features/review/review-tree.tsx';
import treeStyles from '#app/features/review/review-tree.module.css';
import { readWriting, WritePanel } from '#app/features/review/write-panel.tsx';
import { requestContext } from '#app/request-context.ts';
import { treeFilters } from '#server/domain/review/review-tree.calculations.ts';
import type { Route } from './+types/review';

const readFilter = (search: URLSearchParams) =>
  treeFilters.find((filter) => filter === search.get('show')) ?? 'all';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const search = new URL(request.url).searchParams;
  const name = search.get('item')?.slice(0, 50);
  const review = await ask(requestId, () =>
    caller.review.get({ ...params, item: name, filter: readFilter(search) }),
  );
  const { current } = review;
  if (current && name !== current.line.name) {
    // The item in view is always in the URL: forms come back to it, and it can be passed on.
    search.set('item', current.line.name);
    throw redirect(`${buildReviewPath(review)}?${search}`);
  }
  const evidence = current
    ? await ask(requestId, () =>
        caller.evidence.list({ ...params, item: { subject: current.line.subject, code: current.line.code } }),
      )
    : null;
  return {
    review,
    evidence: evidence?.items ?? [],
    done: doneWords[search.get('done') ?? ''] ?? null,
    /** What one press marked, to be taken back. */
    marked: search.get('done') === 'rest' ? search.get('at') : null,
    write: search.get('write') ?? '',
    about: search.get('about'),
    requestId: randomUUID(),
    askId: randomUUID(),
  };
}

const itemForm = { subject: oneOf(['activity', 'indicator']), code: text };
/** A field of an item, as questions and wordings name it. */
const place = { ...itemForm, field: text };
const note = { ...itemForm, id: numberOrNull, version: number, words: text };
const wording = { ...place, version: number, words: text };

export async function action({ context, params, request }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  const { review } = posted.caller;
  const page = buildReviewPath({ round: { code: params.round }, reporter: { code: params.reporter } });
  const search = new URL(request.url).searchParams;
  const filter = readFilter(search);
  /** Where the page opens again: at the item that was in view, or at another one. */
  const lead = (done: string, more: Record<string, string> = {}, to = search.get('item')) =>
    to ? `${page}${buildItemSearch(to, filter, { done, ...more })}` : `${page}?done=${done}`;
  const saveNote = (done: string, ended: boolean) =>
    intent(note, async ({ subject, code, ...typed }, requestId) => {
      await review.saveCompilerNote({ ...params, ...typed, item: { subject, code }, ended, requestId });
      return lead(done);
    });
  const saveWording = (done: string, withdrawn: boolean) =>
    intent(wording, async (typed, requestId) => {
      await review.saveEditorialText({ ...params, ...typed, withdrawn, requestId });
      return lead(done);
    });
  return answerForm(posted, {
    start: intent({}, async () => {
      await review.start(params);
      return lead('start');
    }),
    look: intent({ ...itemForm, next: text }, async ({ next, ...at }) => {
      await review.markItems({ ...params, items: [at], looked: true });
      // After the last one the decision is next.
      return next ? `${page}${buildItemSearch(next, filter)}` : lead('last', {}, at.code);
    }),
    unlook: intent(itemForm, async (at) => {
      await review.markItems({ ...params, items: [at], looked: false });
      return lead('unlook', {}, at.code);
    }),
    'look-rest': intent(itemForm, async (at) => {
      const { current } = await review.get({ ...params, item: search.get('item') ?? at.code });
      const items = current?.rest ?? [];
      if (items.length === 0) return lead('look-none', {}, at.code);
      const { at: marked } = await review.markItems({ ...params, items, looked: true });
      return lead('rest', { at: marked }, current?.line.name ?? at.code);
    }),
    'undo-rest': intent({ at: text }, async ({ at }) => {
      await review.undoMarks({ ...params, at });
      return lead('undone');
    }),
    ask: intent({ ...place, question: text, phrase: text }, async ({ phrase, ...typed }, requestId) => {
      const question = await addPhrase(posted.caller, phrase, typed.question);
      await review.raiseQuery({ ...params, ...typed, question, requestId });
      return lead('ask', {}, search.get('item') ?? typed.code);
    }),
    send: intent({}, async (_, requestId) => {
      await review.sendQueries({ ...params, requestId });
      return lead('send');
    }),
    remove: intent({ query: number }, async ({ query }) => {
      await review.removeQuery({ ...params, query });
      return lead('remove');
    }),
    settle: intent({ query: number }, async ({ query }) => {
      await review.resolveQuery({ ...params, query });
      return lead('settle');
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

/** What is said after a form did its work, by the name in the address. */
const doneWords: Record<string, string> = {
  start: 'The review has started. The reporter can no longer withdraw the report.',
  last: 'You have looked at the last item. Decide about the report, or go to what is not looked at.',
  unlook: 'The item counts as not looked at.',
  rest: 'The rest of this section is marked as looked at.',
  'look-none': 'Every item of this section is looked at already.',
  undone: 'The marks are taken back.',
  ask: 'The question is saved. It is not sent yet.',
  send: 'The questions are sent. The report stays submitted.',
  remove: 'The question is removed.',
  settle: 'The question is resolved.',
  note: 'The note for the compiler is saved.',
  'end-note': 'The note for the compiler is resolved.',
  edit: 'Your wording is saved beside the report. The report itself does not change.',
  'withdraw-edit': 'Your wording is removed. Editions use the reporter’s text.',
};

export default function ReviewPage({ loaderData, actionData }: Route.ComponentProps) {
  const { review, evidence, done, marked, write, about, requestId, askId } = loaderData;
  const { current, filter } = review;
  const refusal = actionData?.refusal ?? null;
  const asked = actionData?.intent === 'ask' ? actionData.typed : null;
  const writing = current && review.permissions.annotate ? readWriting(write, current) : null;
  const written = actionData?.intent === 'note' || actionData?.intent === 'edit' ? actionData.typed : null;
  const message = refusal?.fields[0]?.message ?? refusal?.sentence ?? '';
  const refused: RefusedQuestion | null =
    refusal && asked ? { field: asked.field, question: asked.question, message } : null;
  const view = useItemInView(current?.line.name ?? '');
  const to = (name: string | null) => (name === null ? null : buildItemSearch(name, filter));
  return (
    <>
      <PageTitle
        parts={[
          ...(current ? [current.line.code] : []),
          `${review.reporter.name}, ${review.round.code}`,
          'Secretariat',
        ]}
        failed={refusal !== null}
      />
      <ErrorSummary
        errors={refusal ? [{ fieldId: refused ? questionId : written ? 'words' : undefined, message }] : []}
      />
      <ReviewHeader review={review} page="items" />
      {review.shown === 'nothing' ? (
        <EmptyState title={`${review.reporter.name} has not submitted a report for ${review.round.code}`}>
          <p>Only its writers can see a draft. You can read the report here once it has been submitted.</p>
        </EmptyState>
      ) : null}
      {current ? (
        <>
          <ReviewFilters review={review} />
          <div className={treeStyles.desk}>
            <div className={treeStyles.side}>
              <ReviewTree review={review} current={current.line.name} />
              {review.permissions.annotate ? (
                <ReviewKeys
                  targets={{
                    previous: to(current.previous),
                    next: to(current.next),
                    nextOpen: to(current.nextOpen),
                    decide: buildDecidePath(review),
                  }}
                />
              ) : null}
            </div>
            <div ref={view} className={treeStyles.view}>
              {done && !refusal ? (
                <Notice kind="success" live title={done}>
                  {marked ? <UndoMarks at={marked} /> : null}
                </Notice>
              ) : null}
              {review.permissions.query ? (
                <UnsentQuestions unsent={review.unsent} requestId={requestId} />
              ) : null}
              {writing ? (
                <WritePanel
                  key={write}
                  writing={writing}
                  requestId={requestId}
                  typed={written?.words ?? null}
                  refusal={written ? refusal : null}
                  backTo={buildItemSearch(current.line.name, filter)}
                />
              ) : null}
              <ReviewItemView
                review={review}
                current={current}
                evidence={evidence}
                about={about}
                refused={refused}
                requestId={askId}
              />
            </div>
          </div>
        </>
      ) : null}
    </>
  );
}

function UndoMarks({ at }: { at: string }) {
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="at" value={at} />
      <Button variant="secondary" compact name="intent" value="undo-rest">
        Undo
      </Button>
    </Form>
  );
}

/**
 * Another item is in view: its title gets the focus, so that a screen reader reads it, and the page moves only where its
 * beginning cannot be seen.
 */
function useItemInView(name: string) {
  const view = useRef<HTMLDivElement>(null);
  const shown = useRef(name);
  // Before the keys act that were pressed meanwhile: one of them may want the focus elsewhere.
  useLayoutEffect(() => {
    if (shown.current === name) return;
    shown.current = name;
    document.getElementById('item-title')?.focus({ preventScroll: true });
    const top = view.current?.getBoundingClientRect().top ?? 0;
    if (top < 0 || top > window.innerHeight / 2) view.current?.scrollIntoView({ block: 'start' });
  }, [name]);
  return view;
}
