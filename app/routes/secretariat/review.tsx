import { randomUUID } from 'node:crypto';
import { data, redirect } from 'react-router';
import { Details } from '#app/components/details.tsx';
import { EmptyState } from '#app/components/empty-state.tsx';
import { ErrorSummary, type FormProblem } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageTitle } from '#app/components/page-title.tsx';
import { ask, attempt, getRefusalStatus } from '#app/features/errors/ask.ts';
import { buildQuestionId, type RefusedQuestion } from '#app/features/review/ask-form.tsx';
import { CompilerNotes } from '#app/features/review/beside-words.tsx';
import { Decide } from '#app/features/review/decide.tsx';
import { ItemIndex } from '#app/features/review/item-index.tsx';
import { buildItemId, groupItems } from '#app/features/review/review-groups.ts';
import { ReviewDesk } from '#app/features/review/review-desk.tsx';
import { ReviewHeader } from '#app/features/review/review-header.tsx';
import { ReviewHistory } from '#app/features/review/review-history.tsx';
import {
  buildDonePath,
  doneWords,
  readSentReview,
  runReviewIntent,
} from '#app/features/review/review-intents.ts';
import { ReviewItemBlock } from '#app/features/review/review-item.tsx';
import { readWriting, WritePanel } from '#app/features/review/write-panel.tsx';
import { readForm, requestContext } from '#app/request-context.ts';
import type { Route } from './+types/review';
import { formatCount } from '#server/domain/language/format-counts.ts';

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

export async function action({ context, params }: Route.ActionArgs) {
  const { caller, requestId } = context.get(requestContext);
  const form = readForm(context);
  const sent = readSentReview(form);
  const outcome = await attempt(requestId, () => runReviewIntent(caller, params, form));
  if (!outcome.ok) {
    return data({ refusal: outcome.refusal, sent }, { status: getRefusalStatus(outcome.refusal) });
  }
  throw redirect(buildDonePath(params, sent, outcome.value), 303);
}

export default function ReviewPage({ loaderData, actionData }: Route.ComponentProps) {
  const { review, evidence, done, write, requestId, askId } = loaderData;
  const groups = groupItems(review);
  const refusal = actionData?.refusal;
  const sent = actionData?.sent;
  const asked = refusal && sent?.intent === 'ask' ? sent : null;
  const writing = readWriting(write, review);
  const written = refusal && sent && (sent.intent === 'note' || sent.intent === 'edit') ? sent : null;
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
        failed={refusal !== undefined}
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
          <p>
            Drafts are seen by their writers only. The report can be read here once it has been submitted.
          </p>
        </EmptyState>
      ) : null}
      {writing ? (
        <WritePanel
          key={write}
          writing={writing}
          requestId={requestId}
          typed={written?.words ?? null}
          refusal={written ? (refusal ?? null) : null}
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
          lead="About the report as a whole; the secretariat's own."
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
        typed={refusal && sent && !asked && !written ? sent : null}
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
