import { Link } from 'react-router';
import { DateText } from '#app/components/date-text.tsx';
import { Section } from '#app/components/layout.tsx';
import { Tag, type TagProps } from '#app/components/tag.tsx';
import { type Task, TaskList } from '#app/components/task-list.tsx';
import { StatusWord } from '#app/features/status/status-symbol.tsx';
import { buildGridPath, buildItemPath, type ReportKey } from './report-paths.ts';
import type { TaskState } from './report-tasks.tsx';
import type { TaskArea, TaskRow } from './task-page.server.ts';

const emphasis: Record<TaskState, NonNullable<TagProps['emphasis']>> = {
  not_started: 'quiet',
  in_progress: 'normal',
  copied: 'strong',
  done: 'done',
  returned: 'strong',
  answered: 'done',
};

interface TaskGroupsProps {
  areas: readonly TaskArea[];
  reportKey: ReportKey;
}

/** What is due and in view, by thematic area: activities, then indicators. */
export function TaskGroups({ areas, reportKey }: TaskGroupsProps) {
  return (
    <>
      {areas.map(({ code, title, complete, of, hasFigures, rows }) => (
        <Section
          key={code}
          id={`area-${code}`}
          title={`${code} ${title}`}
          action={
            <>
              {hasFigures ? (
                <>
                  <Link to={buildGridPath(reportKey, code)}>Figures of {code} in a grid</Link> ·{' '}
                </>
              ) : null}
              {complete} of {of}
            </>
          }
        >
          <TaskList labelledBy={`area-${code}`} tasks={rows.map((row) => describeTask(row, reportKey))} />
        </Section>
      ))}
    </>
  );
}

function describeTask(row: TaskRow, key: ReportKey): Task {
  const { kind, code, title, state, words, mark, hint, agencies, by } = row;
  return {
    id: `task-${code}`,
    code,
    title,
    to: buildItemPath(key, kind, code),
    hint: mark && hint ? <StatusWord mark={mark}>{hint}</StatusWord> : hint || undefined,
    holder: agencies || by ? <Holder row={row} /> : null,
    status: <Tag emphasis={emphasis[state]}>{words}</Tag>,
  };
}

/** In whose hands an item is, and who wrote on it last. */
function Holder({ row: { agencies, by, at } }: { row: TaskRow }) {
  if (!by || !at) return agencies;
  return (
    <>
      {agencies ? (
        <>
          {agencies}
          <br />
        </>
      ) : null}
      {by}, <DateText iso={at} />
    </>
  );
}
