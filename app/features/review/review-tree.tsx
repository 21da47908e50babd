import { useEffect, useRef } from 'react';
import { Link, useNavigate } from 'react-router';
import { classNames } from '#app/components/class-names.ts';
import { LinkTabs } from '#app/components/navigation.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { Review } from '#app/contract.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import {
  countTreeItems,
  filterTreeItems,
  listTreeItems,
  type AskedState,
  type TreeArea,
  type TreeFilter,
  type TreeItem,
} from '#server/domain/review/review-tree.calculations.ts';
import { buildItemSearch } from './review-paths.ts';
import styles from './review-tree.module.css';

const filterWords: Record<TreeFilter, string> = {
  all: 'All',
  open: 'Not looked at',
  changed: 'Changed',
  warnings: 'Warnings',
  asked: 'Asked about',
};

/** Which items are gone through; without those that would show nothing. */
export function ReviewFilters({ review }: { review: Review }) {
  const counts = countTreeItems(listTreeItems(review.tree));
  const shown = (['all', 'open', 'changed', 'warnings', 'asked'] as const).filter(
    (filter) => filter === 'all' || counts[filter] > 0 || review.filter === filter,
  );
  return (
    <LinkTabs
      label="Items to go through"
      tabs={shown.map((filter) => ({
        to: filter === 'all' ? '?' : `?show=${filter}`,
        label: filterWords[filter],
        count: counts[filter],
        current: review.filter === filter,
      }))}
    />
  );
}

interface ReviewTreeProps {
  tree: readonly TreeArea[];
  filter: TreeFilter;
  /** The name of the item in view. */
  current: string;
}

/**
 * Every item of the report by area and objective, with its state; the area of the item in view is open. A list of links
 * for whoever has no scripts; on a phone it is folded under one line.
 */
export function ReviewTree({ tree, filter, current }: ReviewTreeProps) {
  const nav = useRef<HTMLElement>(null);
  const navigate = useNavigate();
  const items = listTreeItems(tree);
  const { looked, all } = countTreeItems(items);
  useEffect(() => {
    const box = nav.current;
    const link = box?.querySelector<HTMLElement>('[aria-current]');
    // Only the list itself moves, where it has a height of its own: the page stays.
    if (!box || !link || box.scrollHeight <= box.clientHeight) return;
    const { top, bottom } = link.getBoundingClientRect();
    const frame = box.getBoundingClientRect();
    if (top < frame.top || bottom > frame.bottom) box.scrollTop += top - frame.top - frame.height / 3;
    // Another item is another place.
  }, [current]);
  return (
    <details className={styles.fold}>
      <summary className={styles.foldLine}>
        All items: {looked} of {all} looked at
      </summary>
      {/* One listener for all links: a report has hundreds. */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
      <nav
        ref={nav}
        aria-label="Items of the report"
        className={styles.tree}
        onClick={(event) => {
          if (
            event.defaultPrevented ||
            event.button !== 0 ||
            event.metaKey ||
            event.ctrlKey ||
            event.shiftKey
          )
            return;
          const link = event.target instanceof Element ? event.target.closest('a') : null;
          if (!link) return;
          event.preventDefault();
          void navigate({ search: link.search }, { preventScrollReset: true });
        }}
      >
        {tree.map((area) => (
          <AreaList key={area.code} area={area} filter={filter} current={current} />
        ))}
      </nav>
    </details>
  );
}

function AreaList({ area, filter, current }: { area: TreeArea } & Omit<ReviewTreeProps, 'tree'>) {
  const all = area.sections.flatMap(({ items }) => items);
  const shown = filterTreeItems(all, filter);
  const isHere = all.some(({ name }) => name === current);
  if (shown.length === 0 && !isHere) return null;
  const counts = countTreeItems(all);
  return (
    // Opened again with the item in view; what somebody opened besides stays open.
    <details key={isHere ? 'here' : 'away'} open={isHere} className={styles.area}>
      <summary>
        <span className={styles.areaTitle}>
          {area.code} {area.title}
        </span>{' '}
        <span className={styles.count}>
          {counts.looked} of {counts.all}
          <VisuallyHidden> looked at</VisuallyHidden>
          {counts.warnings > 0 ? `, ${formatCount(counts.warnings, 'warnings')}` : ''}
        </span>
      </summary>
      {area.sections.map(({ key, title, items }) => {
        const own = items.filter(
          (item) => item.name === current || filterTreeItems([item], filter).length > 0,
        );
        if (own.length === 0) return null;
        return (
          <div key={key}>
            <p className={styles.section}>
              {title}{' '}
              <span className={styles.count}>
                {countTreeItems(items).looked}/{items.length}
              </span>
            </p>
            <ul>
              {own.map((item) => (
                <TreeLine key={item.name} item={item} filter={filter} isCurrent={item.name === current} />
              ))}
            </ul>
          </div>
        );
      })}
    </details>
  );
}

const askedWords: Record<AskedState, string> = {
  none: '',
  unsent: 'question not sent',
  waiting: 'asked',
  answered: 'answered',
};

function TreeLine({ item, filter, isCurrent }: { item: TreeItem; filter: TreeFilter; isCurrent: boolean }) {
  const states = [
    item.changed ? 'changed' : '',
    askedWords[item.asked],
    item.warnings > 0 ? formatCount(item.warnings, 'warnings') : '',
    item.reported ? '' : 'not reported',
  ].filter((word) => word !== '');
  return (
    <li>
      <a
        href={buildItemSearch(item.name, filter)}
        aria-current={isCurrent ? 'page' : undefined}
        className={classNames(item.looked && styles.looked) || undefined}
      >
        {item.code} {item.title}
        {item.looked ? <VisuallyHidden>, looked at</VisuallyHidden> : null}
        {states.length > 0 ? <em>{states.join(', ')}</em> : null}
      </a>
    </li>
  );
}

/** The way to the items of a list by their codes: "A1.1, A1.2 and 10 more". */
export function ItemLinks({ items, path }: { items: readonly TreeItem[]; path: string }) {
  const most = 12;
  return (
    <>
      {items.slice(0, most).map((item, at) => (
        <span key={item.name}>
          {at > 0 ? ', ' : ''}
          <Link to={`${path}${buildItemSearch(item.name, 'all')}`} title={item.title}>
            {item.code}
          </Link>
        </span>
      ))}
      {items.length > most ? ` and ${items.length - most} more` : ''}
    </>
  );
}
