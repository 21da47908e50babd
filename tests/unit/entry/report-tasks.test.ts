import { describe, expect, it } from 'vitest';
import type { Sheet, SheetActivity, SheetIndicator } from '#app/contract.ts';
import {
  buildItemHistoryPath,
  buildItemPath,
  buildReportPath,
} from '#app/features/submission/report-paths.ts';
import { countComplete, filterTasks, listTasks, listToDo } from '#app/features/submission/report-tasks.tsx';
import { findNeighbours, findNextGap } from '#server/domain/submission/neighbours.calculations.ts';
import { buildTaskPage } from '#app/features/submission/task-page.server.ts';
import { explainReadOnly } from '#app/features/submission/report-words.ts';

const activity = (code: string, facts: Partial<SheetActivity> = {}): SheetActivity => ({
  code,
  title: `Activity ${code}`,
  area: code.charAt(0),
  objective: code.slice(0, 2),
  lead: 'SOMTC',
  status: null,
  statusLabel: null,
  mark: null,
  written: false,
  complete: false,
  holders: [],
  version: 0,
  updatedAt: null,
  updatedBy: null,
  copiedFrom: null,
  questions: 0,
  unanswered: 0,
  ...facts,
});
const indicator = (code: string, area: string, facts: Partial<SheetIndicator> = {}): SheetIndicator => ({
  code,
  title: `Indicator ${code}`,
  area,
  activity: null,
  objective: null,
  measure: 'count',
  unit: 'persons',
  note: '',
  hasNote: false,
  state: null,
  value: null,
  numerator: null,
  denominator: null,
  choice: null,
  cells: 0,
  of: 5,
  complete: facts.state != null,
  holders: [],
  version: 0,
  updatedAt: null,
  updatedBy: null,
  copiedFrom: null,
  questions: 0,
  unanswered: 0,
  ...facts,
});

function sheet(
  facts: Partial<Sheet['header']> = {},
  items: Partial<Pick<Sheet, 'activities' | 'indicators'>> = {},
): Sheet {
  return {
    header: {
      round: {
        code: '2026-H1',
        title: 'First half of 2026',
        state: 'open',
        periodStart: '2026-01-01',
        periodEnd: '2026-06-30',
        dueOn: '2026-11-30',
        closesOn: '2026-12-31',
      },
      reporter: { code: 'TH', kind: 'state', name: 'Thailand' },
      status: 'draft',
      returnScope: null,
      version: 1,
      dueOn: '2026-11-30',
      extendedUntil: null,
      openedAt: '2026-07-01T00:00:00Z',
      clearedAt: null,
      clearedBy: null,
      submittedAt: null,
      firstSubmittedAt: null,
      reviewStartedAt: null,
      acceptedAt: null,
      timesSubmitted: 0,
      returnReason: null,
      ...facts,
    },
    areas: [
      { code: 'A', title: 'Prevention' },
      { code: 'B', title: 'Protection' },
    ],
    activities: items.activities ?? [
      activity('A1', { status: 'on_track', complete: true }),
      activity('A2', { written: true }),
      activity('B1'),
    ],
    indicators: items.indicators ?? [
      indicator('I-A1', 'A', { cells: 2 }),
      indicator('I-B1', 'B', { state: 'reported' }),
    ],
    permissions: { write: true, clear: false, sendBack: false, submit: false, withdraw: false },
  };
}

describe('a copied answer', () => {
  const copied = () =>
    listTasks(
      sheet(
        {},
        {
          activities: [
            activity('A1', { status: 'on_track', complete: false, copiedFrom: '2025-H2' }),
            activity('A2', { status: 'on_track', complete: true }),
            activity('B1'),
          ],
          indicators: [indicator('I-A1', 'A', { measure: 'count', of: 4 })],
        },
      ),
    );

  it('says so, is not counted as done, and is a gap until somebody confirms it', () => {
    const [first] = copied();
    expect(first).toMatchObject({
      state: 'copied',
      words: 'Copied from 2025-H2, not confirmed',
      complete: false,
      gap: true,
    });
    expect(countComplete(copied())).toEqual({ complete: 1, due: 4 });
    expect(findNextGap(copied(), { kind: 'activity', code: 'B1' })?.code).toBe('A1');
  });

  it('has a view of its own; what is missing is all that is not complete', () => {
    expect(filterTasks(copied(), 'copied').map(({ code }) => code)).toEqual(['A1']);
    expect(filterTasks(copied(), 'missing').map(({ code }) => code)).toEqual(['A1', 'I-A1', 'B1']);
    expect(filterTasks(copied(), 'all')).toHaveLength(4);
  });

  it('is missing for the one who signs too, who writes nothing', () => {
    const report = sheet(
      {},
      { activities: [activity('A1'), activity('A2', { complete: true })], indicators: [] },
    );
    const read = listTasks({ ...report, permissions: { ...report.permissions, write: false, clear: true } });
    expect(countComplete(read)).toEqual({ complete: 1, due: 2 });
    expect(filterTasks(read, 'missing').map(({ code }) => code)).toEqual(['A1']);
  });

  it('takes the time of reading it', () => {
    expect(listToDo(copied())).toEqual([
      { kind: 'activity', code: 'A1', state: 'copied' },
      { kind: 'indicator', code: 'I-A1', state: 'empty', measure: 'count', cells: 4 },
      { kind: 'activity', code: 'B1', state: 'empty' },
    ]);
  });
});

