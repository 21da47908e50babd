import { Link, useLocation } from 'react-router';
import { useLanguage } from '#app/features/language/language-context.ts';
import { useRoundName } from '#app/features/language/use-round-name.ts';
import { useWords } from '#app/features/language/use-words.ts';
import { formatDate } from '#server/domain/language/date-format.ts';
import styles from './publication-bar.module.css';

/** Says that an older publication is in view, with a link to the same page as it stands now. */
export function PublicationBar({
  publication,
}: {
  publication: {
    number: number;
    newest: number;
    publishedAt: string;
    round: { code: string; title: string };
    withdrawals: readonly { number: number }[];
  };
}) {
  const words = useWords('navigation');
  const nameRound = useRoundName();
  const { locale } = useLanguage();
  const { pathname, search } = useLocation();
  if (publication.number === publication.newest) return null;
  // The notice of its withdrawal says it already.
  if (publication.withdrawals.some(({ number }) => number === publication.number)) return null;
  const now = new URLSearchParams(search);
  now.delete('publication');
  const query = now.size > 0 ? `?${now}` : '';
  return (
    <aside className={styles.bar} aria-label={words('inView')} lang={words.lang}>
      <p>
        <strong>{words('older')}</strong>{' '}
        {words('olderOf', {
          number: String(publication.number),
          date: formatDate(publication.publishedAt, 'UTC', locale),
          round: nameRound(publication.round),
        })}{' '}
        <Link to={`${pathname}${query}`}>{words('newest', { number: String(publication.newest) })}</Link>
      </p>
    </aside>
  );
}
