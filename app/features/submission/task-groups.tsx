import { answerOf } from '#server/domain/value/measures.ts';
import { Link } from 'react-router';
import { DateText } from '#app/components/date-text.tsx';
import { Section } from '#app/components/layout.tsx';
import { Tag, type TagProps } from '#app/components/tag.tsx';
import { type Task as TaskRow, TaskList } from '#app/components/task-list.tsx';
import type { Sheet, SheetActivity, SheetIndicator } from '#app/contract.ts';
import { StatusWord } from '#app/features/status/status-symbol.tsx';
import { buildGridPath, buildItemPath, type ReportKey } from './report-paths.ts';
import type { Task, TaskState } from './report-tasks.tsx';
import { describeCell } from './report-words.ts';

const emphasis: Record<TaskState, NonNullable<TagProps['emphasis']>> = {
  not_started: 'quiet',
  in_progress: 'normal',
  copied: 'strong',
  done: 'done',
  returned: 'strong',
  answered: 'done',
};

interface TaskGroupsProps {
  tasks: readonly Task[];
  /** Those that are shown, where it is not all of them. */
  shown?: readonly Task[] | undefined;
  areas: Sheet['areas'];
  reportKey: ReportKey;
  /** The viewer's own agencies, where they see their part only: it need not be said at each item. */
  ownAgencies?: readonly string[];
}

/** Everything that is due, by thematic area: activities, then indicators. */
export function TaskGroups({ tasks, shown = tasks, areas, reportKey, ownAgencies = [] }: TaskGroupsProps) {
  return (
    <>
      {areas.map((area) => {
        const own = tasks.filter((task) => task.area === area.code);
        const listed = shown.filter((task) => task.area === area.code);
        if (listed.length === 0) return null;
        const complete = own.filter((task) => task.complete).length;
        return (
          <Section
            key={area.code}
            id={`area-${area.code}`}
            title={`${area.code} ${area.title}`}
            action={
              <>
                {own.some(({ kind }) => kind === 'indicator') ? (
                  <>
                    <Link to={buildGridPath(reportKey, area.code)}>Figures of {area.code} in a grid</Link> ·{' '}
                  </>
                ) : null}
                {complete} of {own.length}
              </>
            }
          >
            <TaskList
              labelledBy={`area-${area.code}`}
              tasks={listed.map((task) => buildRow(task, reportKey, ownAgencies))}
            />
          </Section>
        );
      })}
    </>
  );
}

function buildRow(task: Task, key: ReportKey, ownAgencies: readonly string[]): TaskRow {
  return {
    id: `task-${task.code}`,
    code: task.code,
    title: task.title,
    to: buildItemPath(key, task.kind, task.code),
    hint:
      task.kind === 'activity'
        ? hintActivity(task.item as SheetActivity)
        : hintIndicator(task.item as SheetIndicator),
    holder: <Holder task={task} ownAgencies={ownAgencies} />,
    status: <Tag emphasis={emphasis[task.state]}>{task.words}</Tag>,
  };
}

/** In whose hands an item is, and who wrote on it last. */
function Holder({ task, ownAgencies }: { task: Task; ownAgencies: readonly string[] }) {
  const { updatedAt, updatedBy, item } = task;
  const written = updatedAt && updatedBy ? { at: updatedAt, by: updatedBy } : null;
  const others = item.holders.filter((acronym) => !ownAgencies.includes(acronym)).join(', ');
  const agencies = others && ownAgencies.length > 0 ? `with ${others}` : others;
  if (!written) return agencies || null;
  return (
    <>
      {agencies ? (
        <>
          {agencies}
          <br />
        </>
      ) : null}
      {written.by}, <DateText iso={written.at} />
    </>
  );
}

function hintActivity({ statusLabel, mark }: SheetActivity) {
  return statusLabel && mark ? <StatusWord mark={mark}>{statusLabel}</StatusWord> : undefined;
}

function hintIndicator(item: SheetIndicator) {
  const parts = item.of > 1 && item.cells > 0 ? `${item.cells} of ${item.of} cells` : '';
  if (item.state === null) return parts || undefined;
  // The sheet gives the words of a choice, not its code, and says of an account only that there is one.
  const total =
    item.state === 'reported' && answerOf(item.measure) === 'choice'
      ? (item.choice ?? '')
      : item.state === 'reported' && answerOf(item.measure) === 'text'
        ? 'Written'
        : describeCell(
            { measure: item.measure, unit: item.unit, choices: [] },
            {
              state: item.state,
              value: item.value ?? '',
              numerator: item.numerator ?? '',
              denominator: item.denominator ?? '',
              choice: '',
              text: '',
            },
          );
  return [total, parts].filter(Boolean).join(', ');
}
