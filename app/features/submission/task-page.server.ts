import { getAnswerKind } from '#server/domain/value/measures.ts';
import type { Sheet, SheetActivity, SheetIndicator } from '#app/contract.ts';
import type { ItemKind } from './report-paths.ts';
import {
  countComplete,
  filterTasks,
  type Task,
  type TaskState,
  type TaskView,
  taskViews,
} from './report-tasks.tsx';
import { describeCell } from './report-words.ts';

/** One line of the task list, and nothing that it does not show. */
export type TaskRow = {
  kind: ItemKind;
  code: string;
  title: string;
  state: TaskState;
  /** What people read of the state. */
  words: string;
  /** The mark of an activity's status; null for an indicator. */
  mark: string | null;
  /** The status of an activity, or what stands in an indicator; empty where nothing does. */
  hint: string;
  /** The agencies that hold something of it; empty for the focal point. */
  agencies: string;
  /** Who wrote last, and when; null where nobody has. */
  by: string | null;
  at: string | null;
  /** Changes with everything that the item's own page shows. */
  edition: string;
};

export type TaskArea = {
  code: string;
  title: string;
  /** How many of its tasks are complete, of how many; also of those that are not in view. */
  complete: number;
  of: number;
  hasFigures: boolean;
  rows: TaskRow[];
};

/** One page of a task list, by thematic area, with the counts of the whole list. */
export type TaskPage = {
  areas: TaskArea[];
  complete: number;
  due: number;
  counts: Record<TaskView, number>;
  page: number;
  pages: number;
  /** Changes with every item of the report. */
  edition: number;
};

/** The rows of one page: the whole list of the plan as it was adopted fits on one. */
const pageSize = 100;

/**
 * Cuts one page out of the tasks of a view. `page` counts from 1; one that is not there is the last one.
 * `ownAgencies`: the viewer's own, where they see their part only, which need not be said at each item.
 */
export function buildTaskPage(
  { areas }: Pick<Sheet, 'areas'>,
  tasks: readonly Task[],
  { view, page: asked, ownAgencies }: { view: TaskView; page: number; ownAgencies: readonly string[] },
): TaskPage {
  const shown = filterTasks(tasks, view);
  const pages = Math.max(1, Math.ceil(shown.length / pageSize));
  const page = Math.min(pages, Math.max(1, Math.trunc(asked)));
  const listed = Map.groupBy(shown.slice((page - 1) * pageSize, page * pageSize), ({ area }) => area);
  const all = Map.groupBy(tasks, ({ area }) => area);
  return {
    areas: areas.flatMap(({ code, title }) => {
      const rows = listed.get(code);
      const own = all.get(code) ?? [];
      if (!rows) return [];
      return [
        {
          code,
          title,
          complete: countComplete(own).complete,
          of: own.length,
          hasFigures: own.some(({ kind }) => kind === 'indicator'),
          rows: rows.map((task) => buildRow(task, ownAgencies)),
        },
      ];
    }),
    ...countComplete(tasks),
    counts: Object.fromEntries(
      taskViews.map((known) => [known, filterTasks(tasks, known).length]),
    ) as TaskPage['counts'],
    page,
    pages,
    edition: tasks.reduce((sum, { item }) => sum + item.version, 0),
  };
}

function buildRow(task: Task, ownAgencies: readonly string[]): TaskRow {
  const { kind, code, title, state, words, updatedAt, updatedBy, item } = task;
  const others = item.holders.filter((acronym) => !ownAgencies.includes(acronym)).join(', ');
  const isWritten = updatedAt !== null && updatedBy !== null;
  const isActivity = !('measure' in item);
  return {
    kind,
    code,
    title,
    state,
    words,
    mark: isActivity && item.statusLabel ? item.mark : null,
    hint: isActivity ? hintActivity(item) : hintIndicator(item),
    agencies: others && ownAgencies.length > 0 ? `with ${others}` : others,
    by: isWritten ? updatedBy : null,
    at: isWritten ? updatedAt : null,
    edition: `${item.version} ${item.questions} ${item.unanswered}`,
  };
}

const hintActivity = ({ statusLabel, mark }: SheetActivity) => (statusLabel && mark ? statusLabel : '');

function hintIndicator(item: SheetIndicator): string {
  const parts = item.of > 1 && item.cells > 0 ? `${item.cells} of ${item.of} cells` : '';
  if (item.state === null) return parts;
  // The sheet gives the words of a choice, not its code, and says of an account only that there is one.
  const total =
    item.state === 'reported' && getAnswerKind(item.measure) === 'choice'
      ? (item.choice ?? '')
      : item.state === 'reported' && getAnswerKind(item.measure) === 'text'
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
