import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { buildExchange } from '#tests/support/standards/exchange.ts';
import { listPages } from '#server/domain/standards/sitemap/serialise-sitemap.ts';
import { describeStatus } from '#app/features/arrangement/arrangement-lines.tsx';
import { buildWords } from '#app/features/language/use-words.ts';
import { listArrangementLines } from '#server/domain/arrangement/list-published-arrangements.ts';
import {
  checkAccount,
  checkArrangement,
  compareCounts,
  compareItems,
} from '#server/domain/arrangement/arrangement.rules.ts';
import { arrangementStatuses, releaseParts } from '#server/domain/arrangement/arrangement-words.ts';
import type {
  Account,
  AccountItem,
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

  test('worlds that differ only in what not all states have released give the same documents', () => {
    const parties = ['KH', 'TH'];
    const count = fc.option(fc.integer({ min: 0, max: 3 }));
    const said = fc.record({
      status: fc.constantFrom('in_progress', 'stopped'),
      text: fc.constantFrom('a', 'b'),
      meetings: count,
      operations: count,
    });
    const accountOf = (
      by: string,
      number: number,
      told: typeof said extends fc.Arbitrary<infer T> ? T : never,
    ) => {
      const { status, text, meetings, operations } = told;
      return {
        ...account(by, number, null),
        content: {
          items: [{ about: 's1', status, on: null, text }],
          counts: [{ year: 2025, meetings, operations }],
        },
      } as Account;
    };
    const parts = fc.constantFrom<Release['parts'][]>(
      [],
      ['terms'],
      ['terms', 'account'],
      ['terms', 'counts'],
      all,
      all,
    );
    const releaseOf = (by: string) =>
      fc
        .record({ parts, number: fc.constantFrom(1, 2), version: fc.constantFrom(1, 1, 1, 2) })
        .map((one) => ({
          by,
          ...one,
        }));
    const told = { published: 0, figures: 0 };
    fc.assert(
      fc.property(
        fc.tuple(releaseOf('KH'), releaseOf('TH')),
        fc.array(said, { minLength: 4, maxLength: 4 }),
        fc.array(said, { minLength: 4, maxLength: 4 }),
        (releases, one, other) => {
          const isReleased = (part: (typeof releaseParts)[number]) =>
            releases.every(({ version, parts: own }) => version === 1 && own.includes(part));
          const list = (pick: (at: number, isShown: boolean) => (typeof one)[number]) =>
            parties.flatMap((by, place) =>
              [2, 1].map((number) => {
                const at = place * 2 + number - 1;
                return accountOf(by, number, pick(at, releases[place]?.number === number));
              }),
            );
          const before = list((at) => one[at]!);
          const after = list((at, isShown) => {
            if (!isShown || !isReleased('terms')) return other[at]!;
            return {
              ...(isReleased('account') ? one[at]! : other[at]!),
              meetings: (isReleased('counts') ? one : other)[at]!.meetings,
              operations: (isReleased('counts') ? one : other)[at]!.operations,
            };
          });
          const given = releases.map(({ by, number, parts: own, version }) =>
            release(by, number, own, version),
          );
          const published = publish(before, given);
          expect(publish(after, given)).toEqual(published);
          expect(published).toHaveLength(isReleased('terms') ? 1 : 0);
          told.published += published.length;
          for (const { meetings } of published[0]?.counts ?? []) {
            const [kh, th] = releases.map(({ number }, place) => one[place * 2 + number - 1]!.meetings);
            expect(meetings.value).toBe(kh === th ? kh : null);
            if (meetings.value !== null) told.figures += 1;
          }
        },
      ),
      { numRuns: 400 },
    );
    expect(told.published).toBeGreaterThan(0);
    expect(told.figures).toBeGreaterThan(0);
  });

  test('numbers that differ tell nothing of each other', () => {
    const releases = [release('TH', 1, all), release('KH', 1, all)];
    const publishWith = (th: number, kh: number) =>
      publish([account('TH', 1, th), account('KH', 1, kh)], releases);
    expect(publishWith(4, 9)).toEqual(publishWith(70, 2));
  });

  test('a step counts as reached where every state says so, and lines tell where accounts differ', () => {
    const [published] = publish(
      [account('TH', 1, 4), account('KH', 1, 4)],
      [release('TH', 1, all), release('KH', 1, all)],
    );
    const line = (...statuses: AccountItem['status'][]) =>
      listArrangementLines(
        [
          {
            ...published!,
            accounts: statuses.map((status, at) => ({
              by: ['KH', 'TH'][at]!,
              items: [{ about: 's1', status, on: '2025-10-02', text: '' }],
            })),
          },
        ],
        [{ code: 'kh-th', title: 'KH and TH' }],
      )[0];
    expect(line('reached', 'reached')).toMatchObject({ title: 'KH and TH', steps: 1, reached: 1, differ: 0 });
    expect(line('reached', 'in_progress')).toMatchObject({ reached: 0, differ: 1 });
    const unreleased = [{ ...published!, accounts: null }];
    expect(listArrangementLines(unreleased, [{ code: 'kh-th', title: 'KH and TH' }])[0]).toMatchObject({
      reached: null,
      differ: null,
    });
    // On other entries there is nothing to list.
    expect(listArrangementLines(unreleased, [{ code: 'another', title: 'Another' }])).toEqual([]);
    expect(listArrangementLines(null, [])).toEqual([]);
  });
});

test('only what is in force is so since the day of the agreement', () => {
  const words = buildWords('en', 'arrangement');
  const say = (status: (typeof arrangementStatuses)[number], agreedOn: string | null = '2025-03-14') =>
    renderToStaticMarkup(describeStatus({ status, agreedOn }, words)).replace(/<[^>]*>/g, '');
  expect(say('in_force')).toBe('In force since 14 March 2025');
  expect(say('ended')).toBe('Ended, agreed on 14 March 2025');
  expect(say('being_agreed', null)).toBe('Being agreed');
});

test('search engines find the page of an arrangement', () => {
  expect(listPages(buildExchange({ arrangements: ['kh-th'] }), [])).toContain('/cooperation/kh-th');
});
