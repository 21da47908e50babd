import { randomUUID } from 'node:crypto';
import { Form, Link } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { Tag } from '#app/components/tag.tsx';
import type { RecommendationPage } from '#app/contract.ts';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, list, line, number, text } from '#app/features/forms/answer-form.server.ts';
import { learningPath } from '#app/features/learning/learning-tables.tsx';
import styles from '#app/features/recommendation/recommendation.module.css';
import {
  emptyRecommendation,
  RecommendationForm,
} from '#app/features/recommendation/recommendation-form.tsx';
import {
  RecommendationVersions,
  ResponseHistory,
} from '#app/features/recommendation/recommendation-history.tsx';
import { describeOutcome, recommendationPath } from '#app/features/recommendation/recommendation-words.ts';
import {
  emptyFollowUp,
  emptyResponse,
  FollowUpForm,
  followUpFields,
  ResponseForm,
  responseFields,
} from '#app/features/recommendation/response-form.tsx';
import { requestContext } from '#app/request-context.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import { isActedOn, toTypedRecommendation } from '#server/domain/recommendation/recommendation.rules.ts';
import type { Route } from './+types/recommendation-entry';

const readCode = (code: string) => (code === 'new' ? undefined : code.slice(0, 40));

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const page = await ask(requestId, () =>
    caller.recommendation.get({ item: params.code.slice(0, 400), code: readCode(params.recommendation) }),
  );
  return { ...page, done: new URL(request.url).searchParams.has('saved'), formId: randomUUID() };
}

const strip = (path: string) => path.replace(/^fields\./, '').split('.')[0] ?? '';
const placeOf =
  (fields: Readonly<Record<string, string>>) =>
  (path: string): string =>
    fields[strip(path)] ?? strip(path);

export async function action({ context, params }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  const { recommendation } = posted.caller;
  const item = params.code;
  const code = readCode(params.recommendation);
  const done = (of: string) => `${recommendationPath(item, of)}?saved=1`;
  const known = code ?? '';
  const release = (released: boolean) =>
    intent({ version: number }, async ({ version }, requestId) => {
      await recommendation.release({ item, code: known, version, released, requestId });
      return done(known);
    });
  return answerForm(posted, {
    save: intent(
      {
        version: number,
        text,
        place: line,
        madeOn: line,
        addressedTo: list,
        activities: line,
        indicators: line,
        answerBy: line,
      },
      async ({ version, ...fields }, requestId) =>
        done((await recommendation.save({ item, code, version, fields, requestId })).code),
      strip,
    ),
    respond: intent(
      {
        version: number,
        by: text,
        kind: text,
        reason: text,
        on: line,
        dueOn: line,
        responseActivities: line,
        responseIndicators: line,
        source: line,
      },
      async ({ version, responseActivities, responseIndicators, ...rest }, requestId) => {
        const fields = { ...rest, activities: responseActivities, indicators: responseIndicators };
        await recommendation.respond({ item, code: known, version, fields, requestId });
        return done(known);
      },
      placeOf(responseFields),
    ),
    record: intent(
      { version: number, statusBy: text, status: text, statusOn: line, note: text },
      async ({ version, statusBy, status, statusOn, note }, requestId) => {
        const fields = { by: statusBy, status, on: statusOn, note };
        await recommendation.recordStatus({ item, code: known, version, fields, requestId });
        return done(known);
      },
      placeOf(followUpFields),
    ),
    release: release(true),
    withdraw: release(false),
  });
}

type Loaded = Route.ComponentProps['loaderData'];
type Answered = Route.ComponentProps['actionData'];

