import { PageHeading } from '#app/components/page-heading.tsx';
import { OverviewPage } from '#app/features/plan/overview-page.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { sayStanding } from '#server/domain/finding/plan-findings.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { NothingPublished } from '#app/features/publication/nothing-published.tsx';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/overview';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, language } = context.get(requestContext);
  return ask(requestId, () =>
    publicCaller.dashboard.overview({ publication: readPublication(request.url), language }),
  );
}

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: 'Overview · Bohol tracker' },
  ...(loaderData?.publication && 'counts' in loaderData
    ? [{ name: 'description', content: `${sayStanding(loaderData.counts, loaderData.statuses)}.` }]
    : []),
];

export default function Overview({ loaderData }: Route.ComponentProps) {
  if (!('counts' in loaderData)) {
    return (
      <>
        <PageHeading>Progress of the plan</PageHeading>
        <NothingPublished />
      </>
    );
  }
  return <OverviewPage overview={loaderData} />;
}
