import { useLocation } from 'react-router';
import { classNames } from '#app/components/class-names.ts';
import { buildLanguagePath, languages } from '#server/domain/language/languages.ts';
import { useLanguage } from './language-context.tsx';
import styles from './language-links.module.css';
import { useWords } from './use-words.ts';

/**
 * The page in view in each language, each by its own name. Whole addresses, since a language is a site of its own to
 * the router; what the page shows (filters, the publication) stays as it is.
 * `wideOnly`: on small screens they stand elsewhere. `atFoot`: under the page, where they are there a second time and
 * go by another name.
 */
export function LanguageLinks({
  wideOnly = false,
  atFoot = false,
}: {
  wideOnly?: boolean | undefined;
  atFoot?: boolean | undefined;
}) {
  const words = useWords('navigation');
  const current = useLanguage();
  const { pathname, search } = useLocation();
  return (
    <nav
      aria-label={atFoot ? words('otherLanguages') : words('languages')}
      lang={words.lang}
      className={classNames(styles.languages, wideOnly && styles.wideOnly)}
    >
      <ul className={styles.list}>
        {languages.map(({ code, tag, name }) => (
          <li key={code}>
            <a
              href={buildLanguagePath(code, `${pathname}${search}`)}
              lang={tag}
              hrefLang={tag}
              className={styles.link}
              aria-current={code === current.code ? 'true' : undefined}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
