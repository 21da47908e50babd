import type { Sheet, SheetActivity, SheetIndicator } from '#app/contract.ts';
import { describeCopied } from '#server/domain/submission/copied-answers.rules.ts';
import { isGap } from '#server/domain/submission/neighbours.calculations.ts';
import { isItemOpen, type SubmissionStatus } from '#server/domain/submission/submission.workflow.ts';
import type { ItemToDo } from '#server/domain/submission/time-left.calculations.ts';
import type { ItemKind } from './report-paths.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import styles from './next-gap.module.css';

/** How far an item is, in the order in which it usually goes. */
export type TaskState = 'not_started' | 'in_progress' | 'copied' | 'done' | 'returned' | 'answered';

export type Task = {
  kind: ItemKind;
  code: string;
  title: string;
  area: string;
  state: TaskState;
  /** What people read: "Not started", "Returned: 2 questions". */
  words: string;
  /** Whether it can be changed now. */
  open: boolean;
  /** Whether it is open and something is still expected. */
  gap: boolean;
  complete: boolean;
  /** The round that the answer was copied from and that nobody has confirmed for this one. */
  copiedFrom: string | null;
  updatedAt: string | null;
  updatedBy: string | null;
  item: SheetActivity | SheetIndicator;
};

const countQuestions = (n: number) => formatCount(n, 'questions');

type ItemFacts = {
  questions: number;
  unanswered: number;
  complete: boolean;
  started: boolean;
  copiedFrom: string | null;
};

function readState(status: SubmissionStatus, facts: ItemFacts): { state: TaskState; words: string } {
  if (facts.questions > 0 && status === 'returned') {
    return facts.unanswered > 0
      ? { state: 'returned', words: `Returned: ${countQuestions(facts.unanswered)}` }
      : { state: 'answered', words: `Answered: ${countQuestions(facts.questions)}` };
  }
  if (facts.copiedFrom !== null) return { state: 'copied', words: describeCopied(facts.copiedFrom) };
  if (facts.complete) return { state: 'done', words: 'Done' };
  return facts.started
    ? { state: 'in_progress', words: 'In progress' }
    : { state: 'not_started', words: 'Not started' };
}

/** Everything that is due, area by area in the order of the plan, activities before indicators. */
export function listTasks(sheet: Sheet): Task[] {
  const { header, permissions } = sheet;
  const build = (kind: ItemKind, item: SheetActivity | SheetIndicator, facts: ItemFacts): Task => {
    const { state, words } = readState(header.status, facts);
    const { complete } = facts;
    return {
      kind,
      code: item.code,
      title: item.title,
      area: item.area,
      state,
      words,
      open: permissions.write && isItemOpen(header, facts.questions > 0),
      gap: permissions.write && isGap(header, facts),
      complete,
      copiedFrom: facts.copiedFrom,
      updatedAt: item.updatedAt,
      updatedBy: item.updatedBy,
      item,
    };
  };
  return sheet.areas.flatMap(({ code }) => [
    ...sheet.activities
      .filter(({ area }) => area === code)
      .map((item) => build('activity', item, { ...item, started: item.status !== null || item.written })),
    ...sheet.indicators
      .filter(({ area }) => area === code)
      .map((item) =>
        build('indicator', item, {
          ...item,
          started: item.cells > 0 || item.hasNote,
        }),
      ),
  ]);
}

/** What the task list can be narrowed to. */
export const taskViews = ['all', 'missing', 'copied'] as const;
export type TaskView = (typeof taskViews)[number];

/**
 * The tasks of a view: everything, what is not answered, or what was copied and waits to be confirmed. Missing and
 * answered are all there is, for everybody who reads the list: the one who signs too.
 */
export function filterTasks(tasks: readonly Task[], view: TaskView): readonly Task[] {
  if (view === 'missing') return tasks.filter(({ complete }) => !complete);
  return view === 'copied' ? tasks.filter(({ copiedFrom }) => copiedFrom !== null) : tasks;
}

/** The open tasks on which something is expected, as the estimate of time takes them. */
export function listToDo(tasks: readonly Task[]): ItemToDo[] {
  return tasks.filter(({ gap }) => gap).map(describeToDo);
}

/** A task as the estimate of time takes it. */
export function describeToDo({ code, item, state: taskState }: Task): ItemToDo {
  const state = taskState === 'not_started' ? 'empty' : taskState === 'copied' ? 'copied' : 'begun';
  return 'measure' in item
    ? { kind: 'indicator', code, state, measure: item.measure, cells: item.of }
    : { kind: 'activity', code, state };
}

/** How many of the tasks are complete. */
export function countComplete(tasks: readonly Task[]): { complete: number; due: number } {
  return { complete: tasks.filter(({ complete }) => complete).length, due: tasks.length };
}

/** The keys for "next gap": none that a browser, an input method or a screen reader has for itself. */
export const nextGapKeys = 'Alt+Shift+N';

/** Whether these are the keys. The place of the key counts: with Alt some keyboards make another letter of it. */
export const isNextGapKey = (
  event: Pick<KeyboardEvent, 'altKey' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'code'>,
) => event.altKey && event.shiftKey && !event.ctrlKey && !event.metaKey && event.code === 'KeyN';

/** Leads to the next gap by the keys, from anywhere on the page; does nothing where there is none. */
function useNextGapKeys(to: string | null): void {
  const navigate = useNavigate();
  useEffect(() => {
    if (to === null) return;
    const go = (event: KeyboardEvent) => {
      if (!isNextGapKey(event)) return;
      event.preventDefault();
      void navigate(to);
    };
    document.addEventListener('keydown', go);
    return () => document.removeEventListener('keydown', go);
  }, [to, navigate]);
}

/** Keys are said once scripts run, since only then do they work. */
function useScripts(): boolean {
  const [runs, setRuns] = useState(false);
  useEffect(() => setRuns(true), []);
  return runs;
}

/** Makes the keys work on a page that has its own button, and says that they do. */
export function NextGapHint({ to, code }: { to: string; code: string }) {
  const runs = useScripts();
  useNextGapKeys(to);
  return runs ? (
    <span className={styles.hint}>
      {' '}
      · Next gap, {code}: <kbd className={styles.keys}>{nextGapKeys}</kbd>
    </span>
  ) : null;
}

/** Makes the keys work beside a button that leads there, and says which they are. */
export function NextGapKeys({ to }: { to: string }) {
  const runs = useScripts();
  useNextGapKeys(to);
  return runs ? <kbd className={styles.keys}>{nextGapKeys}</kbd> : null;
}
