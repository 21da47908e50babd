import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkAccount,
  checkArrangement,
  compareCounts,
  compareItems,
} from '#server/domain/arrangement/arrangement.rules.ts';
import { releaseParts } from '#server/domain/arrangement/arrangement-words.ts';
import type {
  Account,
  Arrangement,
  ArrangementContent,
  Release,
} from '#server/domain/arrangement/arrangement.schema.ts';
import type { LibraryEntry, Lists } from '#server/domain/publication/documents.ts';
import { buildPublishedArrangements } from '#server/domain/arrangement/published-arrangements.rules.ts';

const today = '2026-06-01';
const content: ArrangementContent = {
  parties: ['KH', 'TH'],
  countries: [],
  contacts: [],
  status: 'in_force',
  agreedOn: '2025-03-14',
  aims: ['sharing_intelligence'],
  steps: [{ code: 's1', aim: 'sharing_intelligence', text: 'One form', plannedOn: '2025-09-30' }],
  results: '',
};

describe('the form of an arrangement', () => {
  const typed = {
    status: 'in_force',
    agreedOn: '2025-03-14',
    aims: ['sharing_intelligence'],
    contacts: [{ party: 'KH', bodies: 'The police' }],
    countries: 'China: Ministry of Public Security',
    steps: [
      { code: '', aim: 'sharing_intelligence', text: 'One form', plannedOn: '2025-09-30' },
      { code: '', aim: '', text: '', plannedOn: '' },
    ],
    results: '',
  };
  const check = (change: object) =>
    checkArrangement({ ...typed, ...change }, ['TH', 'KH'], { lastStep: 4, today });
  const pathsOf = (change: object) => check(change).problems.map(({ path }) => path);

  test('is read, without empty steps and with a code that no step has had', () => {
    const { content: read, problems } = check({});
    expect(problems).toEqual([]);
    expect(read.parties).toEqual(['KH', 'TH']);
    expect(read.countries).toEqual([{ party: 'China', bodies: 'Ministry of Public Security' }]);
    expect(read.steps).toEqual([
      { code: 's5', aim: 'sharing_intelligence', text: 'One form', plannedOn: '2025-09-30' },
    ]);
  });

  test('names no person and counts no people', () => {
    expect(pathsOf({ contacts: [{ party: 'KH', bodies: 'Pol. Gen. Somchai' }] })).toEqual(['contacts.KH']);
    expect(pathsOf({ results: 'It freed 3 victims.' })).toEqual(['results']);
    expect(pathsOf({ results: 'It met 3 times.' })).toEqual([]);
  });

  test('says at each field what is missing', () => {
    expect(pathsOf({ status: '', agreedOn: '2027-01-01', aims: [] })).toEqual(
      expect.arrayContaining(['status', 'agreedOn', 'aims']),
    );
    expect(pathsOf({ steps: [{ code: '', aim: 'justice', text: '', plannedOn: '2026-01-01' }] })).toEqual([
      'steps.0.text',
      'steps.0.aim',
    ]);
  });
});

describe('the form of an account', () => {
  const check = (items: object[], counts: object[] = []) =>
    checkAccount({ items, counts } as Parameters<typeof checkAccount>[0], { content, today });

  test('gives the day on which something was reached, and a status with every word', () => {
    const at = (change: object) => ({ about: 's1', status: '', on: '', text: '', ...change });
    expect(check([at({ status: 'reached' })]).problems.map(({ path }) => path)).toEqual(['items.s1.on']);
    expect(check([at({ text: 'Words' })]).problems.map(({ path }) => path)).toEqual(['items.s1.status']);
    expect(check([at({ status: 'in_progress' })]).content.items).toEqual([
      { about: 's1', status: 'in_progress', on: null, text: '' },
    ]);
    // What is no aim or step of the arrangement is left out.
    expect(check([at({ about: 's9', status: 'stopped' })]).content.items).toEqual([]);
  });

  test('counts in whole numbers, and an empty field is no number', () => {
    const counts = (meetings: string) => check([], [{ year: 2025, meetings, operations: '' }]);
    expect(counts('4').content.counts).toEqual([{ year: 2025, meetings: 4, operations: null }]);
    expect(counts('').content.counts).toEqual([]);
    expect(counts('4.5').problems.map(({ path }) => path)).toEqual(['counts.2025.meetings']);
  });
});

