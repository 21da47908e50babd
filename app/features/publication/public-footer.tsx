import { useLocation, useRouteLoaderData } from 'react-router';
import { Link } from '#app/features/publication/public-link.tsx';
import { dataLicence } from '#server/domain/data/licences.ts';
import { buildAddress } from '#app/features/page-metadata/page-meta.ts';
import { useLanguage } from '#app/features/language/language-context.tsx';
import { LanguageLinks } from '#app/features/language/language-links.tsx';
import { useRoundName, useWords } from '#app/features/language/use-words.ts';
import styles from './public-footer.module.css';
import { usePublicationLink, withPublication } from './link.ts';
import { PublicationLine } from './publication-words.tsx';

/** Under every public page: which publication it is drawn from, under what terms, where to read how, and in what languages. */
export function PublicFooter({
  publication,
}: {
  publication: {
    number: number;
    publishedAt: string;
    hasOtherPlans: boolean;
    round: { code: string; title: string };
  } | null;
}) {
  const words = useWords('footer');
  const nameRound = useRoundName();
  const link = usePublicationLink();
  return (
    <div className={styles.footer}>
      <p>
        {publication
          ? words.rich('drawnFrom', {
              publication: <PublicationLine publication={publication} />,
              round: nameRound(publication.round),
            })
          : words('nothing')}{' '}
        {words.rich('licence', {
          licence: (
            <a href={dataLicence.url} rel="license" lang="en">
              {dataLicence.name}
            </a>
          ),
        })}
      </p>
      <nav aria-label={words('more')}>
        <ul className={styles.links}>
          <li>
            <Link to={link('/about')}>{words('about')}</Link>
          </li>
          <li>
            <Link to={link('/about/methodology')}>{words('methodology')}</Link>
          </li>
          <li>
            <Link to={link('/about/disclosure')}>{words('disclosure')}</Link>
          </li>
          <li>
            <Link to={link('/about/accessibility')}>{words('accessibility')}</Link>
          </li>
          <li>
            <a href="/feed.xml">{words('feed')}</a>
          </li>
          {publication?.hasOtherPlans ? (
            <li>
              <Link to={link('/plans')}>{words('plans')}</Link>
            </li>
          ) : null}
        </ul>
      </nav>
      <LanguageLinks atFoot />
      {publication ? <AddressOnPaper publication={publication.number} /> : null}
    </div>
  );
}

/** Where a printed page is to be found again, as it was printed; on a screen the window says it. */
function AddressOnPaper({ publication }: { publication: number }) {
  const words = useWords('footer');
  const { code } = useLanguage();
  const { pathname, search } = useLocation();
  const origin = useRouteLoaderData<{ origin: string }>('root')?.origin ?? '';
  const address = buildAddress(origin, code, withPublication(`${pathname}${search}`, publication));
  return <p className={styles.address}>{words('address', { address })}</p>;
}
