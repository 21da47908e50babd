import { Link } from '#app/features/publication/public-link.tsx';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { EmptyState } from '#app/components/notice.tsx';
import { Section } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { HandoutLinks } from '#app/features/handout/handout-links.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { English } from '#app/features/language/language-context.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { LibraryList } from '#app/features/library/library-list.tsx';
import {
  ActivitiesByArea,
  planYears,
  ActivitiesByStatusBar,
} from '#app/features/participant/participant-activities.tsx';
import { PartnerKind } from '#app/features/participant/partner-kind.tsx';
import { formatPartner } from '#app/features/participant/partner-words.ts';
import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readStanding } from '#app/features/plan/plan-words.ts';
import { countStatuses } from '#server/domain/plan/activity-status.calculations.ts';
import { readPublication, usePublicationLink } from '#app/features/publication/link.ts';
import { SupportList, SupportTotals } from '#app/features/support/public-support.tsx';
import { requestContext } from '#app/request-context.ts';
import { participant as english } from '#server/domain/language/messages/en/participant.ts';
import type { Route } from './+types/partner';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  return ask(requestId, () =>
    publicCaller.dashboard.partner({ publication: readPublication(request.url), slug: params.slug }),
  );
}

export const handle = { translated: 'sentences' };

export const meta: Route.MetaFunction = (args) => {
  if (args.error || !args.loaderData) return buildErrorMeta(english.partnerNotFound);
  const { partner } = args.loaderData;
  return buildPageMeta(args, {
    title: partner.name,
    description: `${formatPartner(args.loaderData)}.`,
    path: `/partners/${partner.slug}`,
    image: `/og/pages/partner/${partner.slug}`,
  });
};

export default function PartnerPage({ loaderData }: Route.ComponentProps) {
  const { partner, activities, areas, statuses, publication, library, support } = loaderData;
  const link = usePublicationLink();
  const words = useWords('participant');
  const name = <English>{partner.name}</English>;
  const counts = countStatuses(activities);
  const { done, late } = readStanding(counts, statuses);
  const supportWords = useWords('support');
  return (
    <>
      <Breadcrumbs items={[{ label: words('partners'), to: link('/partners') }]} />
      <PageHeading
        kicker={<PartnerKind kind={partner.kind} />}
        meta={
          partner.url ? (
            <a href={partner.url} rel="noreferrer">
              {partner.url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')}
            </a>
          ) : null
        }
        lead={support ? words('namedMeans') : words('namedMeansOnly')}
      >
        {counts.total === 0
          ? words.rich('partnerUnnamed', { name })
          : words.rich('partnerFinding', { name, count: counts.total, done, late })}
      </PageHeading>
      {activities.length === 0 ? (
        <EmptyState title={words('noActivity')} />
      ) : (
        <ActivitiesByStatusBar activities={activities} statuses={statuses} name={words('byStatus')} />
      )}
      {support ? (
        <Section
          id="support"
          title={supportWords.rich('given', { name })}
          action={<Link to={link('/support')}>{supportWords('allSupport')}</Link>}
        >
          {support.entries.length === 0 ? (
            <p>{supportWords.rich('noneOfPartner', { name })}</p>
          ) : (
            <>
              <SupportTotals support={support} />
              <SupportList support={support} by="partner" />
            </>
          )}
        </Section>
      ) : null}
      {activities.length > 0 ? (
        <ActivitiesByArea
          level={2}
          activities={activities}
          areas={areas}
          statuses={statuses}
          plan={planYears(publication)}
        />
      ) : null}
      {library.length > 0 ? (
        <Section
          id="library"
          title={words('partnerLibrary')}
          action={
            <Link to={link(`/library?partner=${encodeURIComponent(partner.slug)}`)}>
              {words('wholeLibrary')}
            </Link>
          }
        >
          <LibraryList items={library} />
        </Section>
      ) : null}
      <HandoutLinks path={`/partners/${partner.slug}`} />
    </>
  );
}
