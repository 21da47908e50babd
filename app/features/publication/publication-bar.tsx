import { Link, useLocation } from 'react-router';
import { formatDate } from '#server/domain/language/date-format.ts';
import { nameRound } from '#server/domain/finding/sentence-parts.ts';
import styles from './publication-bar.module.css';

/** Says that an older publication is in view, with a link to the same page as it stands now. */
export function PublicationBar({
  publication,
}: {
  publication: { number: number; newest: number; publishedAt: string; round: { title: string } };
}) {
  const { pathname, search } = useLocation();
  if (publication.number === publication.newest) return null;
  const now = new URLSearchParams(search);
  now.delete('publication');
  const query = now.size > 0 ? `?${now}` : '';
  return (
    <aside className={styles.bar} aria-label="Publication in view">
      <p>
        <strong>An older publication is shown:</strong> publication {publication.number} of{' '}
        {formatDate(publication.publishedAt)}, on {nameRound(publication.round.title)}.{' '}
        <Link to={`${pathname}${query}`}>Show the newest, publication {publication.newest}</Link>
      </p>
    </aside>
  );
}
