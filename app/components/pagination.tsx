import { Link } from 'react-router';
import styles from './pagination.module.css';
import { VisuallyHidden } from './visually-hidden.tsx';

export interface PaginationProps {
  /** The page in view, from 1. */
  page: number;
  pages: number;
  hrefFor: (page: number) => string;
  /** What is paged: "Results", "Audit log". */
  label?: string | undefined;
}

/** First, last and the neighbours of a page; `null` stands for those left out between. */
export function pageWindow(page: number, pages: number): (number | null)[] {
  const wanted = new Set([1, pages, page - 1, page, page + 1]);
  const shown = [...wanted].filter((n) => n >= 1 && n <= pages).sort((a, b) => a - b);
  const withGaps: (number | null)[] = [];
  for (const n of shown) {
    const last = withGaps.at(-1);
    if (typeof last === 'number' && n - last === 2) withGaps.push(last + 1);
    else if (typeof last === 'number' && n - last > 2) withGaps.push(null);
    withGaps.push(n);
  }
  return withGaps;
}

/** Links between the pages of a long list. Renders nothing for a single page. */
export function Pagination({ page, pages, hrefFor, label = 'Pages' }: PaginationProps) {
  if (pages <= 1) return null;
  return (
    <nav aria-label={label} className={styles.nav}>
      {page > 1 ? (
        <Link to={hrefFor(page - 1)} rel="prev" className={styles.link}>
          Previous<VisuallyHidden> page</VisuallyHidden>
        </Link>
      ) : null}
      <ol className={styles.list}>
        {pageWindow(page, pages).map((n, index) =>
          n === null ? (
            <li key={`gap-${index}`} className={styles.gap}>
              …
            </li>
          ) : (
            <li key={n}>
              <Link to={hrefFor(n)} className={styles.link} aria-current={n === page ? 'page' : undefined}>
                <VisuallyHidden>Page </VisuallyHidden>
                {n}
              </Link>
            </li>
          ),
        )}
      </ol>
      {page < pages ? (
        <Link to={hrefFor(page + 1)} rel="next" className={styles.link}>
          Next<VisuallyHidden> page</VisuallyHidden>
        </Link>
      ) : null}
    </nav>
  );
}
