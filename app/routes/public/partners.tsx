import { PageHeading } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { PartnerList } from '#app/features/participant/partner-list.tsx';
import { readPublication } from '#app/features/publication/link.ts';
import { NothingPublished } from '#app/features/publication/nothing-published.tsx';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/partners';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  return ask(requestId, () => publicCaller.dashboard.partners({ publication: readPublication(request.url) }));
}

export const meta: Route.MetaFunction = () => [
  { title: 'Partners · Bohol tracker' },
  { name: 'description', content: 'Who works with states and bodies on which activities of the plan.' },
];

export default function PartnersPage({ loaderData }: Route.ComponentProps) {
  const { publication, partners } = loaderData;
  const activities = new Set(partners.flatMap((partner) => partner.activities.map(({ code }) => code))).size;
  return (
    <>
      <PageHeading kicker="Partners">
        {publication
          ? `${partners.length} partners are named with ${activities === 1 ? '1 activity' : `${activities} activities`}`
          : 'Partners'}
      </PageHeading>
      {publication ? <PartnerList partners={partners} /> : <NothingPublished />}
    </>
  );
}
