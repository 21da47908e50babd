import { randomUUID } from 'node:crypto';
import { Form } from 'react-router';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, number } from '#app/features/forms/answer-form.server.ts';
import styles from '#app/features/recommendation/recommendation.module.css';
import { RecommendationTable } from '#app/features/recommendation/recommendation-table.tsx';
import { recommendationPath } from '#app/features/recommendation/recommendation-words.ts';
import { requestContext } from '#app/request-context.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import type { Route } from './+types/recommendations';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const page = await ask(requestId, () => caller.recommendation.list({ item: params.code.slice(0, 400) }));
  return { ...page, done: new URL(request.url).searchParams.has('saved'), formId: randomUUID() };
}

export async function action({ context, params }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  const state = (notPublished: boolean) =>
    intent({ version: number }, async ({ version }, requestId) => {
      await posted.caller.library.setNotPublished({ code: params.code, version, notPublished, requestId });
      return `${recommendationPath(params.code)}?saved=1`;
    });
  return answerForm(posted, { 'not-published': state(true), published: state(false) });
}

/** The recommendations of a study or event, and what became of them. */
export default function RecommendationsRoute({ loaderData, actionData }: Route.ComponentProps) {
  const { entry, recommendations, done, formId } = loaderData;
  const overdue = recommendations.filter(({ outcomes }) => outcomes.some((one) => one.overdue)).length;
  const isStated = entry.recommendationsNotPublished;
  return (
    <>
      <PageTitle
        parts={['Recommendations', entry.title, 'Secretariat']}
        failed={actionData?.refusal != null}
      />
      <ErrorSummary errors={listFormProblems(actionData?.refusal ?? null)} />
      {done && !actionData ? <Notice kind="success" live title="It is saved." /> : null}
      <Breadcrumbs
        items={[
          { label: 'Library', to: '/secretariat/library' },
          { label: entry.title, to: `/secretariat/library/${entry.code}` },
        ]}
      />
      <PageHeading
        kicker={entry.title}
        meta="The next publication includes released recommendations of released entries, with the newest response and status of each state and body."
        actions={
          isStated ? undefined : (
            <ButtonLink to={recommendationPath(entry.code, 'new')}>Add a recommendation</ButtonLink>
          )
        }
      >
        {recommendations.length === 0
          ? 'No recommendations entered'
          : `${formatCount(recommendations.length, 'recommendations')}${overdue > 0 ? `, ${overdue} overdue` : ''}`}
      </PageHeading>
      {recommendations.length > 0 ? (
        <RecommendationTable rows={recommendations.map((one) => ({ ...one, item: entry.code }))} />
      ) : null}
      {isStated || !recommendations.some(({ content }) => content.released) ? (
        <Section
          id="not-published"
          title={isStated ? 'No published recommendations are known' : 'If it has none'}
          lead={
            isStated
              ? 'The public page says so.'
              : 'If no published recommendations of this entry are known, state it. Until then the public page says that they are not entered yet.'
          }
        >
          <Form method="post" className={styles.release}>
            <input type="hidden" name="version" value={entry.version} />
            <input type="hidden" name="requestId" value={formId} />
            <Button variant="secondary" name="intent" value={isStated ? 'published' : 'not-published'}>
              {isStated ? 'Take this statement back' : 'State that none are published'}
            </Button>
          </Form>
        </Section>
      ) : null}
    </>
  );
}
