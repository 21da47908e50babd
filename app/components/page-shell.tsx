import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { classNames } from './class-names.ts';
import { LoadingBar } from './loading-bar.tsx';
import styles from './page-shell.module.css';
import { RouteAnnouncer } from './route-announcer.tsx';

/** One entry of the main navigation. `section` is the path prefix that it stands for when it differs from `to`. */
export interface NavItem {
  to: string;
  label: string;
  section?: string | undefined;
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
        <div className={classNames(styles.inner, styles.masthead)}>
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
