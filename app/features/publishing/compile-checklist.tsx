import { Link } from 'react-router';
import { Fragment } from 'react';
import { Tag } from '#app/components/tag.tsx';
import { type Task, TaskList } from '#app/components/task-list.tsx';
import type { Board, BoardRow } from '#app/contract.ts';

function Names({ rows, round }: { rows: readonly BoardRow[]; round: string }) {
  return rows.map(({ reporter }, index) => (
    <Fragment key={reporter.code}>
      {index === 0 ? '' : index === rows.length - 1 ? ' and ' : ', '}
      <Link to={`/secretariat/review/${round}/${reporter.code}`}>
        {reporter.kind === 'state' ? reporter.name : reporter.code}
      </Link>
    </Fragment>
  ));
}

/** What stands between a round and a complete compilation, each as a fact. None of it forbids compiling. */
export function CompileChecklist({ board }: { board: Board }) {
  const { rows, counts, round } = board;
  const fact = (id: string, done: boolean, title: string, left: string, hint?: React.ReactNode): Task => ({
    id,
    title,
    hint,
    status: <Tag emphasis={done ? 'done' : 'normal'}>{done ? 'Done' : left}</Tag>,
  });
  const pick = (...statuses: BoardRow['status'][]) => rows.filter(({ status }) => statuses.includes(status));
  const missing = pick('draft', 'cleared');
  const returned = pick('returned');
  const waiting = pick('submitted');
  const asking = rows.filter(({ openQueries }) => openQueries > 0);
  const names = (some: readonly BoardRow[]) =>
    some.length > 0 ? <Names rows={some} round={round.code} /> : undefined;
  return (
    <TaskList
      labelledBy="checklist"
      tasks={[
        fact(
          'fact-received',
          missing.length === 0,
          'Every report has been submitted',
          `${missing.length} missing`,
          names(missing),
        ),
        fact(
          'fact-reviewed',
          waiting.length === 0,
          'No report waits for review',
          `${waiting.length} waiting`,
          names(waiting),
        ),
        fact(
          'fact-returned',
          returned.length === 0,
          'No report is out for changes',
          `${returned.length} returned`,
          names(returned),
        ),
        fact(
          'fact-questions',
          counts.openQueries === 0,
          'No question is open',
          `${counts.openQueries} open`,
          names(asking),
        ),
        fact(
          'fact-closed',
          round.state === 'closed',
          'The round is closed',
          round.state === 'open' ? 'Still open' : 'Planned',
        ),
      ]}
    />
  );
}
