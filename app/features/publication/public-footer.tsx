import { Link } from 'react-router';
import { dataLicence } from '#app/features/data/licence.ts';
import { nameRound } from '#server/domain/finding/sentence-parts.ts';
import styles from './public-footer.module.css';
import { PublicationLine } from './publication-line.tsx';
import { usePublicationLink } from './use-publication-link.ts';

/** Under every public page: which publication it is drawn from, under what terms, and where to read how. */
export function PublicFooter({
  publication,
}: {
  publication: { number: number; publishedAt: string; round: { title: string } } | null;
}) {
  const link = usePublicationLink();
  return (
    <div className={styles.footer}>
      <p>
        {publication ? (
          <>
            Drawn from <PublicationLine publication={publication} />, on {nameRound(publication.round.title)}.{' '}
          </>
        ) : (
          'Nothing has been published yet. '
        )}
        Published data may be used under{' '}
        <a href={dataLicence.url} rel="license">
          {dataLicence.name}
        </a>
        .
      </p>
      <ul className={styles.links}>
        <li>
          <Link to={link('/about')}>About</Link>
        </li>
        <li>
          <Link to={link('/about/methodology')}>Methodology</Link>
        </li>
        <li>
          <Link to={link('/about/accessibility')}>Accessibility</Link>
        </li>
        <li>
          <Link to={link('/partners')}>Partners</Link>
        </li>
      </ul>
    </div>
  );
}
