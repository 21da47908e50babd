import { Link } from 'react-router';
import { dataLicence } from '#app/features/data/licence.ts';
import { useLabel } from '#app/features/language/language-context.ts';
import { LanguageLinks } from '#app/features/language/language-links.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { nameRound } from '#server/domain/finding/sentence-parts.ts';
import styles from './public-footer.module.css';
import { PublicationLine } from './publication-line.tsx';
import { usePublicationLink } from './use-publication-link.ts';

/** Under every public page: which publication it is drawn from, under what terms, where to read how, and in what languages. */
export function PublicFooter({
  publication,
}: {
  publication: { number: number; publishedAt: string; round: { code: string; title: string } } | null;
}) {
  const words = useWords('footer');
  const label = useLabel();
  const link = usePublicationLink();
  return (
    <div className={styles.footer}>
      <p>
        {publication
          ? words.rich('drawnFrom', {
              publication: <PublicationLine publication={publication} />,
              round: label('round', publication.round.code, nameRound(publication.round.title)),
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
            <Link to={link('/cooperation')}>{words('cooperation')}</Link>
          </li>
          <li>
            <Link to={link('/partners')}>{words('partners')}</Link>
          </li>
        </ul>
      </nav>
      <LanguageLinks />
    </div>
  );
}
