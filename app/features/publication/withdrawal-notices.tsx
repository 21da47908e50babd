import { Link, useLocation } from 'react-router';
import { Notice } from '#app/components/notice.tsx';
import { useLanguage } from '#app/features/language/language-context.ts';
import { useWords } from '#app/features/language/use-words.ts';
import { formatDate } from '#server/domain/language/date-format.ts';
import type { Withdrawal } from '#server/domain/publication/withdrawal.rules.ts';
import { buildNewestAddress } from './link.ts';

export interface WithdrawalNoticesProps {
  /** The publication in view. */
  publication: {
    number: number;
    newest: number;
    isLeading: boolean;
    withdrawals: readonly Withdrawal[];
  };
}

/** Says above a page that its publication, or a newer one that it has replaced, was withdrawn, and why. */
export function WithdrawalNotices({ publication }: WithdrawalNoticesProps) {
  const { number, newest, withdrawals } = publication;
  const words = useWords('publication');
  const { locale } = useLanguage();
  const location = useLocation();
  return withdrawals.map((one) => {
    const own = one.number === number;
    return (
      <div key={one.number} lang={words.lang}>
        <Notice
          kind="warning"
          title={words('withdrawn', { number: String(one.number), date: formatDate(one.at, 'UTC', locale) })}
        >
          <p>{words('withdrawnWhy', { reason: one.reason })}</p>
          <p>
            {own ? words('withdrawnShown') : words('withdrawnBefore', { newest: String(newest) })}{' '}
            {own && newest !== number ? (
              <Link to={buildNewestAddress(location, publication)}>
                {words('withdrawnNewest', { newest: String(newest) })}
              </Link>
            ) : null}
            {own ? null : (
              <Link to={`/publications/${one.number}`}>
                {words('publicationNumber', { number: String(one.number) })}
              </Link>
            )}
          </p>
        </Notice>
      </div>
    );
  });
}
