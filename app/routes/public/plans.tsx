import { Breadcrumbs } from '#app/components/breadcrumbs.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { buildWords, useWords } from '#app/features/language/use-words.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { NothingPublished } from '#app/features/publication/nothing-published.tsx';
import { PublishedPlanList } from '#app/features/publication/published-plan-list.tsx';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/plans';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  return ask(requestId, () => publicCaller.dashboard.plans({ publication: readPublication(request.url) }));
}

export const meta: Route.MetaFunction = (args) => {
  const words = buildWords('en', 'publication');
  if (!args.loaderData || args.error) return buildErrorMeta(words('plans'));
  return buildPageMeta(args, {
    title: words('plans'),
    description: words('plansDescription'),
    image: '/og/pages/publications',
  });
};

export default function PlansPage({ loaderData: { plans } }: Route.ComponentProps) {
  const words = useWords('publication');
  return (
    <>
      <Breadcrumbs items={[{ label: words('publications'), to: '/publications' }]} />
      <PageHeading kicker={words('plans')} lead={plans.length > 1 ? words('plansLead') : undefined}>
        {words('plansTitle', { count: plans.length })}
      </PageHeading>
      {plans.length === 0 ? <NothingPublished /> : <PublishedPlanList plans={plans} />}
    </>
  );
}
