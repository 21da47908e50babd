import { Link } from 'react-router';
import { classNames } from './class-names.ts';
import styles from './link-tabs.module.css';

export interface LinkTab {
  to: string;
  label: string;
  current?: boolean | undefined;
  /** How many things lie behind it. */
  count?: number | undefined;
}

export interface LinkTabsProps {
  label: string;
  tabs: readonly LinkTab[];
  /** For few with long names: columns of one width, in which a name takes the lines that it needs. */
  even?: boolean | undefined;
}

/** Views of one thing, each with an address of its own: links in a list, the current one marked. */
export function LinkTabs({ label, tabs, even }: LinkTabsProps) {
  return (
    <nav aria-label={label} className={styles.nav}>
      <ul className={classNames(styles.list, even && styles.even)}>
        {tabs.map((tab) => (
          <li key={tab.to}>
            <Link
              to={tab.to}
              preventScrollReset
              className={styles.tab}
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
