import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './definitions.module.css';

export interface Definition {
  id?: string | undefined;
  term: ReactNode;
  /** One or several descriptions of the term. */
  description: ReactNode | readonly ReactNode[];
}

export interface DefinitionsProps {
  items: readonly Definition[];
  /** `beside` (default): terms in a column at the left. `under`: each description under its term. */
  layout?: 'beside' | 'under' | undefined;
}

/** Terms and what is to be said of each: facts of an activity, the definition of an indicator. */
export function Definitions({ items, layout = 'beside' }: DefinitionsProps) {
  return (
    <dl className={classNames(styles.list, styles[layout])}>
      {items.map((item, index) => (
        <div key={item.id ?? (typeof item.term === 'string' ? item.term : index)} className={styles.row}>
          <dt className={styles.term}>{item.term}</dt>
          {(Array.isArray(item.description) ? item.description : [item.description]).map((description, n) => (
            <dd key={n} className={styles.description}>
              {description}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}
