import { listTextChanges } from '#server/domain/submission/text-changes.calculations.ts';
import type { FieldChange } from './describe-item-change.ts';
import styles from './item-changes.module.css';

/** What changed in one item, field by field: taken out struck through, put in underlined, so that colour carries nothing. */
export function ItemChanges({ changes, about }: { changes: readonly FieldChange[]; about: string }) {
  return (
    <dl className={styles.changes} aria-label={about}>
      {changes.map((change) => (
        <div key={change.key} className={styles.change}>
          <dt>{change.label}</dt>
          <dd>
            <ChangedWords change={change} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** One answer as it was and as it is. */
export function ChangedWords({ change }: { change: Pick<FieldChange, 'before' | 'now' | 'isText'> }) {
  if (!change.isText) {
    return (
      <>
        {change.before === '' ? null : (
          <>
            <del className={styles.removed}>{change.before}</del> →{' '}
          </>
        )}
        <ins className={styles.added}>{change.now}</ins>
      </>
    );
  }
  return (
    <div className={styles.text}>
      {listTextChanges(change.before, change.now).map((stretch, index) => {
        const key = `${index}/${stretch.kind}`;
        if (stretch.kind === 'same') return <span key={key}>{stretch.text}</span>;
        return stretch.kind === 'removed' ? (
          <del key={key} className={styles.removed}>
            {stretch.text}
          </del>
        ) : (
          <ins key={key} className={styles.added}>
            {stretch.text}
          </ins>
        );
      })}
    </div>
  );
}
