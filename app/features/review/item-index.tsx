import { buildItemId, type ReviewGroup } from './review-groups.ts';
import styles from './review.module.css';

/** Every item of the report by its code, group by group: the way to any of them without scrolling. */
export function ItemIndex({ groups }: { groups: readonly ReviewGroup[] }) {
  if (groups.length === 0) return null;
  return (
    <nav aria-label="Items of the report" data-print="hide">
      <dl className={styles.index}>
        {groups.map((group) => (
          <div key={group.key} className={styles.indexRow}>
            <dt className={styles.indexTerm}>
              {group.title} ({group.items.length})
            </dt>
            <dd className={styles.indexCodes}>
              {group.items.map((item) => (
                <a key={buildItemId(item)} href={`#${buildItemId(item)}`} title={item.title}>
                  {item.code}
                </a>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </nav>
  );
}
