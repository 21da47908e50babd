import { useLocation } from 'react-router';
import { inLanguage } from '#server/domain/language/languages.ts';
import { useLanguage } from './language-context.ts';
import styles from './translation-note.module.css';
import { useWords } from './use-words.ts';

/** Above a page in another language than English: that nobody has reviewed the words, and that the content is English. */
export function TranslationNote({ isWhole }: { isWhole: boolean }) {
  const language = useLanguage();
  const words = useWords('navigation');
  const { pathname, search } = useLocation();
  if (language.code === 'en') return null;
  return (
    <p className={styles.note} lang={words.lang}>
      {language.reviewed ? null : <>{words('unreviewed')} </>}
      {isWhole ? null : <>{words('partly')} </>}
      <a href={inLanguage('en', `${pathname}${search}`)} hrefLang="en">
        {words('inEnglish')}
      </a>
    </p>
  );
}
