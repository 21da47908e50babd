import { Link, useLocation } from 'react-router';
import { useLanguage } from '#app/features/language/language-context.ts';
import { useRoundName } from '#app/features/language/use-round-name.ts';
import { useWords } from '#app/features/language/use-words.ts';
import { findOwnWithdrawal, type Withdrawal } from '#server/domain/publication/withdrawal.rules.ts';
import { formatDate } from '#server/domain/language/date-format.ts';
import { buildNewestAddress } from './link.ts';
import styles from './publication-bar.module.css';
import { usePublicationLink } from './use-publication-link.ts';

/**
 * Says which plan is in view where it is not the one of the front page, and that an older publication is in view, with
 * a link to the same page as it stands now.
 */
export function PublicationBar({
  publication,
}: {
  publication: {
    number: number;
    newest: number;
    isLeading: boolean;
    hasOtherPlans: boolean;
    publishedAt: string;
    plan: { title: string };
    round: { code: string; title: string };
    withdrawals: readonly Withdrawal[];
  };
}) {
  const words = useWords('navigation');
  const nameRound = useRoundName();
  const link = usePublicationLink();
  const { locale } = useLanguage();
  const { pathname, search } = useLocation();
  const isOlder =
    publication.number !== publication.newest &&
    // The page of a publication is no older page.
    new URLSearchParams(search).has('publication') &&
    // The notice of its withdrawal says it already.
    findOwnWithdrawal(publication) === null;
  if (!isOlder && publication.isLeading) return null;
  return (
    <aside className={styles.bar} aria-label={words('inView')} lang={words.lang}>
      {publication.isLeading ? null : (
        <p>
          {words.rich('aboutPlan', { plan: <strong lang="en">{publication.plan.title}</strong> })}{' '}
          <Link to={link('/plans')}>{words('allPlans')}</Link>
        </p>
      )}
      {isOlder ? (
        <p>
          <strong>{words('older')}</strong>{' '}
          {words('olderOf', {
            number: String(publication.number),
            date: formatDate(publication.publishedAt, 'UTC', locale),
            round: nameRound(publication.round),
          })}{' '}
          <Link to={buildNewestAddress({ pathname, search }, publication)}>
            {words('newest', { number: String(publication.newest) })}
          </Link>
          {publication.isLeading && publication.hasOtherPlans ? (
            <>
              {' · '}
              <Link to={link('/plans')}>{words('allPlans')}</Link>
            </>
          ) : null}
        </p>
      ) : null}
    </aside>
  );
}
