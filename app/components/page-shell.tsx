import { type ReactNode, useEffect, useState } from 'react';
import { Link, useLocation, useNavigation } from 'react-router';
import { classNames } from './class-names.ts';
import styles from './page-shell.module.css';
import { VisuallyHidden } from './visually-hidden.tsx';

/** One entry of the main navigation. `section` is the path prefix that it stands for when it differs from `to`. */
export interface NavItem {
  to: string;
  label: string;
  section?: string | undefined;
  /** Whether it is the page in view, or holds it, where that does not follow from the path; null: neither. */
  current?: 'page' | 'true' | null | undefined;
  /** How many things wait there. */
  count?: number | undefined;
}

export interface PageShellProps {
  /** Entries of the main navigation; the one for the page in view is marked. */
  nav: readonly NavItem[];
  navLabel?: string | undefined;
  /** Folds the navigation on small screens, under a line with this word. */
  menuLabel?: string | undefined;
  /** Under the navigation in the folded menu: what stands at the top of wide screens. */
  menuMore?: ReactNode;
  /** Second row of navigation within an audience (workspace, secretariat). */
  subNav?: readonly NavItem[] | undefined;
  subNavLabel?: string | undefined;
  homeTo?: string | undefined;
  productName?: string | undefined;
  /** Line under the product name, for instance the name of the plan. */
  tagline?: string | undefined;
  /** The language of notice, name and tagline where it differs from the frame's. */
  nameLang?: string | undefined;
  /** Right of the product name: sign-in link, or the person's name and a sign-out form. */
  account?: ReactNode;
  /** A persistent banner, shown on every page above the header. */
  notice?: ReactNode;
  footer?: ReactNode;
  /** Beside the main navigation: a search form. */
  search?: ReactNode;
  skipLabel?: string | undefined;
  /** The language of the content where it differs from the frame's. */
  contentLang?: string | undefined;
  children: ReactNode;
}

/**
 * How an entry relates to the page in view: `page` when it is that page, `true` when the page lies
 * under it, otherwise nothing. The values are those of `aria-current`.
 */
