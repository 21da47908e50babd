import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ActivityDraft } from '#app/features/entry/activity-draft.ts';
import { DraftSaver, type SaveAnswer } from '#app/features/entry/draft-saver.ts';
import {
  fillIndicatorDraft,
  getCell,
  type IndicatorDraft,
  readIndicatorForm,
} from '#app/features/entry/indicator-draft.ts';
import { describeMergedSave } from '#app/features/entry/load-entry-page.server.ts';
import {
  activityMerging,
  createIndicatorMerging,
  createMerge,
  mergeDrafts,
} from '#app/features/entry/merge-drafts.ts';
import { persons } from './indicators.ts';

const empty: ActivityDraft = {
  status: '',
  achievements: '',
  challenges: '',
  obstacles: [],
  helpWanted: [],
  nextSteps: '',
  narrativeReleased: false,
};

/** A server that holds one activity, as the contract answers. */
class OneActivity {
  draft = empty;
  version = 0;
  readonly written: ActivityDraft[] = [];

  write(draft: ActivityDraft): void {
    this.draft = draft;
    this.version += 1;
    this.written.push(draft);
  }

  save(draft: ActivityDraft, version: number): SaveAnswer {
    if (version !== this.version) {
      const { version: now } = this;
      const stored = { ...this.draft, version: now, updatedAt: 't', updatedBy: 'Malee' };
      return { kind: 'conflict', sentence: 'Changed.', current: { activities: [stored] } };
    }
    this.write(draft);
    return { kind: 'saved', version: this.version, at: `t${this.version}` };
  }
}

function open(server: OneActivity) {
  const told: (string | null)[] = [];
  const saver = new DraftSaver<ActivityDraft>({
    saved: server.draft,
    version: server.version,
    savedAt: null,
    send: async ({ draft, version }) => server.save(draft, version),
    keep: () => {},
    createId: () => 'id',
    loadMerge: async () => createMerge(activityMerging),
    onMerged: ({ sentence }) => told.push(sentence),
  });
  return { saver, told };
}

describe('two people save different questions of one activity', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('both are kept, each write shows one change, and the second person is told', async () => {
    const server = new OneActivity();
    const { saver, told } = open(server);
    server.write({ ...empty, achievements: 'Malee wrote this.' });
    saver.change({ ...empty, nextSteps: 'I wrote this.' });
    await vi.advanceTimersByTimeAsync(4000);
    expect(server.draft).toMatchObject({ achievements: 'Malee wrote this.', nextSteps: 'I wrote this.' });
    expect(server.written.map(({ achievements, nextSteps }) => [achievements, nextSteps])).toEqual([
      ['Malee wrote this.', ''],
      ['Malee wrote this.', 'I wrote this.'],
    ]);
    expect(saver.getState().kind).toBe('saved');
    expect(told).toEqual([
      'Malee changed Achievements while you were writing. Your changes and theirs are both kept.',
    ]);
  });

  test('the same question is a conflict, and nothing is written over', async () => {
    const server = new OneActivity();
    const { saver, told } = open(server);
    server.write({ ...empty, achievements: 'Malee wrote this.' });
    saver.change({ ...empty, achievements: 'I wrote this.', challenges: 'And this.' });
    await vi.advanceTimersByTimeAsync(4000);
    expect(server.written).toHaveLength(1);
    expect(saver.getState().kind).toBe('conflict');
    expect(told).toEqual([]);
  });

  test('work from the device that builds on an older version than the page is not merged blindly', async () => {
    const server = new OneActivity();
    server.write({ ...empty, achievements: 'first' });
    server.write({ ...empty, achievements: 'second' });
    const { saver } = open(server);
    saver.restore({
      draft: { ...empty, achievements: 'first', challenges: 'old' },
      version: 1,
      attempt: null,
    });
    await vi.advanceTimersByTimeAsync(4000);
    expect(saver.getState().kind).toBe('conflict');
    expect(server.draft.achievements).toBe('second');
  });
});

test('cells of an indicator are merged one by one; a number typed otherwise is no change', () => {
  const merging = createIndicatorMerging(persons);
  const read = (fields: Record<string, string>): IndicatorDraft => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return readIndicatorForm(form, persons);
  };
  const stored = (category: string | null, value: string) => ({
    dimension: category === null ? null : 'sex',
    category,
    state: 'reported' as const,
    value,
    numerator: null,
    denominator: null,
    choice: null,
    text: null,
  });
  const base = read({ 'value.total': '1,250' });
  const mine = read({ 'value.total': '1,300', 'value.sex.male': '๑๐' });
  const draft = fillIndicatorDraft(
    { cells: [stored(null, '1250'), stored('female', '7')], note: '', release: 'regional' },
    persons,
  );
  const theirs = { draft, version: 4, updatedAt: null, updatedBy: 'Malee' };
  const merged = mergeDrafts(merging, { base, mine, theirs });
  expect(merged.conflicts).toEqual([]);
  expect(getCell(merged.draft, 'total').value).toBe('1,300');
  expect(getCell(merged.draft, 'sex=female').value).toBe('7');
  expect(getCell(merged.draft, 'sex=male').value).toBe('๑๐');
  expect(merged.sentence).toMatch(/^Malee changed Sex: Female while/);
  const same = read({ 'value.total': '1,300', 'value.sex.female': '8' });
  expect(mergeDrafts(merging, { base, mine: same, theirs }).conflicts).toEqual(['sex=female']);
});

test('a posted form that was merged is told: who from the history, which questions from the URL', () => {
  const revision = (by: string, version: number) => ({
    id: version,
    subject: 'activity' as const,
    code: 'A1.1',
    by,
    at: '2026-01-01T00:00:00Z',
    before: null,
    after: { version },
  });
  const revisions = [revision('Somchai', 4), revision('Malee', 3), revision('Somchai', 2)];
  const describe = (search: string, known = revisions) =>
    describeMergedSave(new URLSearchParams(search), known, activityMerging, empty);
  expect(describe('saved=4&since=2&merged=achievements&merged=status')).toMatch(
    /^Malee changed Achievements and Status while/,
  );
  expect(describe('saved=4&since=2&merged=achievements', [])).toMatch(/^Another person changed Achievements/);
  expect(describe('saved=4&since=2&merged=<b>')).toBeNull();
  expect(describe('saved=4')).toBeNull();
});
