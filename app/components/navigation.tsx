import { Link } from 'react-router';
import { classNames } from './class-names.ts';
import styles from '#app/components/navigation.module.css';
import { VisuallyHidden } from './visually-hidden.tsx';

interface LinkTab {
  to: string;
  label: string;
  /** Of the label, where it is in another language than the page. */
  lang?: string | undefined;
  current?: boolean | undefined;
  /** How many things lie behind it. */
  count?: number | undefined;
}

interface LinkTabsProps {
  label: string;
  tabs: readonly LinkTab[];
  /** For few with long names: columns of one width, in which a name takes the lines that it needs. */
  even?: boolean | undefined;
  /** A second row under tabs: the pages of the one in view, as chips. */
  small?: boolean | undefined;
}

/** Views of one thing, each with an address of its own: links in a list, the current one marked. */
export function LinkTabs({ label, tabs, even, small }: LinkTabsProps) {
  return (
    <nav aria-label={label} className={classNames(styles.tabNav, small && styles.small)}>
      <ul className={classNames(styles.tabList, even && styles.even)}>
        {tabs.map((tab) => (
          <li key={tab.to}>
            <Link
              to={tab.to}
              preventScrollReset
              className={styles.tab}
              lang={tab.lang}
              aria-current={tab.current ? 'page' : undefined}
            >
              {tab.label}
              {tab.count === undefined ? null : <span className={styles.count}> {tab.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface PaginationProps {
  /** The page in view, from 1. */
  page: number;
  pages: number;
  hrefFor: (page: number) => string;
  /** What is paged: "Results", "Audit log". */
  label?: string | undefined;
}

/** First, last and the neighbours of a page; `null` stands for those left out between. */
function pageWindow(page: number, pages: number): (number | null)[] {
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
    <nav aria-label={label} className={styles.pageNav}>
      {page > 1 ? (
        <Link to={hrefFor(page - 1)} rel="prev" className={styles.link}>
          Previous<VisuallyHidden> page</VisuallyHidden>
        </Link>
      ) : null}
      <ol className={styles.pageList}>
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

interface Crumb {
  label: string;
  /** Of the label, where it is in another language than the page. */
  lang?: string | undefined;
  /** Left out on the last one when it is the page itself. */
  to?: string | undefined;
}

/** The way down to this page. Ends with the parent; the page's own name is its heading. */
export function Breadcrumbs({ items }: { items: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className={styles.nav}>
      <ol className={styles.list}>
        {items.map((item) => (
          <li key={`${item.to ?? ''}${item.label}`} className={styles.item}>
            {item.to ? (
              <Link to={item.to} lang={item.lang}>
                {item.label}
              </Link>
            ) : (
              <span aria-current="page" lang={item.lang}>
                {item.label}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The headings of a long page, as links. */
export function PageContents({
  label,
  parts,
}: {
  label: string;
  parts: readonly (readonly [string, string])[];
}) {
  return (
    <nav aria-label={label} className={styles.contents}>
      <ul>
        {parts.map(([id, title]) => (
          <li key={id}>
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
