import { data } from 'react-router';
import { ButtonLink } from '#app/components/button.tsx';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { readDeskPlans } from '#app/features/desk/read-desk.server.ts';
import { ask, type Refusal } from '#app/features/errors/ask.ts';
import {
  isLearningPage,
  learningPages,
  learningPath,
  LearningTabs,
  ActionTable,
  LessonTable,
  QuestionTable,
  SupportTables,
  TargetTable,
} from '#app/features/learning/learning-tables.tsx';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/learning-list';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  if (!isLearningPage(params.kind)) {
    const refusal: Refusal = {
      code: 'NOT_FOUND',
      sentence: 'This page does not exist.',
      fields: [],
      current: null,
      reference: null,
    };
    throw data(refusal, { status: 404 });
  }
  const { plan } = (await readDeskPlans({ context, request })).asked;
  return { plan, name: params.kind, review: await ask(requestId, () => caller.learning.review({ plan })) };
}

export default function LearningList({ loaderData: { plan, name, review } }: Route.ComponentProps) {
  const page = learningPages[name];
  return (
    <>
      <PageTitle parts={[page.title, 'Learning', 'Secretariat']} />
      <Breadcrumbs items={[{ label: 'Learning', to: learningPath(plan) }]} />
      <PageHeading
        kicker={review.plan.title}
        actions={
          page.add ? <ButtonLink to={learningPath(plan, name, 'new')}>{page.add}</ButtonLink> : undefined
        }
      >
        {page.title}
      </PageHeading>
      <LearningTabs review={review} plan={plan} current={name} />
      {name === 'questions' ? <QuestionTable review={review} plan={plan} /> : null}
      {name === 'targets' ? <TargetTable review={review} plan={plan} /> : null}
      {name === 'lessons' ? <LessonTable review={review} plan={plan} /> : null}
      {name === 'actions' ? <ActionTable review={review} plan={plan} /> : null}
      {name === 'support' ? <SupportTables review={review} /> : null}
    </>
  );
}
