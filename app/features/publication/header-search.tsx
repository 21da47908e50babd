import { useHref, useSearchParams } from 'react-router';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import styles from './header-search.module.css';
import { usePinnedPublication } from './use-publication-link.ts';

/** At the top of every public page: asks the search page, in the publication in view. */
export function HeaderSearch() {
  const words = useWords('navigation');
  const action = useHref('/search');
  const pinned = usePinnedPublication();
  const [search] = useSearchParams();
  return (
    <form role="search" action={action} method="get" className={styles.search}>
      {pinned === null ? null : <input type="hidden" name="publication" value={pinned} />}
      <label className={styles.label}>
        <VisuallyHidden>{words('searchLabel')}</VisuallyHidden>
        <input
          type="search"
          name="q"
          maxLength={200}
          defaultValue={(search.get('q') ?? '').replaceAll('\u0000', '')}
          className={styles.input}
        />
      </label>
      <button type="submit" className={styles.button}>
        {words('search')}
      </button>
    </form>
  );
}