export function currentMark(item: NavItem, pathname: string): 'page' | 'true' | undefined {
  if (item.current !== undefined) return item.current ?? undefined;
  const path = item.to.split(/[?#]/)[0] || '/';
  if (path === pathname || (path !== '/' && path === pathname.replace(/\/$/, ''))) return 'page';
  const prefix = item.section ?? path;
  if (prefix !== '/' && (pathname === prefix || pathname.startsWith(`${prefix}/`))) return 'true';
  return undefined;
}

function NavList({
  items,
  label,
  className,
}: {
  items: readonly NavItem[];
  label: string;
  className?: string | undefined;
}) {
  const { pathname } = useLocation();
  return (
    <nav aria-label={label} className={className}>
      <ul className={styles.navList}>
        {items.map((item) => (
          <li key={item.to}>
            <Link to={item.to} className={styles.navLink} aria-current={currentMark(item, pathname)}>
              {item.label}
              {item.count === undefined ? null : (
                <span className={styles.count}>
                  <VisuallyHidden>: </VisuallyHidden>
                  {item.count}
                  <VisuallyHidden> waiting</VisuallyHidden>
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/**
 * The frame of every page: skip link, optional notice, header with the product name and navigation,
 * `main`, footer. Also holds the loading bar and the route announcer, so a page renders one shell and
 * nothing else for these.
 */
export function PageShell(props: PageShellProps) {
  const {
    nav,
    subNav,
    homeTo = '/',
    navLabel = 'Main',
    menuLabel,
    productName = 'Bohol tracker',
    tagline,
    account,
    notice,
    footer,
  } = props;
  return (
    <div className={styles.shell}>
      <a href="#main" className={styles.skip}>
        {props.skipLabel ?? 'Skip to main content'}
      </a>
      <LoadingBar />
      {notice ? (
        <aside className={styles.notice} aria-label="Notice" lang={props.nameLang}>
          <div className={styles.inner}>{notice}</div>
        </aside>
      ) : null}
      <header className={styles.header}>
        <div className={classNames(styles.inner, styles.masthead, menuLabel ? undefined : styles.unfolded)}>
          <div className={styles.title} lang={props.nameLang}>
            <Link to={homeTo} className={styles.product}>
              {productName}
            </Link>
            {tagline ? <span className={styles.tagline}>{tagline}</span> : null}
          </div>
          {account ? <div className={styles.account}>{account}</div> : null}
        </div>
        {nav.length > 0 ? (
          <div className={classNames(styles.inner, styles.bar)}>
            {menuLabel ? (
              // Twice in the page, once in view: a menu that folds needs no script this way.
              <details className={styles.menu}>
                <summary className={styles.menuSummary}>{menuLabel}</summary>
                <NavList items={nav} label={navLabel} className={styles.menuNav ?? ''} />
                {props.menuMore}
              </details>
            ) : null}
            <NavList
              items={nav}
              label={navLabel}
              className={classNames(styles.nav, menuLabel ? styles.wideOnly : undefined)}
            />
            {props.search}
          </div>
        ) : null}
        {subNav && subNav.length > 0 ? (
          <div className={styles.inner}>
            <NavList items={subNav} label={props.subNavLabel ?? 'Section'} className={styles.subNav ?? ''} />
          </div>
        ) : null}
      </header>
      <main
        id="main"
        tabIndex={-1}
        lang={props.contentLang}
        className={classNames(styles.inner, styles.main)}
      >
        {props.children}
      </main>
      {footer ? (
        <footer className={styles.footer}>
          <div className={styles.inner}>{footer}</div>
        </footer>
      ) : null}
      <RouteAnnouncer />
    </div>
  );
}

/**
 * A line at the top edge while the router fetches the next page or sends a form. It waits a moment
 * before it shows, so quick answers do not flash, and says "Loading" or "Sending" to screen readers.
 */
function LoadingBar() {
  const { state } = useNavigation();
  return (
    <div className={styles.frame} data-busy={state !== 'idle' || undefined} data-print="hide">
      <div className={styles.loadingBar} />
      <div role="status" aria-live="polite" className={styles.words}>
        {state === 'loading' ? 'Loading' : state === 'submitting' ? 'Sending' : ''}
      </div>
    </div>
  );
}

/**
 * The page last shown in this tab. Kept outside the component because the shell of one audience is
 * replaced by that of another; it is only written in an effect, never on the server.
 */
let lastShown: { pathname: string; search: string; title: string } | null = null;

/** Puts focus where reading should start: the target of the hash, an error summary, the first heading, or `main`. */
function focusStart(hash: string) {
  const byHash = hash ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
  const target =
    byHash ??
    document.querySelector<HTMLElement>('[data-error-summary]') ??
    document.querySelector<HTMLElement>('main h1') ??
    document.querySelector<HTMLElement>('main');
  if (!target) return;
  if (!target.hasAttribute('tabindex') && target.tabIndex < 0) target.setAttribute('tabindex', '-1');
  target.focus({ preventScroll: byHash === null });
}

/**
 * What a browser does by itself when a page is loaded and a client router does not: says the new
 * page's title and moves focus to its start. When only the query changes (a filter, a page of a
 * list) focus stays where it is and the title is said if it changed.
 */
function RouteAnnouncer() {
  const { pathname, search, hash } = useLocation();
  const [announcement, setAnnouncement] = useState('');

  // `search` and `hash` are listed because a change of either can change the title or the target.
  useEffect(() => {
    const previous = lastShown;
    const title = document.title;
    lastShown = { pathname, search, title };
    if (previous === null) return;
    if (previous.pathname !== pathname) focusStart(hash);
    if (previous.pathname !== pathname || previous.title !== title) setAnnouncement(title);
  }, [pathname, search, hash]);

  return (
    <div role="status" aria-live="polite" aria-atomic="true" data-print="hide">
      <VisuallyHidden>{announcement}</VisuallyHidden>
    </div>
  );
}
