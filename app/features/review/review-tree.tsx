import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { classNames } from '#app/components/class-names.ts';
import { LinkTabs } from '#app/components/navigation.tsx';
import { Tag } from '#app/components/tag.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { Review } from '#app/contract.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import type {
  AskedState,
  ShownArea,
  TreeFilter,
  TreeItem,
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
  const { counts } = review;
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

/**
 * The report by area and objective, with the state of each item; the area of the item in `current` is open, the others
 * are a click away. A list of links for whoever has no scripts; on a phone it is folded under one line.
 */
export function ReviewTree({ review, current }: { review: Review; current: string }) {
  const { areas, filter, counts } = review;
  const nav = useRef<HTMLElement>(null);
  const navigate = useNavigate();
  useEffect(() => {
    const box = nav.current;
    const link = box?.querySelector<HTMLElement>('[aria-current]');
    // Only the list itself moves, where it has a height of its own: the page stays.
    if (current === '' || !box || !link || box.scrollHeight <= box.clientHeight) return;
    const { top, bottom } = link.getBoundingClientRect();
    const frame = box.getBoundingClientRect();
    if (top < frame.top || bottom > frame.bottom) box.scrollTop += top - frame.top - frame.height / 3;
  }, [current]);
  return (
    <details className={styles.fold}>
      <summary className={styles.foldLine}>
        {`All items: ${counts.looked} of ${counts.all} looked at`}
      </summary>
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- one listener for all links, since a report has hundreds; keys reach the links themselves */}
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
        {areas.map((area) => (
          <AreaList key={area.code} area={area} filter={filter} current={current} />
        ))}
      </nav>
    </details>
  );
}

function AreaList({ area, filter, current }: { area: ShownArea; filter: TreeFilter; current: string }) {
  const { code, title, counts, first, sections } = area;
  const words = (
    <>
      <span className={styles.areaTitle}>{`${code} ${title}`}</span>{' '}
      <span className={styles.count}>
        {`${counts.looked} of ${counts.all} looked at`}
        {counts.warnings > 0 ? `, ${counts.warnings} with warnings` : ''}
      </span>
    </>
  );
  if (first !== null)
    return (
      <a href={buildItemSearch(first, filter)} className={styles.area}>
        {words}
      </a>
    );
  return (
    <div className={styles.open}>
      <p className={styles.area}>{words}</p>
      {sections?.map((section) => (
        <div key={section.key}>
          <p className={styles.section}>
            {section.title}{' '}
            <span className={styles.count}>{`${section.counts.looked}/${section.counts.all}`}</span>
          </p>
          <ul>
            {section.items.map((item) => (
              <TreeLine key={item.name} item={item} filter={filter} isCurrent={item.name === current} />
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

const askedWords: Record<AskedState, string> = {
  none: '',
  unsent: 'Question not sent',
  waiting: 'Asked',
  answered: 'Answered',
};

function TreeLine({ item, filter, isCurrent }: { item: TreeItem; filter: TreeFilter; isCurrent: boolean }) {
  const states = [
    item.changed ? 'Changed' : '',
    askedWords[item.asked],
    item.warnings > 0 ? formatCount(item.warnings, 'warnings') : '',
    item.reported ? '' : 'Not reported',
  ].filter((word) => word !== '');
  return (
    <li>
      <a
        href={buildItemSearch(item.name, filter)}
        aria-current={isCurrent ? 'page' : undefined}
        className={classNames(item.looked && styles.looked) || undefined}
      >
        {`${item.code} ${item.title}`}
        {item.looked ? <VisuallyHidden>, looked at</VisuallyHidden> : null}
        {states.length > 0 ? (
          <span className={styles.states}>
            {states.map((word) => (
              <Tag key={word} emphasis="quiet">
                {word}
              </Tag>
            ))}
          </span>
        ) : null}
      </a>
    </li>
  );
}