test('accounts are the same, differ, or are not all there', () => {
  const item = { about: 's1', status: 'reached', on: '2025-10-02', text: '' } as const;
  expect(compareItems([item, { ...item, text: 'Other words' }])).toBe('same');
  expect(compareItems([item, { ...item, on: '2025-11-01' }])).toBe('differ');
  expect(compareItems([item, null])).toBe('silent');
  expect(compareCounts([4, 4])).toEqual({ state: 'same', value: 4 });
  expect(compareCounts([4, 3])).toEqual({ state: 'differ', value: null });
  expect(compareCounts([4, null])).toEqual({ state: 'silent', value: null });
});

describe('in a publication', () => {
  const account = (by: string, number: number, meetings: number | null): Account => ({
    by,
    number,
    version: 1,
    content: {
      items: [{ about: 's1', status: 'in_progress', on: null, text: `${by} ${number}` }],
      counts: [{ year: 2025, meetings, operations: null }],
    },
    person: '',
    at: '',
  });
  const release = (by: string, number: number, parts: Release['parts'], version = 1): Release => ({
    by,
    number,
    version,
    parts,
    person: '',
    at: '',
  });
  const all = [...releaseParts];
  const publish = (accounts: Account[], releases: Release[]) => {
    const arrangement: Arrangement = {
      code: 'kh-th',
      title: '',
      summary: '',
      version: 1,
      content,
      changedBy: '',
      changedAt: '',
      accounts,
      releases,
    };
    const library = [{ code: 'kh-th' }] as LibraryEntry[];
    const lists = { reporters: [{ code: 'KH' }, { code: 'TH' }] } as Lists;
    return buildPublishedArrangements({ arrangements: [arrangement], library, lists });
  };

  test('nothing is told before every state has released it', () => {
    const accounts = [account('TH', 1, 4), account('KH', 1, 4)];
    expect(publish(accounts, [])).toEqual([]);
    expect(publish(accounts, [release('TH', 1, all)])).toEqual([]);
    expect(publish(accounts, [release('TH', 1, all), release('KH', 1, [])])).toEqual([]);
    expect(publish(accounts, [release('TH', 1, all), release('KH', 1, all, 2)])).toEqual([]);
    const [terms] = publish(accounts, [release('TH', 1, all), release('KH', 1, ['terms'])]);
    expect([terms?.accounts, terms?.counts]).toEqual([null, null]);
    const [whole] = publish(accounts, [release('TH', 1, all), release('KH', 1, all)]);
    expect(whole?.accounts?.map(({ by }) => by)).toEqual(['KH', 'TH']);
    expect(whole?.counts).toEqual([
      { year: 2025, meetings: { state: 'same', value: 4 }, operations: { state: 'silent', value: null } },
    ]);
  });

  test('a number of one state alone is never told, and what is not released changes nothing', () => {
    const number = fc.option(fc.integer({ min: 0, max: 20 }));
    fc.assert(
      fc.property(number, number, number, number, (of, shown, one, other) => {
        const releases = [release('TH', 1, all), release('KH', 1, all)];
        const publishWith = (later: number | null) =>
          // Newest first: Thailand has written a second account and not released it.
          publish([account('TH', 2, later), account('TH', 1, of), account('KH', 1, shown)], releases);
        expect(publishWith(one)).toEqual(publishWith(other));
        const [line] = publishWith(one);
        for (const { meetings } of line?.counts ?? []) {
          expect(meetings.value).toBe(of !== null && of === shown ? of : null);
        }
      }),
    );
  });
});
