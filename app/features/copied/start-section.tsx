import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { Section } from '#app/components/layout.tsx';
import type { Copyable, Sheet } from '#app/contract.ts';
import { countAnswers } from '../submission/copied-notice.tsx';
import type { Task } from '../submission/report-tasks.ts';
import styles from './start-section.module.css';

interface StartSectionProps {
  copyable: Copyable;
  areas: Sheet['areas'];
  tasks: readonly Task[];
  requestId: string;
}

/** What can be copied from the last round, all at once or a theme at a time. Nothing where nothing can. */
export function StartSection({ copyable, areas, tasks, requestId }: StartSectionProps) {
  const codes = new Set([...copyable.activities, ...copyable.indicators]);
  if (codes.size === 0) return null;
  const groups = areas.flatMap(({ code, title }) => {
    const count = tasks.filter((task) => task.area === code && codes.has(task.code)).length;
    return count > 0 ? [{ code, title, count }] : [];
  });
  return (
    <Section
      id="start"
      title={`Start from ${copyable.from}`}
      lead="Statuses, texts and answers from a list are put where nobody has written yet. Figures are not copied, and what may be published is asked anew. Each copy is marked until you confirm or change it."
    >
      <Form method="post" preventScrollReset>
        <input type="hidden" name="intent" value="start" />
        <input type="hidden" name="requestId" value={requestId} />
        <ul className={styles.list}>
          {groups.map(({ code, title, count }) => (
            <li key={code} className={styles.row}>
              <span>
                {code} {title}: {countAnswers(count)}
              </span>
              <Button variant="secondary" compact name="area" value={code}>
                Copy {code}
              </Button>
            </li>
          ))}
        </ul>
        <Button name="area" value="">
          Copy all {countAnswers(codes.size)}
        </Button>
      </Form>
    </Section>
  );
}
