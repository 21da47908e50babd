import { describe, expect, test } from 'vitest';
import type { Documents } from '#server/domain/publication/build-publication.ts';
import type { Address, DocumentBody, DocumentKind } from '#server/domain/publication/documents.ts';
import { listSearchedAddresses, listSearchEntries } from '#server/domain/search/search-entries.ts';

const activity = {
  code: 'A1.1',
  title: 'Train investigators',
  area: 'A',
  objective: 'A1',
  description: '',
  years: [2024],
  lead: 'SOMTC',
  cooperating: ['ACWC', 'SLOM'],
  states: ['TH'],
  partners: ['iom', 'unodc'],
  articles: [],
  tags: ['b', 'a', 'gone'],
  lenses: ['money'],
  basis: 'Illustrative.',
};
const narrative = (round: string, reporter: string, achievements: string, challenges = '') => ({
  round,
  reporter,
  status: null,
  achievements,
  challenges,
  nextSteps: '',
});

const bodies: Record<string, unknown> = {
  publication: { number: 2, plan: { code: 'P' } },
  plan: {
    areas: [
      { code: 'B', title: 'Second letter first' },
      { code: 'A', title: 'Prosecution' },
    ],
    objectives: [{ code: 'A1', title: 'Better cases', area: 'A' }],
    activities: [
      activity,
      { ...activity, code: 'A1.2', cooperating: [], partners: [], tags: [], lenses: [] },
    ],
  },
  lists: {
    reporters: [
      { code: 'VN', kind: 'state', name: 'Viet Nam', iso3: 'VNM' },
      { code: 'TH', kind: 'state', name: 'Thailand', iso3: 'THA' },
      { code: 'SOMTC', kind: 'body', name: 'Meeting on crime', iso3: null },
    ],
    partners: [
      { slug: 'unodc', name: 'Office on Drugs' },
      { slug: 'iom', name: 'Migration agency' },
    ],
    tags: [
      { code: 'a', name: 'zebra' },
      { code: 'b', name: 'Apple' },
    ],
    lenses: [{ code: 'money', title: 'Follow the money', description: 'Cash.' }],
    libraryKinds: [{ code: 'study', label: 'Study', isCooperation: false }],
  },
  indicators: [
    {
      code: 'I-A1',
      title: 'Cases',
      definition: 'What is counted.',
      countingRule: '',
      numeratorLabel: 'won',
      denominatorLabel: null,
    },
  ],
  library: [
    { code: 'L1', kind: 'study', title: 'No year', year: null, states: [], bodies: [], partners: [] },
    {
      code: 'L3',
      kind: 'study',
      title: 'Newer',
      summary: 'In short.',
      organisers: 'ACWC',
      place: 'Bohol',
      year: 2025,
      states: ['TH'],
      bodies: ['SOMTC'],
      partners: ['iom'],
    },
    { code: 'L2', kind: 'study', title: 'Older', year: 2024, states: [], bodies: [], partners: [] },
  ],
  support: {
    entries: [
      {
        partner: 'iom',
        kind: 'training',
        part: 'led',
        activity: 'A1.1',
        description: 'Courses in the provinces.',
        carriedOutBy: 'A centre',
      },
      {
        partner: 'iom',
        kind: 'finance',
        part: 'financed',
        activity: null,
        description: '',
        carriedOutBy: '',
      },
    ],
  },
  recommendations: {
    recommendations: [{ item: 'L3', code: 'R1', text: 'Tell recruits what they owe.' }],
    notPublished: [],
  },
  translations: { vi: { 'state/th': 'Thái Lan', 'tag/a': 'Ngựa' }, fil: { 'state/th': 'Taylandiya' } },
  'narratives/A1.1': [
    narrative('2025-H1', 'TH', 'later'),
    narrative('2024-H2', 'VN', 'second', 'hard'),
    narrative('2024-H2', 'ACWC', 'first'),
  ],
  'narratives/A1.2': [],
};
const documents = new Map(
  Object.entries(bodies) as [Address, DocumentBody<DocumentKind>][],
) satisfies Documents;
const publications = [1, 2, 3].map((number) => ({
  number,
  title: `Publication ${number}`,
  meeting: number === 1 ? '' : 'A meeting',
  note: 'A note',
}));
const entries = listSearchEntries(documents, publications);
const find = (code: string) => entries.find((entry) => entry.code === code);

describe('what a publication is searched for', () => {
  test('an activity is found by all that its page says of it, in a fixed order', () => {
    expect(find('A1.1')).toEqual({
      kind: 'activity',
      code: 'A1.1',
      path: '/activities/A1.1',
      title: 'Train investigators',
      body:
        'Better cases · SOMTC · ACWC SLOM · Apple zebra · Follow the money · Migration agency Office on Drugs · ' +
        'first   second hard  later  ',
      position: 3001,
    });
    // No cooperating body is an empty word; no tag, lens, partner or report is none.
    expect(find('A1.2')?.body).toBe('Better cases · SOMTC · ');
  });

  test('areas keep the order of the plan, participants and partners that of their names', () => {
    const of = (kind: string) =>
      entries
        .filter((entry) => entry.kind === kind)
        .toSorted((a, b) => a.position - b.position)
        .map(({ path, body }) => [path, body]);
    expect(of('area').map(([path]) => path)).toEqual(['/areas/B', '/areas/A']);
    expect(of('objective')).toEqual([['/objectives/A1', 'Prosecution']]);
    expect(of('state')).toEqual([
      ['/states/th', 'THA Taylandiya Thái Lan'],
      ['/states/vn', 'VNM'],
    ]);
    expect(of('body')).toEqual([['/bodies/SOMTC', '']]);
    expect(of('partner')).toEqual([
      ['/partners/unodc', ''],
      [
        '/partners/iom',
        'Led: Training · Courses in the provinces. · A1.1 Train investigators · A centre · Financed: Finance',
      ],
    ]);
    expect(of('lens')).toEqual([['/lens/money', 'Cash.']]);
    expect(of('indicator')).toEqual([['/indicators/I-A1', 'What is counted. · won']]);
    expect(of('library').map(([path]) => path)).toEqual(['/library/L3', '/library/L2', '/library/L1']);
    expect(find('L3')?.body).toBe(
      'In short. · Study · ACWC · Bohol · 2025 · Meeting on crime Thailand · Migration agency · Tell recruits what they owe.',
    );
  });

  test('publications up to this one are found, the newest first, and none that came later', () => {
    expect(
      entries.filter(({ kind }) => kind === 'publication').toSorted((a, b) => a.position - b.position),
    ).toEqual([
      {
        kind: 'publication',
        code: '2',
        path: '/publications/2',
        title: 'Publication 2',
        body: 'A meeting · A note',
        position: 7998,
      },
      {
        kind: 'publication',
        code: '1',
        path: '/publications/1',
        title: 'Publication 1',
        body: 'A note',
        position: 7999,
      },
    ]);
  });

  test('reads no document but those that it names', () => {
    const read: string[] = [];
    const watched = {
      get: (address: Address) => {
        read.push(address);
        return documents.get(address);
      },
    } as Documents;
    listSearchEntries(watched, publications);
    const { activities } = bodies['plan'] as Parameters<typeof listSearchedAddresses>[0];
    expect([...new Set(read)].sort()).toEqual(listSearchedAddresses({ activities } as never).sort());
  });
});
