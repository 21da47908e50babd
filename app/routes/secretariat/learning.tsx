import { Link } from 'react-router';
import { ButtonLink } from '#app/components/button.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { readDeskPlans } from '#app/features/desk/read-desk.server.ts';
import { ask } from '#app/features/errors/ask.ts';
import {
  learningPath,
  LearningTabs,
  ActionTable,
  QuestionTable,
} from '#app/features/learning/learning-tables.tsx';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/learning';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const { plan } = (await readDeskPlans({ context, request })).asked;
  return { plan, review: await ask(requestId, () => caller.learning.review({ plan })) };
}

export default function Learning({ loaderData: { plan, review } }: Route.ComponentProps) {
  const judged = review.targets.filter(({ rating }) => rating !== '').length;
  const open = review.actions.filter(({ state }) => state !== 'Done' && state !== 'Dropped');
  const late = open.filter(({ overdue }) => overdue).length;
  return (
    <>
      <PageTitle parts={['Learning', 'Secretariat']} />
      <PageHeading
        kicker={review.plan.title}
        actions={
          review.round ? (
            <ButtonLink to={`/secretariat/compile/${review.round}/editions#make`}>
              Make the mid-term edition
            </ButtonLink>
          ) : undefined
        }
        lead="Evaluation questions, targets against public figures, lessons and follow-up actions. The mid-term review is made from these."
      >
        {review.questions.length === 0
          ? 'No evaluation questions yet'
          : `${review.questions.filter(({ rating }) => rating !== '').length} of ${review.questions.length} questions and ${judged} of ${review.targets.length} targets are judged`}
      </PageHeading>
      <LearningTabs review={review} plan={plan} current={null} />
      {review.publication === null ? (
        <Notice title="This plan has no publication yet, so there are no figures to compare with targets.">
          <p>Figures and statuses here are those of the newest publication.</p>
        </Notice>
      ) : (
        <p>
          Figures and statuses are those of{' '}
          <a href={`/publications/${review.publication}`}>publication {review.publication}</a>, so every
          number here is public.
        </p>
      )}
      <Section
        id="questions"
        title="Questions"
        action={<Link to={learningPath(plan, 'questions', 'new')}>Add a question</Link>}
      >
        <QuestionTable review={review} plan={plan} />
      </Section>
      <Section
        id="outcomes"
        title="Targets"
        lead={
          <p>
            Computed from public figures.{' '}
            <Link to={learningPath(plan, 'targets')}>Each target, with its judgement</Link>
          </p>
        }
      >
        <DataTable
          caption="Targets by outcome"
          captionHidden
          rows={review.outcomes}
          rowKey={({ outcome }) => outcome}
          columns={[
            { key: 'words', header: 'Outcome', rowHeader: true, cell: ({ words }) => words },
            { key: 'count', header: 'Targets', numeric: true, cell: ({ count }) => count },
          ]}
        />
      </Section>
      <Section
        id="actions"
        title={
          late === 0
            ? `Follow-up: ${open.length} open`
            : `Follow-up: ${open.length} open, ${late} of them overdue`
        }
        action={<Link to={learningPath(plan, 'actions', 'new')}>Add an action</Link>}
      >
        <ActionTable review={review} plan={plan} />
      </Section>
    </>
  );
}
