import { PageHeading } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { English } from '#app/features/language/language-context.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readPublication, usePublicationLink } from '#app/features/publication/link.ts';
import { NothingPublished } from '#app/features/publication/publication-words.tsx';
import { requestContext } from '#app/request-context.ts';
import { participant as english } from '#server/domain/language/messages/en/participant.ts';
import type { Route } from './+types/partners';
import { Link } from '#app/features/publication/public-link.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { ListedPartner } from '#app/contract.ts';
import styles from '#app/features/participant/participant.module.css';
import { PartnerKind } from '#app/features/participant/partner-kind.tsx';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  return ask(requestId, () => publicCaller.dashboard.partners({ publication: readPublication(request.url) }));
}

export const handle = { translated: 'sentences' };

export const meta: Route.MetaFunction = (args) =>
  buildPageMeta(args, {
    title: english.partners,
    description: english.partnersDescription,
    image: '/og/pages/partners',
  });

export default function PartnersPage({ loaderData }: Route.ComponentProps) {
  const { publication, partners } = loaderData;
  const words = useWords('participant');
  const link = usePublicationLink();
  const activities = new Set(partners.flatMap((partner) => partner.activities.map(({ code }) => code))).size;
  return (
    <>
      <PageHeading
        kicker={words('partners')}
        meta={publication ? <Link to={link('/support')}>{words('supportOfAll')}</Link> : null}
      >
        {publication ? words('partnersNamed', { partners: partners.length, activities }) : words('partners')}
      </PageHeading>
      {publication ? <PartnerList partners={partners} /> : <NothingPublished />}
    </>
  );
}

/** Partners by name with the activities of each. */
function PartnerList({ partners }: { partners: readonly ListedPartner[] }) {
  const link = usePublicationLink();
  const words = useWords('participant');
  return (
    <DataTable
      caption={words('partnersAndActivities')}
      captionHidden
      narrow="stack"
      rows={partners}
      rowKey={({ slug }) => slug}
      columns={[
        {
          key: 'name',
          header: words('partner'),
          rowHeader: true,
          minWidth: '16rem',
          cell: ({ slug, name }) => (
            <Link to={link(`/partners/${slug}`)}>
              <English>{name}</English>
            </Link>
          ),
        },
        {
          key: 'kind',
          header: words('kind'),
          minWidth: '11rem',
          cell: ({ kind }) => <PartnerKind kind={kind} />,
        },
        {
          key: 'activities',
          header: words('activities'),
          cell: ({ activities }) =>
            activities.length === 0 ? (
              <span className={styles.why}>{words('noneNamed')}</span>
            ) : (
              <ul className={styles.codes}>
                {activities.map(({ code, title }) => (
                  <li key={code}>
                    <Link to={link(`/activities/${code}`)} title={title}>
                      {code}
                      <VisuallyHidden>
                        {' '}
                        <English>{title}</English>
                      </VisuallyHidden>
                    </Link>
                  </li>
                ))}
              </ul>
            ),
        },
      ]}
    />
  );
}
