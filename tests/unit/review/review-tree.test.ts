import { describe, expect, test } from 'vitest';
import { decideReturnScope, listOpenMatters } from '#server/domain/review/review-decision.rules.ts';
import {
  buildReviewTree,
  buildShownAreas,
  countTreeItems,
  decideAskedState,
  filterTreeItems,
  treeFilters,
  findFirstItem,
  findNextOpen,
  findSectionOf,
  findTreeNeighbours,
  listTreeItems,
  type PlacedItem,
} from '#server/domain/review/review-tree.calculations.ts';
import { isItemLookedAt, listReviewedFields } from '#server/domain/review/reviewed-fields.rules.ts';

const item = (code: string, change: Partial<PlacedItem> = {}): PlacedItem => ({
  subject: 'activity',
  code,
  title: `Title of ${code}`,
  looked: false,
  asked: 'none',
  changed: false,
  warnings: 0,
  unexplained: 0,
  reported: true,
  area: { code: 'A', title: 'Prevention' },
  objective: { code: 'A1', title: 'Awareness' },
  ...change,
});
const area = { code: 'B', title: 'Protection' };
const placed = [
  item('A1.1', { looked: true }),
  item('B1.1', { area, objective: { code: 'B1', title: 'Care' }, asked: 'waiting' }),
  item('A2.1', { objective: { code: 'A2', title: 'Border' }, warnings: 2, unexplained: 1 }),
  item('A1.2', { changed: true, asked: 'answered' }),
  item('I-A1', { subject: 'indicator', objective: null }),
  item('A1.1', { subject: 'indicator', looked: true }),
];
const tree = buildReviewTree([{ code: 'A' }, { code: 'B' }], placed);
const items = listTreeItems(tree);
const names = (some: readonly { name: string }[]) => some.map(({ name }) => name);

describe('the tree of a report', () => {
  test('areas in the order of the plan, their objectives, and at the end what belongs to the area alone', () => {
    expect(tree.map(({ code, sections }) => [code, sections.map(({ key }) => key)])).toEqual([
      ['A', ['A1', 'A2', 'A-area']],
      ['B', ['B1']],
    ]);
    // An indicator with the code of an activity has a name of its own.
    expect(names(items)).toEqual(['A1.1', 'A1.2', 'indicator/A1.1', 'A2.1', 'I-A1', 'B1.1']);
    expect(findSectionOf(tree, 'A1.2')?.title).toBe('Awareness');
    expect(findSectionOf(tree, 'nothing')).toBeNull();
  });

  test('items of areas that the plan no longer has come last, and none is lost', () => {
    const lost = buildReviewTree([{ code: 'B' }], placed);
    expect(lost.map(({ code }) => code)).toEqual(['B', 'A']);
    expect(listTreeItems(lost)).toHaveLength(placed.length);
  });

  test('only the area in view shows its items; the others lead to what is to be looked at first', () => {
    const shown = buildShownAreas(tree, 'A2.1', 'open');
    expect(shown.map(({ code, first, counts }) => [code, first, counts])).toEqual([
      ['A', null, { all: 5, looked: 2, warnings: 1 }],
      ['B', 'B1.1', { all: 1, looked: 0, warnings: 0 }],
    ]);
    expect(shown[0]?.sections?.map(({ key, items: own, counts }) => [key, names(own), counts])).toEqual([
      ['A1', ['A1.2'], { all: 3, looked: 2 }],
      ['A2', ['A2.1'], { all: 1, looked: 0 }],
      ['A-area', ['I-A1'], { all: 1, looked: 0 }],
    ]);
    // The item in view is shown though the filter does not show it; an area without anything is not.
    expect(buildShownAreas(tree, 'A1.1', 'warnings').map(({ code }) => code)).toEqual(['A']);
    expect(buildShownAreas(tree, 'B1.1', 'changed')[0]?.first).toBe('A1.2');
  });

  test('counts what each filter shows', () => {
    expect(countTreeItems(items)).toEqual({ all: 6, looked: 2, open: 4, changed: 1, warnings: 1, asked: 2 });
    expect(names(filterTreeItems(items, 'asked'))).toEqual(['A1.2', 'B1.1']);
    // No count that disagrees with the list under it.
    const counts = countTreeItems(items);
    for (const filter of treeFilters) {
      expect([filter, filterTreeItems(items, filter).length]).toEqual([filter, counts[filter]]);
    }
  });
});

