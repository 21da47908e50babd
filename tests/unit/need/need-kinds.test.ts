import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { activityWords } from '#app/features/entry/item-words.ts';
import { readActivityForm, readActivityRevision } from '#app/features/entry/activity-draft.ts';
import { readActivitySide, serialiseActivitySide } from '#app/features/entry/conflict-sides.ts';
import { activityMerging, mergeDrafts } from '#app/features/entry/merge-drafts.ts';
import {
  hasOnlyKnownKinds,
  formatKinds,
  needListNames,
  needLists,
  parseKinds,
  readKinds,
  serialiseKinds,
  sortKinds,
} from '#server/domain/need/need-kinds.ts';
import { checkActivityReport } from '#server/domain/submission/activity-report.schema.ts';
import { listActivityChanges } from '#server/domain/submission/snapshot-changes.calculations.ts';
import { supportKinds } from '#server/domain/support/support.schema.ts';

const check = (obstacles: string[] | undefined, helpWanted: string[] | undefined) =>
  checkActivityReport(
    {
      activity: 'A1.1',
      status: null,
      achievements: '',
      challenges: '',
      nextSteps: '',
      obstacles,
      helpWanted,
      version: 0,
    },
    [],
  );

describe('kinds of obstacles and help', () => {
  test('are the same in any order, however often they are given, and come back from text', () => {
    for (const list of needListNames) {
      const kinds = [...needLists[list].kinds] as string[];
      fc.assert(
        fc.property(fc.array(fc.constantFrom(...kinds)), (codes) => {
          const sorted = sortKinds(list, codes);
          expect(new Set(sorted)).toEqual(new Set(codes));
          expect(sorted).toHaveLength(new Set(codes).size);
          expect(sortKinds(list, codes.toReversed())).toEqual(sorted);
          expect(parseKinds(list, serialiseKinds(list, codes))).toEqual(sorted);
          expect(formatKinds(list, codes).split(', ').filter(Boolean)).toHaveLength(sorted.length);
        }),
      );
    }
  });

  test('are checked: a code that is none of the list has a sentence, and none given changes nothing', () => {
    expect(check(['staff', 'money', 'staff'], []).content).toMatchObject({
      obstacles: ['money', 'staff'],
      helpWanted: [],
    });
    expect(check(undefined, undefined).content.obstacles).toBeUndefined();
    expect(check(['money', 'luck'], ['finance']).problems).toEqual([
      { path: 'obstacles', message: 'Choose from the kinds in the list.' },
    ]);
    // A kind of the other list is none of this one.
    expect(check(['finance'], ['money']).problems.map(({ path }) => path)).toEqual([
      'obstacles',
      'helpWanted',
    ]);
  });

  test('help is what partners give, and the database knows the same kinds', () => {
    expect(needLists.helpWanted.kinds).toEqual(supportKinds);
    const migration = readFileSync('db/migrations/0049-kinds-of-obstacles-and-help.sql', 'utf8');
    for (const list of needListNames) {
      expect(migration).toContain(`'{${needLists[list].kinds.join(',')}}'`);
      expect(hasOnlyKnownKinds(list, [...needLists[list].kinds])).toBe(true);
    }
  });

  test('the form calls the lists as everything else does', () => {
    for (const list of needListNames) expect(activityWords[list].label).toBe(needLists[list].label);
  });

  test('words of no kind hold the comma that parts them', () => {
    for (const list of needListNames) {
      for (const label of Object.values(needLists[list].labels)) expect(label).not.toMatch(/[,;\n]/);
    }
  });

  test('what is stored from before there were any counts as none', () => {
    expect(readKinds('obstacles', undefined)).toEqual([]);
    expect(readActivityRevision({ status_code: 'on_track' })).toMatchObject({
      obstacles: [],
      helpWanted: [],
    });
    const before = {
      activity: 'A1.1',
      status: null,
      achievements: '',
      challenges: '',
      nextSteps: '',
      narrativeReleased: false,
    };
    expect(listActivityChanges(before, { ...before, obstacles: [], helpWanted: [] })).toEqual([]);
    expect(listActivityChanges(before, { ...before, obstacles: ['money'], helpWanted: [] })).toEqual([
      'obstacles',
    ]);
  });
});

describe('on the page of an activity', () => {
  const read = (obstacles: string[], helpWanted: string[]) => {
    const form = new FormData();
    for (const kind of obstacles) form.append('obstacles', kind);
    for (const kind of helpWanted) form.append('helpWanted', kind);
    return readActivityForm(form);
  };

  test('ticks are read, and come through the comparison', () => {
    const draft = read(['money', 'data'], ['research']);
    expect(draft).toMatchObject({ obstacles: ['money', 'data'], helpWanted: ['research'] });
    expect(readActivitySide(serialiseActivitySide(draft))).toEqual(draft);
  });

  test('two people who change different lists are merged; the same list is a conflict', () => {
    const base = read(['money'], []);
    const theirs = { draft: read(['money'], ['finance']), version: 2, updatedAt: null, updatedBy: 'Malee' };
    const merged = mergeDrafts(activityMerging, { base, mine: read(['money', 'staff'], []), theirs });
    expect(merged.conflicts).toEqual([]);
    expect(merged.draft).toMatchObject({ obstacles: ['money', 'staff'], helpWanted: ['finance'] });
    expect(merged.sentence).toContain('What would help');
    const both = mergeDrafts(activityMerging, { base, mine: read(['money'], ['training']), theirs });
    expect(both.conflicts).toEqual(['helpWanted']);
  });
});
