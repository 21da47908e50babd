import { describe, expect, it } from 'vitest';
import {
  filterActivities,
  filterIndicators,
  isReporterWanted,
  isScopeWanted,
  listByName,
  listLensesByIndicator,
} from '#server/domain/data/data-query.rules.ts';
import type {
  Lists,
  PublishedActivity,
  PublishedIndicator,
  PublishedReporter,
} from '#server/domain/publication/documents.ts';

const activity = (code: string, lenses: string[], tags: string[]) =>
  ({
    code,
    area: code.slice(0, 1),
    objective: code.slice(0, 2),
    lenses,
    tags,
  }) as unknown as PublishedActivity;
const indicator = (code: string, area: string, follows: string | null) =>
  ({ code, area, activity: follows }) as PublishedIndicator;
const lens = (code: string, ...shown: string[]) =>
  ({ code, indicators: shown.map((each) => ({ indicator: each })) }) as Lists['lenses'][number];

const activities = [
  activity('A1.1', ['scams'], ['law']),
  activity('A1.2', [], []),
  activity('B1.1', [], ['law']),
];
const lists = { lenses: [lens('children', 'I-2'), lens('scams', 'I-1', 'I-2')] } as Lists;
const documents = {
  plan: { areas: [], objectives: [], activities },
  lists,
  indicators: [indicator('I-1', 'A', 'A1.1'), indicator('I-2', 'B', 'B1.1'), indicator('I-3', 'B', null)],
};
const codesOf = (rows: { code: string }[]) => rows.map(({ code }) => code).join();

describe('what a filter asks for', () => {
  it.each([
    [{}, 'A1.1,A1.2,B1.1'],
    [{ area: 'A' }, 'A1.1,A1.2'],
    [{ objective: 'B1' }, 'B1.1'],
    [{ activity: 'A1.2' }, 'A1.2'],
    [{ lens: 'scams' }, 'A1.1'],
    [{ tag: 'law', area: 'B' }, 'B1.1'],
    [{ area: 'Z' }, ''],
  ])('of activities: %j', (filter, expected) => {
    expect(codesOf(filterActivities(activities, filter))).toBe(expected);
  });

  it.each([
    [{}, 'I-1,I-2,I-3'],
    [{ area: 'B' }, 'I-2,I-3'],
    [{ activity: 'A1.1' }, 'I-1'],
    [{ indicator: 'I-3' }, 'I-3'],
    // Lenses name indicators themselves, whatever the lenses of their activities.
    [{ lens: 'children' }, 'I-2'],
    [{ lens: 'none' }, ''],
    // Tags and objectives are those of the activity: an indicator without one has none.
    [{ tag: 'law' }, 'I-1,I-2'],
    [{ tag: 'law', objective: 'B1' }, 'I-2'],
    [{ objective: 'B1', lens: 'scams' }, 'I-2'],
  ])('of indicators: %j', (filter, expected) => {
    expect(codesOf(filterIndicators(documents, filter))).toBe(expected);
  });

  it('of reporters and of whose figures', () => {
    const state = { kind: 'state', code: 'TH' } as const;
    const body = { kind: 'body', code: 'ACWC' } as const;
    expect([isReporterWanted(state, {}), isReporterWanted(state, { state: 'TH' })]).toEqual([true, true]);
    expect([isReporterWanted(body, { state: 'ACWC' }), isReporterWanted(state, { body: 'TH' })]).toEqual([
      false,
      false,
    ]);
    const who = [null, state, body];
    const kept = (filter: Parameters<typeof isScopeWanted>[1]) =>
      who.map((one) => isScopeWanted(one, filter));
    expect(kept({})).toEqual([true, true, true]);
    expect(kept({ scope: 'region' })).toEqual([true, false, false]);
    expect(kept({ scope: 'state' })).toEqual([false, true, false]);
    expect(kept({ scope: 'body', body: 'ACWC' })).toEqual([false, false, true]);
    expect(kept({ state: 'TH' })).toEqual([false, true, false]);
    expect(kept({ scope: 'region', state: 'TH' })).toEqual([false, false, false]);
  });
});

describe('the order of rows', () => {
  it('has states by name, then bodies by name, capitals before small letters', () => {
    const reporter = (kind: string, code: string, name: string) =>
      ({ kind, code, name }) as PublishedReporter;
    const given = [
      reporter('body', 'ACW', 'Committee on Women'),
      reporter('body', 'ACWC', 'Committee on the Rights of Women'),
      reporter('state', 'VN', 'Viet Nam'),
      reporter('state', 'KH', 'Cambodia'),
    ];
    expect(codesOf(listByName(given))).toBe('KH,VN,ACW,ACWC');
    expect(codesOf(listByName(given.toReversed()))).toBe('KH,VN,ACW,ACWC');
  });

  it('has the lenses of an indicator in their order', () => {
    expect(Object.fromEntries(listLensesByIndicator(lists))).toEqual({
      'I-1': ['scams'],
      'I-2': ['children', 'scams'],
    });
  });
});
