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
    <>
      <Version before={change.before} now={change.now} side="now" />
      <p className={styles.then}>When it was cleared:</p>
      <Version before={change.before} now={change.now} side="before" />
    </>
  );
}

/** A text as it is or as it was, with the words marked that are in it alone: each can be read without the other. */
function Version({ before, now, side }: { before: string; now: string; side: 'before' | 'now' }) {
  if ((side === 'before' ? before : now) === '') return <p className={styles.nothing}>nothing written</p>;
  return (
    <div className={styles.text}>
      {listTextChanges(before, now).map((stretch, index) => {
        const key = `${index}/${stretch.kind}`;
        if (stretch.kind === 'same') {
          return <span key={key}>{side === 'before' ? stretch.before : stretch.text}</span>;
        }
        if (stretch.kind === 'removed') {
          return side === 'before' ? (
            <del key={key} className={styles.removed}>
              {stretch.text}
            </del>
          ) : null;
        }
        return side === 'now' ? (
          <ins key={key} className={styles.added}>
            {stretch.text}
          </ins>
        ) : null;
      })}
    </div>
  );
}
