import { PageHeading } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { useWords } from '#app/features/language/use-words.ts';
import { PartnerList } from '#app/features/participant/partner-list.tsx';
import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { NothingPublished } from '#app/features/publication/nothing-published.tsx';
import { requestContext } from '#app/request-context.ts';
import { participant as english } from '#server/domain/language/messages/en/participant.ts';
import type { Route } from './+types/partners';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  return ask(requestId, () => publicCaller.dashboard.partners({ publication: readPublication(request.url) }));
}

export const meta: Route.MetaFunction = (args) =>
  buildPageMeta(args, {
    title: english.partners,
    description: english.partnersDescription,
    image: '/og/pages/partners',
  });

export default function PartnersPage({ loaderData }: Route.ComponentProps) {
  const { publication, partners } = loaderData;
  const words = useWords('participant');
  const activities = new Set(partners.flatMap((partner) => partner.activities.map(({ code }) => code))).size;
  return (
    <>
      <PageHeading kicker={words('partners')}>
        {publication ? words('partnersNamed', { partners: partners.length, activities }) : words('partners')}
      </PageHeading>
      {publication ? <PartnerList partners={partners} /> : <NothingPublished />}
    </>
  );
}
