import type { ReactNode } from 'react';
import { Link } from 'react-router';
import styles from './task-list.module.css';

export interface Task {
  /** Stable and unique on the page; ids for the hint and status are made from it. */
  id: string;
  /** Code before the title ("A1.1"), set in a column of its own. */
  code?: string | undefined;
  title: ReactNode;
  /** Left out when it cannot be started yet. */
  to?: string | undefined;
  hint?: ReactNode;
  /** A `Tag` or words: "Not started", "Returned: 2 questions". */
  status: ReactNode;
  /** Who has it at hand. */
  holder?: ReactNode;
}

/** Things to do, each a link with its state at the right. Headings over groups are the caller's. */
export function TaskList({ tasks, labelledBy }: { tasks: readonly Task[]; labelledBy?: string | undefined }) {
  return (
    <ul className={styles.list} aria-labelledby={labelledBy}>
      {tasks.map((task) => {
        const describedBy = [task.hint ? `${task.id}-hint` : '', `${task.id}-status`]
          .filter(Boolean)
          .join(' ');
        const title = (
          <>
            {task.code ? <span className={styles.code}>{task.code} </span> : null}
            <span className={styles.title}>{task.title}</span>
          </>
        );
        return (
          <li key={task.id} className={styles.task} id={task.id}>
            <div className={styles.name}>
              {task.to ? (
                <Link to={task.to} className={styles.link} aria-describedby={describedBy}>
                  {title}
                </Link>
              ) : (
                <span className={styles.still}>{title}</span>
              )}
              {task.hint ? (
                <div id={`${task.id}-hint`} className={styles.hint} data-indent={task.code ? '' : undefined}>
                  {task.hint}
                </div>
              ) : null}
            </div>
            {task.holder ? <div className={styles.holder}>{task.holder}</div> : null}
            <div id={`${task.id}-status`} className={styles.status}>
              {task.status}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