describe('the way through a report', () => {
  test('one after the other, among those that are shown, from an item that is no longer shown too', () => {
    const find = (name: string, filter: 'all' | 'open' | 'warnings') => {
      const { previous, next } = findTreeNeighbours(items, name, filter);
      return [previous?.name ?? null, next?.name ?? null];
    };
    expect(find('A1.1', 'all')).toEqual([null, 'A1.2']);
    expect(find('B1.1', 'all')).toEqual(['I-A1', null]);
    expect(find('indicator/A1.1', 'open')).toEqual(['A1.2', 'A2.1']);
    expect(find('A1.1', 'warnings')).toEqual([null, 'A2.1']);
    expect(find('nothing', 'all')).toEqual([null, null]);
  });

  test('to what was not looked at, round to the start, and nowhere once all is', () => {
    expect(findNextOpen(items, 'A2.1')?.name).toBe('I-A1');
    expect(findNextOpen(items, 'B1.1')?.name).toBe('A1.2');
    expect(
      findNextOpen(
        items.map((one) => ({ ...one, looked: true })),
        'A1.1',
      ),
    ).toBeNull();
  });

  test('begins with what changed or was answered, then with what is open, then at the first', () => {
    expect(findFirstItem(items, 'all')?.name).toBe('A1.2');
    const plain = items.map((one) => ({ ...one, changed: false, asked: 'none' as const }));
    expect(findFirstItem(plain, 'all')?.name).toBe('A1.2');
    expect(findFirstItem(plain, 'warnings')?.name).toBe('A2.1');
    expect(
      findFirstItem(
        plain.map((one) => ({ ...one, looked: true })),
        'all',
      )?.name,
    ).toBe('A1.1');
    // A filter that shows nothing leads to the first of all.
    expect(findFirstItem(plain, 'changed')?.name).toBe('A1.1');
    expect(findFirstItem([], 'all')).toBeNull();
  });
});

test('questions are as far as the least advanced of them', () => {
  const sent = '2026-01-01T00:00:00Z';
  const answered = { sentAt: sent, answer: 'So.', resolvedAt: null };
  const waiting = { sentAt: sent, answer: null, resolvedAt: null };
  const unsent = { sentAt: null, answer: null, resolvedAt: null };
  expect(decideAskedState([])).toBe('none');
  expect(decideAskedState([{ ...waiting, resolvedAt: sent }])).toBe('none');
  expect(decideAskedState([answered])).toBe('answered');
  expect(decideAskedState([answered, waiting])).toBe('waiting');
  expect(decideAskedState([answered, waiting, unsent])).toBe('unsent');
});

test('an item is looked at when all that is filled in is', () => {
  const activity = listReviewedFields({
    subject: 'activity',
    content: {
      activity: 'A1.1',
      status: 'on_track',
      achievements: 'Two meetings.',
      challenges: '',
      nextSteps: '',
      narrativeReleased: false,
    },
  });
  expect(activity).toEqual(['status', 'achievements', 'narrativeReleased']);
  const indicator = listReviewedFields({
    subject: 'indicator',
    content: {
      indicator: 'I-A1',
      note: '',
      release: 'regional',
      cells: [
        { state: 'reported', value: '3' },
        { dimension: 'sex', category: 'female', state: 'reported', value: '1' },
      ],
    },
  });
  expect(indicator).toEqual(['total', 'sex=female', 'release']);
  const place = { subject: 'indicator', code: 'I-A1' } as const;
  const marks = new Set(['indicator/I-A1/total', 'indicator/I-A1/release']);
  expect(isItemLookedAt(place, indicator, marks)).toBe(false);
  expect(isItemLookedAt(place, indicator, new Set([...marks, 'indicator/I-A1/sex=female']))).toBe(true);
});

describe('deciding', () => {
  test('opens only what was asked about as soon as there is a question', () => {
    expect(decideReturnScope(0)).toBe('all');
    expect(decideReturnScope(1)).toBe('queried');
  });

  test('lists what is open with its items, and nothing that is done', () => {
    expect(listOpenMatters(items).map(({ kind, items: own }) => [kind, names(own)])).toEqual([
      ['waiting', ['B1.1']],
      ['answered', ['A1.2']],
      ['unexplained', ['A2.1']],
      ['unlooked', ['A1.2', 'A2.1', 'I-A1', 'B1.1']],
    ]);
    expect(listOpenMatters([])).toEqual([]);
    const many = Array.from({ length: 20 }, (_, at) => ({ ...items[1]!, name: `A9.${at}` }));
    const unlooked = listOpenMatters(many).at(-1);
    expect([unlooked?.count, unlooked?.items.length]).toEqual([20, 12]);
  });
});
