import { Link } from 'react-router';
import { Section } from '#app/components/layout.tsx';
import { type SummaryRow, SummaryList } from '#app/components/summary-list.tsx';
import { describeCopied } from '#server/domain/submission/copied-answers.rules.ts';
import type { Sheet } from '../submission/contract-types.ts';
import { buildItemPath, type ReportKey } from '../submission/report-paths.ts';
import type { Task } from '../submission/report-tasks.ts';
import { ConfirmForm } from './confirm-form.tsx';
import styles from './copied-list.module.css';

interface CopiedListProps {
  areas: Sheet['areas'];
  /** The copied items, in the order of the plan. */
  tasks: readonly Task[];
  rowsOf: (task: Task) => SummaryRow[];
  reportKey: ReportKey;
  requestId: string;
}

/** Every copied answer in full, to be read and confirmed one by one or, once read, a theme at a time. */
export function CopiedList({ areas, tasks, rowsOf, reportKey, requestId }: CopiedListProps) {
  const itemOf = ({ kind, code, item }: Task) => ({ kind, code, version: item.version });
  return (
    <>
      {areas.map((area) => {
        const own = tasks.filter((task) => task.area === area.code);
        const open = own.filter((task) => task.open);
        return own.length === 0 ? null : (
          <Section key={area.code} id={`copied-${area.code}`} title={`${area.code} ${area.title}`}>
            {own.map((task) => (
              <article key={task.code} className={styles.item} aria-labelledby={`copied-${task.code}`}>
                <h3 id={`copied-${task.code}`}>
                  <Link to={buildItemPath(reportKey, task.kind, task.code)}>
                    {task.code} {task.title}
                  </Link>
                </h3>
                <p className={styles.mark}>{describeCopied(task.copiedFrom ?? '')}</p>
                <SummaryList rows={rowsOf(task)} />
                {task.open ? (
                  <ConfirmForm
                    reportKey={reportKey}
                    items={[itemOf(task)]}
                    requestId={requestId}
                    words={`Confirm ${task.code}`}
                  />
                ) : null}
              </article>
            ))}
            {open.length > 1 ? (
              <div className={styles.all}>
                <p>
                  You have read the {open.length} answers above, and they hold for this round as they stand:
                </p>
                <ConfirmForm
                  reportKey={reportKey}
                  items={open.map(itemOf)}
                  requestId={requestId}
                  words={`Confirm all ${open.length} shown in ${area.code}`}
                  variant="primary"
                />
              </div>
            ) : null}
          </Section>
        );
      })}
    </>
  );
}
