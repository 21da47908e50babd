import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import type { ListedPartner } from '#server/trpc/routers/dashboard-figures.router.ts';
import styles from './participant.module.css';
import { describePartnerKind } from './partner-words.ts';

/** Partners by name with the activities of each. */
export function PartnerList({ partners }: { partners: readonly ListedPartner[] }) {
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
          cell: ({ slug, name }) => <Link to={link(`/partners/${slug}`)}>{name}</Link>,
        },
        {
          key: 'kind',
          header: words('kind'),
          minWidth: '11rem',
          cell: ({ kind }) => describePartnerKind(kind),
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
                      <VisuallyHidden> {title}</VisuallyHidden>
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
