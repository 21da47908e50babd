import { Breadcrumbs } from '#app/components/breadcrumbs.tsx';
import { EmptyState } from '#app/components/empty-state.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import {
  ActivitiesByArea,
  planYears,
  StandingBar,
} from '#app/features/participant/participant-activities.tsx';
import { sayNamedWith, sayPartnerKind } from '#app/features/participant/partner-words.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/partner';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  return ask(requestId, () =>
    publicCaller.dashboard.partner({ publication: readPublication(request.url), slug: params.slug }),
  );
}

export const meta: Route.MetaFunction = ({ loaderData, error }) => [
  { title: `${error || !loaderData ? 'Partner not found' : loaderData.partner.name} · Bohol tracker` },
];

export default function PartnerPage({ loaderData }: Route.ComponentProps) {
  const { partner, activities, areas, statuses, publication } = loaderData;
  const link = usePublicationLink();
  return (
    <>
      <Breadcrumbs items={[{ label: 'Partners', to: link('/partners') }]} />
      <PageHeading
        kicker={sayPartnerKind(partner.kind)}
        meta={
          partner.url ? (
            <a href={partner.url} rel="noreferrer">
              {partner.url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')}
            </a>
          ) : null
        }
        lead="To be named with an activity says that a partner works on it, with money, people or knowledge. The body that leads it reports its status."
      >
        {partner.name} {sayNamedWith(activities.length)}
      </PageHeading>
      {activities.length === 0 ? (
        <EmptyState title="No activity names this partner in this publication" />
      ) : (
        <>
          <StandingBar activities={activities} statuses={statuses} name="Activities by status" />
          <ActivitiesByArea
            level={2}
            activities={activities}
            areas={areas}
            statuses={statuses}
            plan={planYears(publication)}
          />
        </>
      )}
    </>
  );
}