export default function RecommendationEntry({ loaderData, actionData }: Route.ComponentProps) {
  const { entry, recommendation, lists, learning, history, done, formId } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const stored = recommendation ? toTypedRecommendation(recommendation.content) : emptyRecommendation;
  const typed = actionData?.intent === 'save' ? actionData.typed : stored;
  const name = recommendation ? `Recommendation ${recommendation.code}` : 'Add a recommendation';
  return (
    <>
      <PageTitle parts={[name, entry.title, 'Secretariat']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      {done && !actionData ? <Notice kind="success" live title="It is saved." /> : null}
      <Breadcrumbs
        items={[
          { label: 'Library', to: '/secretariat/library' },
          { label: entry.title, to: `/secretariat/library/${entry.code}` },
          { label: 'Recommendations', to: recommendationPath(entry.code) },
        ]}
      />
      <PageHeading
        kicker={entry.title}
        meta={
          recommendation
            ? recommendation.outcomes.map(describeOutcome).join('; ')
            : 'It is not released until you release it.'
        }
      >
        {name}
      </PageHeading>
      {refusal?.code === 'CONFLICT' ? (
        <Notice kind="warning" title="Somebody else changed this while you were editing. Nothing was saved.">
          <p>Your text is in the form. Read what is stored below, and save again to replace it.</p>
        </Notice>
      ) : null}
      {recommendation ? <Release recommendation={recommendation} formId={formId} /> : null}
      {recommendation ? <Responses loaded={loaderData} answered={actionData} /> : null}
      {learning.length > 0 ? (
        <Section id="learning" title="Lessons and actions that follow from it">
          <ul>
            {learning.map((one) => (
              <li key={`${one.plan} ${one.kind} ${one.code}`}>
                <Link to={learningPath(one.plan, one.kind === 'lesson' ? 'lessons' : 'actions', one.code)}>
                  {one.code} {one.title}
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      <Section id="change" title={recommendation ? 'Change the recommendation' : 'The recommendation'}>
        <RecommendationForm
          key={recommendation?.version ?? 0}
          lists={lists}
          typed={typed}
          version={recommendation?.version ?? 0}
          formId={formId}
          problems={actionData?.intent === 'save' ? (refusal?.fields ?? []) : []}
        />
      </Section>
      {history.length > 0 ? (
        <Section id="history" title="Versions">
          <RecommendationVersions versions={history} />
        </Section>
      ) : null}
    </>
  );
}

type Existing = NonNullable<RecommendationPage['recommendation']>;

function Release({ recommendation, formId }: { recommendation: Existing; formId: string }) {
  const { released } = recommendation.content;
  return (
    <>
      <p>{recommendation.content.text}</p>
      <Form method="post" className={styles.release}>
        <input type="hidden" name="version" value={recommendation.version} />
        <input type="hidden" name="requestId" value={formId} />
        <p>
          <Tag emphasis={released ? 'done' : 'normal'}>{released ? 'released' : 'not released'}</Tag>{' '}
          {released
            ? 'The next publication will include it, if it includes its study or event.'
            : 'The next publication will not include it.'}
        </p>
        <Button variant="secondary" name="intent" value={released ? 'withdraw' : 'release'}>
          {released ? 'Leave it out of the next publication' : 'Release for the next publication'}
        </Button>
      </Form>
    </>
  );
}

/** What was responded and done, and the forms to record more of it. */
function Responses({ loaded, answered }: { loaded: Loaded; answered: Answered }) {
  const { recommendation, lists, formId } = loaded;
  if (!recommendation) return null;
  const problemsOf = (name: string): readonly FieldProblem[] =>
    answered?.intent === name ? (answered.refusal?.fields ?? []) : [];
  const { responses, statuses, outcomes, content, version } = recommendation;
  const nameOf = (codes: readonly string[]) => lists.reporters.filter(({ code }) => codes.includes(code));
  const acting = outcomes.filter(({ response }) => response !== null && isActedOn(response.kind));
  const recorded = responses.length + statuses.length;
  return (
    <>
      {recorded > 0 ? (
        <Section
          id="responses"
          title="Responses and status"
          lead="Of two by the same state or body the one recorded last counts. Nothing is changed or removed."
        >
          <ResponseHistory responses={responses} statuses={statuses} />
        </Section>
      ) : null}
      <Section id="respond" title="Record a response">
        <ResponseForm
          key={`response ${recorded}`}
          reporters={nameOf(content.addressedTo)}
          typed={
            answered?.intent === 'respond'
              ? {
                  ...answered.typed,
                  activities: answered.typed.responseActivities,
                  indicators: answered.typed.responseIndicators,
                }
              : emptyResponse
          }
          version={version}
          formId={formId}
          problems={problemsOf('respond')}
        />
      </Section>
      {acting.length > 0 ? (
        <Section id="status-form" title="Record how far it has come">
          <FollowUpForm
            key={`status ${recorded}`}
            reporters={nameOf(acting.map(({ by }) => by))}
            typed={
              answered?.intent === 'record'
                ? {
                    by: answered.typed.statusBy,
                    status: answered.typed.status,
                    on: answered.typed.statusOn,
                    note: answered.typed.note,
                  }
                : emptyFollowUp
            }
            version={version}
            formId={formId}
            problems={problemsOf('record')}
          />
        </Section>
      ) : null}
    </>
  );
}