describe('the task list', () => {
  it('goes area by area, activities before indicators, with a word for each state', () => {
    expect(listTasks(sheet()).map(({ code, words }) => [code, words])).toEqual([
      ['A1', 'Done'],
      ['A2', 'In progress'],
      ['I-A1', 'In progress'],
      ['B1', 'Not started'],
      ['I-B1', 'Done'],
    ]);
    expect(countComplete(listTasks(sheet()))).toEqual({ complete: 2, due: 5 });
  });

  it('finds the next gap after an item, and round to the start', () => {
    const tasks = listTasks(sheet());
    expect(findNextGap(tasks)?.code).toBe('A2');
    expect(findNextGap(tasks, { kind: 'activity', code: 'A2' })?.code).toBe('I-A1');
    expect(findNextGap(tasks, { kind: 'activity', code: 'B1' })?.code).toBe('A2');
    expect(findNextGap(tasks.filter(({ complete }) => complete))).toBeNull();
    expect(findNeighbours(tasks, { kind: 'activity', code: 'B1' })).toMatchObject({
      previous: { code: 'I-A1' },
      next: { code: 'I-B1' },
    });
    expect(findNeighbours(tasks, { kind: 'activity', code: 'A1' }).previous).toBeNull();
  });

  it('asks after a return only for what carries an open question', () => {
    const returned = sheet(
      { status: 'returned', returnScope: 'queried' },
      {
        activities: [
          activity('A1', { status: 'on_track', complete: true, questions: 2, unanswered: 2 }),
          activity('A2'),
          activity('A3', { complete: true, questions: 1, unanswered: 0 }),
        ],
        indicators: [],
      },
    );
    const tasks = listTasks(returned);
    expect(tasks.map(({ words, open, gap }) => [words, open, gap])).toEqual([
      ['Returned: 2 questions', true, true],
      ['Not started', false, false],
      ['Answered: 1 question', true, false],
    ]);
  });

  it('opens everything again when the whole report was returned', () => {
    const tasks = listTasks(sheet({ status: 'returned', returnScope: 'all' }));
    expect(tasks.every(({ open }) => open)).toBe(true);
    expect(findNextGap(tasks)?.code).toBe('A2');
  });

  it('has no gaps for somebody who cannot write now', () => {
    const cleared = {
      ...sheet({ status: 'cleared' }),
      permissions: { ...sheet().permissions, write: false },
    };
    expect(listTasks(cleared).some(({ gap, open }) => gap || open)).toBe(false);
  });
});

describe('addresses', () => {
  it('name the reporter only where a person has several', () => {
    const own = { round: '2026-H1', reporter: 'TH', several: false };
    const many = { round: '2026-H1', reporter: 'SOM-ED', several: true };
    expect(buildReportPath(own)).toBe('/workspace/2026-H1');
    expect(buildReportPath(many, 'check')).toBe('/workspace/2026-H1/check?reporter=SOM-ED');
    expect(buildItemPath(own, 'activity', 'A1.1')).toBe('/workspace/2026-H1/activities/A1.1');
    expect(buildItemPath(many, 'indicator', 'I-B3', 'cell-sex.female')).toBe(
      '/workspace/2026-H1/indicators/I-B3?reporter=SOM-ED#cell-sex.female',
    );
    expect(buildItemHistoryPath(own, 'A1.1')).toBe('/workspace/2026-H1/history?item=A1.1');
    expect(buildItemHistoryPath(many, 'A1.1')).toBe('/workspace/2026-H1/history?reporter=SOM-ED&item=A1.1');
  });
});

describe('why something cannot be changed', () => {
  it('is said for each status', () => {
    const say = (status: string, mayWrite = true, roundState: 'open' | 'closed' = 'open') =>
      explainReadOnly({ status, mayWrite, roundState });
    expect(say('accepted')).toContain('accepted');
    expect(say('submitted')).toContain('with the secretariat');
    expect(say('cleared')).toContain('send it back');
    expect(say('draft', false)).toContain('You read and clear this report');
    expect(say('returned')).toContain('other items');
    expect(say('draft', true, 'closed')).toContain('extension');
  });
});

describe('a page of the task list', () => {
  const long = sheet(
    {},
    {
      activities: Array.from({ length: 130 }, (_, at) =>
        activity(`A1.${at + 1}`, { version: 1, complete: at < 120, holders: ['NCPO', 'DSI'] }),
      ),
      indicators: [indicator('I-B1', 'B', { state: 'reported', value: '7', cells: 2 })],
    },
  );
  const page = (asked: number, view: 'all' | 'missing' = 'all', ownAgencies: string[] = []) =>
    buildTaskPage(long, listTasks(long), { view, page: asked, ownAgencies });
  const codes = ({ areas }: ReturnType<typeof page>) => areas.map(({ code, rows }) => [code, rows.length]);

  it('has a hundred rows; an area counts all of its tasks, also those on other pages', () => {
    expect([page(1), page(2), page(9)].map(codes)).toEqual([
      [['A', 100]],
      [
        ['A', 30],
        ['B', 1],
      ],
      [
        ['A', 30],
        ['B', 1],
      ],
    ]);
    expect(page(2).areas[0]).toMatchObject({ complete: 120, of: 130, hasFigures: false });
    expect(page(2)).toMatchObject({ page: 2, pages: 2, complete: 121, due: 131, edition: 130 });
  });

  it('shows the tasks of its view and counts those of every view', () => {
    expect(codes(page(1, 'missing'))).toEqual([['A', 10]]);
    expect(page(1, 'missing')).toMatchObject({ counts: { all: 131, missing: 10, copied: 0 }, pages: 1 });
  });

  it('carries what is shown, with other agencies where the viewer has one', () => {
    expect(page(2).areas[1]?.rows[0]).toMatchObject({
      hint: '7 persons, 2 of 5 cells',
      agencies: '',
      by: null,
    });
    expect(page(1).areas[0]?.rows[0]?.agencies).toBe('NCPO, DSI');
    expect(page(1, 'all', ['DSI']).areas[0]?.rows[0]?.agencies).toBe('with NCPO');
  });
});
