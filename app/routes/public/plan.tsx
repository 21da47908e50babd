import { PageHeading } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { readFilter } from '#app/features/plan/plan-filter.ts';
import { PlanPage } from '#app/features/plan/plan-page.tsx';
import { readPublication } from '#app/features/publication/link.ts';
import { NothingPublished } from '#app/features/publication/nothing-published.tsx';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/plan';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  const filter = readFilter(request.url);
  const plan = await ask(requestId, () =>
    publicCaller.dashboard.plan({ ...filter, publication: readPublication(request.url) }),
  );
  return { plan, filter };
}

/** The title tells how many match, so that a filter is announced to those who do not see the list. */
export const meta: Route.MetaFunction = ({ loaderData }) => {
  const { plan, filter } = loaderData ?? {};
  const narrowed = plan && 'total' in plan && Object.keys(filter ?? {}).length > 0;
  return [
    { title: `Plan${narrowed ? `: ${plan.counts.total} of ${plan.total} activities` : ''} · Bohol tracker` },
    { name: 'description', content: 'Every activity of the plan, who leads it, when, and how it stands.' },
  ];
};

export default function Plan({ loaderData: { plan, filter } }: Route.ComponentProps) {
  if (!('counts' in plan)) {
    return (
      <>
        <PageHeading>The plan</PageHeading>
        <NothingPublished />
      </>
    );
  }
  return <PlanPage plan={plan} filter={filter} />;
}
